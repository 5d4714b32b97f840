import { Alert, Button, Journey, LinkButton, type Station } from '#design/index.ts';
import { addDays } from '#platform/clock.ts';
import { formatDate } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { type Finding, REVIEW_DAYS } from '../model.ts';
import type { Draft } from '../store.ts';
import type { StandingRow } from '../tables.ts';
import { editorialTexts } from '../texts.ts';

/** The way of something from draft to its yearly confirmation. */
export function ContentWay({ draft, standing, locale }: { draft: Draft | undefined; standing: StandingRow | undefined; locale: Locale }) {
  const t = editorialTexts(locale);
  const isPublic = standing?.state === 'published' || standing?.state === 'marked';
  const draftState = draft?.state === 'returned' ? 'stuck' : draft?.state === 'draft' ? 'now' : 'done';
  const stations: Station[] = [
    {
      label: t.way.draft,
      state: draft || standing ? draftState : 'now',
      note: draft?.state === 'returned' ? t.states.returned : undefined,
    },
    {
      label: t.way.submitted,
      state: draft?.state === 'submitted' ? 'now' : standing && !draft ? 'done' : 'ahead',
      note: draft?.submitted_at ? t.since(formatDate(draft.submitted_at, locale)) : undefined,
    },
    {
      label: t.way.published,
      state: standing ? (isPublic ? 'done' : 'stuck') : 'ahead',
      note: standing && !isPublic ? t.standings[standing.state] : undefined,
    },
    {
      label: t.way.confirmed,
      state: standing?.state === 'marked' ? 'stuck' : isPublic && !draft ? 'now' : 'ahead',
      note: standing && isPublic ? t.due(formatDate(addDays(standing.confirmed_at, REVIEW_DAYS), locale)) : undefined,
    },
  ];
  return <Journey stations={stations} label={t.way.label} locale={locale} />;
}

/** What a machine found, each with its field. */
export function Findings({ findings, locale }: { findings: readonly Finding[]; locale: Locale }) {
  if (findings.length === 0) return null;
  const t = editorialTexts(locale);
  return (
    <Alert kind="warning" title={t.review.machine}>
      <ul>
        {findings.map((finding) => (
          <li key={finding.rule}>
            <a href={`#${finding.field}`}>{t.rules[finding.rule]}</a>
          </li>
        ))}
      </ul>
    </Alert>
  );
}

const Step = ({ action, label, kind = 'tertiary' }: { action: string; label: string; kind?: 'secondary' | 'tertiary' }) => (
  <form method="post" action={action}>
    <Button kind={kind}>{label}</Button>
  </form>
);

/** What can be done with a draft and with what is published, beside editing. `base` is the address of the edit page. */
export function ContentSteps({
  draft,
  standing,
  base,
  publicPath,
  locale,
}: {
  draft: Draft | undefined;
  standing: StandingRow | undefined;
  base: string;
  publicPath: string | undefined;
  locale: Locale;
}) {
  const t = editorialTexts(locale).actions;
  const isPublic = standing?.state === 'published' || standing?.state === 'marked';
  return (
    <div class="actions">
      {publicPath && isPublic && (
        <LinkButton kind="tertiary" href={publicPath}>
          {t.toPublic}
        </LinkButton>
      )}
      {standing && standing.state !== 'archived' && !draft && <Step action={`${base}/bestaetigen`} label={t.confirm} kind="secondary" />}
      {draft?.state === 'submitted' && <Step action={`${base}/zuruecknehmen`} label={t.withdraw} />}
      {draft && <Step action={`${base}/verwerfen`} label={t.discard} />}
      {isPublic && <Step action={`${base}/archivieren`} label={t.archive} />}
      {standing && !isPublic && <Step action={`${base}/aufnehmen`} label={t.restore} />}
    </div>
  );
}

/** The words of the messages that the steps leave. */
export const contentFlashes = (locale: Locale): Record<string, string> => {
  const t = editorialTexts(locale).actions;
  return {
    entwurf: t.saved,
    eingereicht: t.submitted,
    verworfen: t.discarded,
    bestaetigt: t.confirmed,
    archiviert: t.archived,
    aufgenommen: t.restored,
  };
};

/** Hand it in, or keep it as a draft: the same two for every kind of content. */
export function SaveButtons({ locale }: { locale: Locale }) {
  const t = editorialTexts(locale).actions;
  return (
    <div class="actions">
      <Button name="tun" value="einreichen">
        {t.submit}
      </Button>
      <Button kind="secondary" name="tun" value="speichern">
        {t.save}
      </Button>
    </div>
  );
}
