import { Hono } from 'hono';
import {
  Button,
  EmptyState,
  ErrorSummary,
  emptyForm,
  type FormState,
  LinkButton,
  RadioGroup,
  renderPage,
  TextArea,
} from '#design/index.ts';
import { typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId } from '#platform/ids.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Services } from '#platform/services.ts';
import { permit } from '#modules/accounts/index.ts';
import { draftOf, type Editorial } from '#modules/editorial/index.ts';
import { type OfferContent, offerContent } from '#modules/offers/index.ts';
import { organisationsByIds } from '#modules/organisations/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import type { Relative } from '../relatives.ts';
import type { Answer, Overlap } from '../service.ts';
import { dutiesOf, needsWord, STANCES, type Stance } from '../stance.ts';
import { stancesOf } from '../store.ts';
import { overlapTexts } from '../texts.ts';
import { RelativeCard } from './relative.tsx';

const LONGEST_WORD = 600;

interface View {
  organisation: { id: string; name: string };
  id: string;
  content: OfferContent;
  relatives: Relative[];
  form: FormState;
}

function Question({ relative, form, isDuty, locale }: { relative: Relative; form: FormState; isDuty: boolean; locale: Locale }) {
  const t = overlapTexts(locale);
  return (
    <>
      <RadioGroup
        form={form}
        name={`stance-${relative.offer.id}`}
        label={t.stance(relative.offer.title)}
        options={STANCES.map((stance) => ({ value: stance, label: t.stances[stance] }))}
        optional={!isDuty}
      />
      <TextArea
        form={form}
        name={`word-${relative.offer.id}`}
        label={t.word}
        hint={t.wordHint}
        rows={2}
        maxLength={LONGEST_WORD}
        optional={!isDuty}
      />
    </>
  );
}

function authorPage(c: Ctx, { organisation, id, content, relatives, form }: View, topics: Topics): Response {
  const locale = c.get('locale');
  const t = overlapTexts(locale);
  const base = `/organisation/${organisation.id}/angebote/${id}`;
  const duties = new Set(dutiesOf(relatives));
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    crumbs: [
      { href: `/organisation/${organisation.id}`, label: organisation.name },
      { href: base, label: content.title },
    ],
    children: (
      <>
        <h1>{t.title}</h1>
        {relatives.length === 0 ? (
          <EmptyState title={t.none}>
            <LinkButton href={base}>{t.back}</LinkButton>
          </EmptyState>
        ) : (
          <>
            <p class="lead">{t.lead}</p>
            <ErrorSummary errors={form.errors} locale={locale} />
            <form method="post" action={`${base}/verwandte`} noValidate class="form">
              <ol class="plain-list entries">
                {relatives.map((relative) => (
                  <li class="entry" key={relative.offer.id}>
                    <RelativeCard
                      relative={relative}
                      topics={topics}
                      locale={locale}
                      duty={relative.isOwn ? t.ownOffer : duties.has(relative) ? t.mustAnswer : t.mayAnswer}
                    />
                    {relative.isOwn ? (
                      <p>
                        {t.own} <a href={`/organisation/${organisation.id}/angebote/${relative.offer.id}`}>{t.ownEdit}</a>
                      </p>
                    ) : duties.has(relative) ? (
                      <Question relative={relative} form={form} isDuty locale={locale} />
                    ) : (
                      <details>
                        <summary>{t.sayMore}</summary>
                        <Question relative={relative} form={form} isDuty={false} locale={locale} />
                      </details>
                    )}
                  </li>
                ))}
              </ol>
              <div class="actions">
                <Button>{t.save}</Button>
                <LinkButton kind="tertiary" href={base}>
                  {t.back}
                </LinkButton>
              </div>
            </form>
          </>
        )}
      </>
    ),
  });
}

export interface AuthorParts {
  services: Services;
  editorial: Editorial;
  overlap: Overlap;
  topics: Topics;
}

/** /organisation/:organisation/angebote/:id/verwandte: what is there already, before something new is handed in. */
export function authorRoutes({ services: { db }, editorial, overlap, topics }: AuthorParts) {
  async function viewOf(c: Ctx): Promise<Omit<View, 'form'>> {
    const organisation = c.req.param('organisation') ?? '';
    const id = c.req.param('id') ?? '';
    if (!isId(organisation) || !isId(id)) throw new HttpError(404);
    permit('offer.edit', { organisation });
    const draft = await draftOf(db, 'offer', id);
    const name = (await organisationsByIds(db, [organisation])).get(organisation)?.name;
    if (draft?.owner !== organisation || name === undefined) throw new HttpError(404);
    const content = offerContent.parse(draft.content);
    return { organisation: { id: organisation, name }, id, content, relatives: await overlap.relativesOf(id, content, organisation) };
  }

  /** The answers of a form, with what is wrong with them. */
  function answersIn(
    c: Ctx,
    relatives: readonly Relative[],
    input: FormState['input'],
  ): { answers: Answer[]; errors: Record<string, string> } {
    const t = overlapTexts(c.get('locale'));
    const errors: Record<string, string> = {};
    const answers: Answer[] = [];
    const duties = new Set(dutiesOf(relatives));
    for (const relative of relatives.filter((each) => !each.isOwn)) {
      const { id } = relative.offer;
      const stance = STANCES.find((known) => known === typed(input, `stance-${id}`));
      const word = typed(input, `word-${id}`).replaceAll('\0', '').trim().slice(0, LONGEST_WORD);
      if (!stance) {
        if (duties.has(relative)) errors[`stance-${id}`] = t.needStance(relative.offer.title);
        continue;
      }
      if (needsWord(stance) && word === '' && duties.has(relative)) errors[`word-${id}`] = t.needWord(relative.offer.title);
      answers.push({ relative, stance, word });
    }
    return { answers, errors };
  }

  const filled = async (c: Ctx, id: string): Promise<FormState> => {
    const said = await stancesOf(db, id);
    const input = Object.fromEntries(
      said.flatMap(({ other, stance, word }) => [
        [`stance-${other}`, [stance as Stance]],
        [`word-${other}`, [word]],
      ]),
    );
    return { ...emptyForm(c.get('locale')), input };
  };

  return new Hono<Env>()
    .get('/organisation/:organisation/angebote/:id/verwandte', async (c) => {
      const view = await viewOf(c);
      return authorPage(c, { ...view, form: await filled(c, view.id) }, topics);
    })
    .post('/organisation/:organisation/angebote/:id/verwandte', async (c) => {
      const view = await viewOf(c);
      const input = await readForm(c);
      const { answers, errors } = answersIn(c, view.relatives, input);
      if (Object.keys(errors).length > 0) return authorPage(c, { ...view, form: { locale: c.get('locale'), input, errors } }, topics);
      const owner = { scope: 'organisation' as const, id: view.organisation.id };
      const joins = await overlap.answer({ kind: 'offer', subject: view.id }, owner, view.organisation.name, answers);
      if (joins) {
        leaveFlash(c, 'angeschlossen');
        return c.redirect(`/organisation/${view.organisation.id}/gemeinsam`, 303);
      }
      const done = await editorial.submit({ kind: 'offer', subject: view.id }, '');
      leaveFlash(c, done.ok ? 'eingereicht' : 'entwurf');
      return c.redirect(`/organisation/${view.organisation.id}/angebote/${view.id}`, 303);
    });
}
