import { Hono } from 'hono';
import { z } from 'zod';
import {
  Button,
  ErrorSummary,
  emptyForm,
  EmptyState,
  filledForm,
  type FormState,
  LinkButton,
  RadioGroup,
  renderPage,
  TextArea,
  TextField,
} from '#design/index.ts';
import { field, parseForm, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { draftOf } from '#modules/editorial/index.ts';
import { offerContent } from '#modules/offers/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import type { Relative } from '../relatives.ts';
import type { Overlap } from '../service.ts';
import { CONTEXTS, FINDINGS } from '../stance.ts';
import { findingOf, type StanceRow, stancesOf } from '../store.ts';
import { overlapTexts } from '../texts.ts';
import { RelativeCard } from './relative.tsx';

const LONGEST = 300;
const findingForm = z.object({ finding: field.choice(FINDINGS), word: field.required(1000) });

interface View {
  id: string;
  title: string;
  relatives: Relative[];
  said: StanceRow[];
  form: FormState;
}

function findingPage(c: Ctx, { id, title, relatives, said, form }: View, topics: Topics): Response {
  const locale = c.get('locale');
  const t = overlapTexts(locale);
  const r = t.review;
  const stanceOf = (relative: Relative) => said.find(({ other }) => other === relative.offer.id);
  return renderPage(c, {
    title: r.title,
    isPrivate: true,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    flashes: { befund: r.saved },
    crumbs: [{ href: `/pruefung/offer/${id}`, label: title }],
    children: (
      <>
        <h1>{r.title}</h1>
        <p class="lead">{r.lead}</p>
        {relatives.length === 0 && <EmptyState title={t.none} />}
        <ol class="plain-list entries">
          {relatives.map((relative) => {
            const stance = stanceOf(relative);
            return (
              <li class="entry" key={relative.offer.id}>
                <RelativeCard relative={relative} topics={topics} locale={locale} />
                <p>
                  <strong>{stance ? r.said(t.stanceNames[stance.stance]) : r.unsaid}</strong>
                </p>
                {stance?.word && <p class="quote">{stance.word}</p>}
              </li>
            );
          })}
        </ol>
        <h2>{r.findingTitle}</h2>
        <ErrorSummary errors={form.errors} locale={locale} />
        <form method="post" noValidate class="form">
          <RadioGroup
            form={form}
            name="finding"
            label={r.finding}
            options={FINDINGS.map((value) => ({ value, label: r.findings[value] }))}
          />
          <TextArea form={form} name="word" label={r.word} hint={r.wordHint} rows={3} maxLength={1000} />
          <fieldset class="kern-fieldset">
            <legend class="kern-label">{r.conditions}</legend>
            <p class="kern-hint">
              {r.conditionsHint} {r.example}
            </p>
            <div class="kern-fieldset__body">
              {CONTEXTS.map((context) => (
                <TextField
                  key={context}
                  form={form}
                  name={`condition-${context}`}
                  label={r.contexts[context]}
                  maxLength={LONGEST}
                  optional
                />
              ))}
            </div>
          </fieldset>
          <div class="actions">
            <Button>{r.save}</Button>
            <LinkButton kind="tertiary" href={`/pruefung/offer/${id}`}>
              {r.toReview}
            </LinkButton>
          </div>
        </form>
      </>
    ),
  });
}

/** /pruefung/offer/:id/verwandte: what is close to a draft, what its author says, and the finding of the review. */
export function findingRoutes({ db }: Services, overlap: Overlap, topics: Topics) {
  async function viewOf(c: Ctx): Promise<Omit<View, 'form'>> {
    const id = c.req.param('id') ?? '';
    const draft = isId(id) ? await draftOf(db, 'offer', id) : undefined;
    if (!draft) throw new HttpError(404);
    const content = offerContent.parse(draft.content);
    return {
      id,
      title: content.title,
      relatives: await overlap.relativesOf(id, content, draft?.owner ?? undefined),
      said: await stancesOf(db, id),
    };
  }

  return new Hono<Env>()
    .get('/pruefung/offer/:id/verwandte', async (c) => {
      const view = await viewOf(c);
      const known = await findingOf(db, 'offer', view.id);
      const locale = c.get('locale');
      const conditions = Object.fromEntries((known?.conditions ?? []).map(({ context, text }) => [`condition-${context}`, text]));
      const form = known ? filledForm(locale, { finding: known.finding, word: known.word, ...conditions }) : emptyForm(locale);
      return findingPage(c, { ...view, form }, topics);
    })
    .post('/pruefung/offer/:id/verwandte', async (c) => {
      const view = await viewOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(findingForm, input, locale);
      if (!form.ok) return findingPage(c, { ...view, form: { locale, input, errors: form.errors } }, topics);
      const conditions = CONTEXTS.flatMap((context) => {
        const text = typed(input, `condition-${context}`).replaceAll('\0', '').trim().slice(0, LONGEST);
        return text === '' ? [] : [{ context, text }];
      });
      await overlap.record({ kind: 'offer', subject: view.id, ...form.value, conditions });
      leaveFlash(c, 'befund');
      return c.redirect(`/pruefung/offer/${view.id}/verwandte`, 303);
    });
}
