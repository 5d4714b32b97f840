import { localDay } from '#platform/clock.ts';
import { formatDay, formatList, formatNumber } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { budgetOf, phaseOf } from '../model.ts';
import type { CaseFile } from '../store/cases.ts';
import { doubtsOf, ripeOn } from '../plausible.ts';
import type { EventRow, SessionRow } from '../tables.ts';
import { casesTexts } from '../texts.ts';

/** What an event says, in the reader's language. */
/** What only those who work on the case read: neither the company nor a paper that it gets. */
export const isInternal = (kind: string): boolean => kind === 'handOverWord';

export function eventText(event: Pick<EventRow, 'kind' | 'who' | 'detail'>, process: CaseFile['row']['process'], locale: Locale): string {
  const texts: Record<string, (who: string, detail: string) => string> = casesTexts(locale).events;
  const isPhase = event.kind === 'phase' || event.kind === 'late';
  const phase = isPhase ? phaseOf(process, event.detail) : undefined;
  if (event.kind === 'refused') {
    const [kind = '', day = ''] = event.detail.split(' ');
    const reasons: Record<string, string> = casesTexts(locale).refusals;
    return casesTexts(locale).refused(event.who, reasons[kind] ?? kind, formatDay(day, locale));
  }
  // Days are kept as the calendar writes them and shown as people do.
  const detail = event.detail.replace(/\b\d{4}-\d\d-\d\d\b/g, (day) => formatDay(day, locale));
  return texts[event.kind]?.(event.who, phase ? inLocale(phase, locale) : detail) ?? event.kind;
}

/** From when to when the work phase ran that a session closed, and why it was so short; empty where it closed none. */
export function sprintText({ sprint_since: since, day, sprint_reason }: SessionRow, locale: Locale): string {
  if (since === null) return '';
  const t = casesTexts(locale);
  const [from, to] = [formatDay(since, locale), formatDay(day, locale)];
  return day < ripeOn(since) ? t.sprintShort(from, to, sprint_reason) : t.sprint(from, to);
}

/** What speaks against what was entered, before it is settled. */
export function doubtTexts({ sessions }: Pick<CaseFile, 'sessions'>, locale: Locale): string[] {
  const t = casesTexts(locale);
  return doubtsOf(sessions).map((doubt) =>
    doubt.kind === 'day'
      ? t.doubtDay(formatDay(doubt.day, locale), t.hoursShort(formatNumber(Math.round(10 * doubt.hours) / 10, locale)))
      : t.doubtSprint(formatDay(doubt.since, locale), formatDay(doubt.day, locale)),
  );
}

export interface ReportContent {
  title: string;
  facts: [string, string][];
  goals: string[];
  phases: { title: string; sessions: { head: string; people: string; notes: string }[]; texts: { title: string; text: string }[] }[];
  result: string;
  history: string[];
}

/** Everything that the report holds, from what was documented; Word and PDF say the same. */
export function reportOf(
  { row, goals, sessions, documents, events, people }: CaseFile,
  hoursPerDay: number,
  locale: Locale,
): ReportContent {
  const t = casesTexts(locale);
  const hours = (minutes: number) => t.hoursShort(formatNumber(Math.round((10 * minutes) / 60) / 10, locale));
  const budget = budgetOf({ sessions, budget_days: row.budget_days }, hoursPerDay);
  const round = (value: number) => formatNumber(Math.round(value * 10) / 10, locale);
  const budgetText =
    budget.all === null ? t.budgetOpen(round(budget.used)) : t.budgetSays(round(budget.used), round(budget.all), round(budget.left ?? 0));
  const rules = row.rules as { title?: { de: string; en: string } } | null;
  const doubts = doubtTexts({ sessions }, locale);
  const names = people.map((person) => `${person.name} (${t.sides[person.side]})`);
  return {
    title: t.reportTitle(row.company || row.contact),
    facts: [
      [t.contact, row.contact],
      [t.owner, row.owner_name],
      [t.programme, rules?.title ? inLocale(rules.title, locale) : t.noProgramme],
      ...(row.voucher_number
        ? ([[t.voucher, t.voucherUntil(row.voucher_number, row.voucher_until ? formatDay(row.voucher_until, locale) : '')]] as [
            string,
            string,
          ][])
        : []),
      [t.budget, budgetText],
      ...(doubts.length > 0 ? ([[t.doubts, doubts.join(' ')]] as [string, string][]) : []),
      ...(names.length > 0 ? ([[t.people, formatList(names, locale)]] as [string, string][]) : []),
    ],
    goals: goals.map((goal) => goal.text + (goal.reached ? ` (${t.reached} ${t.helped[goal.reached]})` : '')),
    phases: row.process
      .map((phase) => ({
        title: inLocale(phase, locale),
        sessions: sessions
          .filter((session) => session.phase === phase.id)
          .map((session) => ({
            head: `${formatDay(session.day, locale)}, ${t.kinds[session.kind]}, ${hours(session.minutes)}${session.funded ? '' : ` (${t.notFunded})`}`,
            people: session.took_part.join(', '),
            notes: [session.notes, sprintText(session, locale)].filter(Boolean).join('\n'),
          })),
        texts: documents
          .filter((document) => document.phase === phase.id && document.text !== '')
          .map((document) => ({ title: `${t.documentKinds[document.kind]}: ${document.name}`, text: document.text })),
      }))
      .filter((phase) => phase.sessions.length + phase.texts.length > 0),
    result: row.result ? `${t.helpedQuestion} ${t.helped[row.result]}. ${row.result_note}`.trim() : '',
    history: events
      .filter((event) => !isInternal(event.kind))
      .map((event) => `${formatDay(localDay(event.at), locale)}: ${eventText(event, row.process, locale)}`),
  };
}
