import { Button, EmptyState, type FormState, Journey, LinkButton, renderPage, Select, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { checkpointsOf } from '../definition/model.ts';
import type { Opened } from '../desk.ts';
import { accordOf } from '../changes/model.ts';
import { type Together, SCOPES } from '../together/service.ts';
import type { CompanionRow } from '../tables.ts';
import { togetherTexts } from '../together/texts.ts';
import { checksTexts } from '../texts.ts';
import { Progress, base, formPage, themeStations } from './frame.tsx';

export const DAYS = ['1', '7', '30', '90'] as const;

interface EntryProps {
  companion: CompanionRow;
  opened: Opened;
  together: Together;
  locale: Locale;
}

function CompanionEntry({ companion, opened, together, locale }: EntryProps) {
  const t = togetherTexts(locale);
  const day = (date: Date) => formatDate(date, locale);
  const isActive = together.isActive(companion);
  const state = companion.ended_at ? t.ended(day(companion.ended_at)) : isActive ? t.until(day(companion.expires_at)) : t.expired;
  return (
    <li class="entry">
      <h3 class="entry__title">{companion.name}</h3>
      <p class="muted small">
        {[
          t.scopes[companion.scope],
          t.invitedOn(day(companion.created_at)),
          state,
          companion.seen_at ? t.seen(day(companion.seen_at)) : t.notSeen,
        ].join(' · ')}
      </p>
      {isActive && (
        <>
          <p class="small">{t.linkFor(companion.name)}:</p>
          <p class="private-link">{together.url(companion)}</p>
          <form method="post" action={`${base(opened)}/gemeinsam/${companion.id}/beenden`}>
            <button class="kern-btn kern-btn--secondary" type="submit" aria-label={t.endOf(companion.name)}>
              <span class="kern-label">{t.end}</span>
            </button>
          </form>
        </>
      )}
    </li>
  );
}

/** /bogen/:token/gemeinsam: who works along, until when; inviting and ending. */
export async function togetherPage(c: Ctx, together: Together, opened: Opened, form: FormState): Promise<Response> {
  const locale = c.get('locale');
  const t = togetherTexts(locale);
  const companions = await together.companions(opened.assessment.id);
  return formPage(c, opened, {
    texts: t,
    form,
    children: (
      <>
        <h2>{t.list}</h2>
        {companions.length === 0 ? (
          <EmptyState title={t.nobody} />
        ) : (
          <>
            <p class="muted">{t.linkHint}</p>
            <ul class="entries">
              {companions.map((companion) => (
                <CompanionEntry key={companion.id} companion={companion} opened={opened} together={together} locale={locale} />
              ))}
            </ul>
          </>
        )}
        <h2>{t.invite}</h2>
        <form method="post" noValidate action={`${base(opened)}/gemeinsam`} class="form">
          <TextField form={form} name="name" label={t.name} hint={t.nameHint} maxLength={120} width="medium" />
          <Select form={form} name="scope" label={t.scope} options={SCOPES.map((value) => ({ value, label: t.scopes[value] }))} />
          <Select form={form} name="days" label={t.days} options={DAYS.map((value) => ({ value, label: t.dayChoices[value] }))} />
          <p class="muted">{t.notesStay}</p>
          <Button>{t.make}</Button>
        </form>
      </>
    ),
  });
}

/** /begleitung/:token: what an invited consultant finds. */
export function companionPage(c: Ctx, opened: Opened): Response {
  const locale = c.get('locale');
  const t = togetherTexts(locale);
  const { definition, assessment, companion } = opened;
  const title = inLocale(definition.title, locale);
  const differing = checkpointsOf(definition).filter(
    (point) => accordOf(assessment.ratings, assessment.advice.ratings, point.id) === 'different',
  ).length;
  return renderPage(c, {
    title,
    isPrivate: true,
    flashes: checksTexts(locale).flash,
    children: (
      <>
        <h1>{t.companionTitle(title)}</h1>
        <p class="lead">{companion && t.companionLead(companion.name, formatDate(companion.until, locale))}</p>
        {companion?.scope === 'read' && <p>{t.readOnly}</p>}
        <Progress opened={opened} locale={locale} />
        <p>{t.differing(differing)}</p>
        <div class="actions">
          <LinkButton href={`${base(opened)}/ergebnis`}>{checksTexts(locale).result}</LinkButton>
        </div>
        {companion?.scope === 'rate' && (
          <>
            <h2>{t.themes}</h2>
            <div class="journey-list">
              <Journey stations={themeStations(opened, locale)} label={t.themes} locale={locale} />
            </div>
          </>
        )}
      </>
    ),
  });
}
