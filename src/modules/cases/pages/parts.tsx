import { Alert, Facts, Journey, type Station } from '#design/index.ts';
import { formatDateTime, formatDay, formatNumber } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { budgetOf } from '../model.ts';
import { doubtTexts, eventText, isInternal, sprintText } from '../paper/content.ts';
import type { CaseFile } from '../store/cases.ts';
import { casesTexts } from '../texts.ts';

/** The way of a case as stations of the journey line. */
function stationsOf({ row }: Pick<CaseFile, 'row'>, today: string, locale: Locale): Station[] {
  const t = casesTexts(locale);
  const at = row.process.findIndex((phase) => phase.id === row.phase);
  return row.process.map((phase, index): Station => {
    const label = inLocale(phase, locale);
    if (row.state !== 'open' || index < at) return { label, state: index <= at ? 'done' : 'ahead' };
    if (index > at) return { label, state: 'ahead' };
    const isLate = row.phase_due !== null && row.phase_due < today;
    const note = row.phase_due ? (isLate ? t.overdue : t.due)(formatDay(row.phase_due, locale)) : undefined;
    return { label, state: isLate ? 'stuck' : 'now', note };
  });
}

export function Way({ file, today, locale }: { file: CaseFile; today: string; locale: Locale }) {
  return <Journey stations={stationsOf(file, today, locale)} label={casesTexts(locale).phases} locale={locale} />;
}

function budgetText({ row, sessions }: Pick<CaseFile, 'row' | 'sessions'>, hoursPerDay: number, locale: Locale): string {
  const t = casesTexts(locale);
  const { used, all, left } = budgetOf({ sessions, budget_days: row.budget_days }, hoursPerDay);
  const round = (value: number) => formatNumber(Math.round(value * 10) / 10, locale);
  return all === null ? t.budgetOpen(round(used)) : t.budgetSays(round(used), round(all), round(left ?? 0));
}

export function CaseFacts({ file, hoursPerDay, locale }: { file: CaseFile; hoursPerDay: number; locale: Locale }) {
  const t = casesTexts(locale);
  const { row } = file;
  const rules = row.rules as { title?: { de: string; en: string } } | null;
  return (
    <Facts
      facts={[
        [t.company, row.company],
        [t.owner, row.owner_name],
        [t.programme, rules?.title ? inLocale(rules.title, locale) : t.noProgramme],
        [
          t.voucher,
          row.voucher_number && t.voucherUntil(row.voucher_number, row.voucher_until ? formatDay(row.voucher_until, locale) : ''),
        ],
        [t.budget, (row.budget_days !== null || file.sessions.length > 0) && budgetText(file, hoursPerDay, locale)],
        [t.settled, row.settled_on && formatDay(row.settled_on, locale)],
      ]}
    />
  );
}

/** What was entered before it was asked whether it can have been so: to be looked at before it is settled. */
export function Doubts({ file, locale }: { file: CaseFile; locale: Locale }) {
  const doubts = doubtTexts(file, locale);
  if (doubts.length === 0) return null;
  return (
    <Alert kind="warning" title={casesTexts(locale).doubts}>
      <ul>
        {doubts.map((doubt) => (
          <li key={doubt}>{doubt}</li>
        ))}
      </ul>
    </Alert>
  );
}

/** What was held, said and filed. `base`: where documents are fetched. */
export function Record({ file, base, locale }: { file: CaseFile; base: string; locale: Locale }) {
  const t = casesTexts(locale);
  const { row, sessions, documents } = file;
  const phaseTitle = (id: string) => {
    const phase = row.process.find((each) => each.id === id);
    return phase ? inLocale(phase, locale) : id;
  };
  return (
    <>
      <h2>{t.sessions}</h2>
      {sessions.length === 0 && <p class="muted">{t.noSessions}</p>}
      {sessions.map((session) => (
        <section class="entry" key={session.id}>
          <h3 class="entry__title">
            {formatDay(session.day, locale)}, {t.kinds[session.kind]}{' '}
            <span class="muted">
              ({phaseTitle(session.phase)}, {t.hoursShort(formatNumber(Math.round((10 * session.minutes) / 60) / 10, locale))}
              {!session.funded && `, ${t.notFunded}`})
            </span>
          </h3>
          <p class="muted">{session.took_part.join(', ')}</p>
          <p class="prewrap">{session.notes}</p>
          {session.sprint_since && <p class="muted small">{sprintText(session, locale)}</p>}
          {session.reason && <p class="muted small">{t.late(session.reason)}</p>}
        </section>
      ))}
      <h2>{t.documents}</h2>
      {documents.length === 0 && <p class="muted">{t.noDocuments}</p>}
      {documents.map((document) => (
        <section class="entry" key={document.id}>
          <h3 class="entry__title">
            {document.type ? <a href={`${base}/unterlagen/${document.id}`}>{document.name}</a> : document.name}{' '}
            <span class="muted">
              ({t.documentKinds[document.kind]}, {phaseTitle(document.phase)})
            </span>
          </h3>
          {document.text && <p class="prewrap">{document.text}</p>}
        </section>
      ))}
    </>
  );
}

export function History({ file, locale, isForCompany }: { file: CaseFile; locale: Locale; isForCompany?: boolean }) {
  const events = isForCompany ? file.events.filter((event) => !isInternal(event.kind)) : file.events;
  return (
    <>
      <h2>{casesTexts(locale).history}</h2>
      <ol class="timeline">
        {events.map((event) => (
          <li key={event.id}>
            {eventText(event, file.row.process, locale)} <span class="muted small">({formatDateTime(event.at, locale)})</span>
          </li>
        ))}
      </ol>
    </>
  );
}
