import { type AuditRow, auditRows } from '#platform/audit/index.ts';
import { localDay, localTime } from '#platform/clock.ts';
import type { Db } from '#platform/database/index.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { WHOLE } from '#platform/lists.ts';
import { portions } from '#platform/pages.ts';
import { accountsTexts, actionWords, grantsOfAll, peopleAfter, recordNoun } from '#modules/accounts/index.ts';
import { editorialTexts, submitted } from '#modules/editorial/index.ts';
import { agreementsAfter, bodyNames, governanceTexts, shownState } from '#modules/governance/index.ts';
import { listApplications, membershipTexts } from '#modules/membership/index.ts';
import { listNetworks, networksTexts } from '#modules/networks/index.ts';
import { requestsAfter, requestsTexts } from '#modules/requests/index.ts';
import type { ExportKind } from './kind.ts';
import { sheetsTexts } from './texts.ts';

const day = (date: Date | null) => (date ? localDay(date) : '');
/** "2027-03-03 14:30" where the network lives, as spreadsheets read it. */
const moment = (date: Date) => `${localDay(date)} ${localTime(date)}`;
const heads = (locale: Locale) => sheetsTexts(locale).heads;
/** A code in the reader's words; a code that has none stays what it is. */
const word = (words: Readonly<Record<string, string>>, code: string): string => words[code] ?? code;

/** So many are in memory at a time while a table is written. */
const AT_ONCE = 500;

/** The whole trail in portions, from its beginning: as it is chained. */
async function* trail(db: Db): AsyncGenerator<AuditRow[]> {
  for (let after = 0; ; ) {
    const rows = await auditRows(db, { after, limit: AT_ONCE });
    const last = rows.at(-1);
    if (!last) return;
    yield rows;
    after = last.position;
  }
}

/** Lists that can be taken out as a table, but not read in. */
export const EXPORTS: readonly ExportKind[] = [
  {
    name: 'networks',
    title: 'Regionale Netzwerke',
    head: (locale) => heads(locale).networks,
    async *rows(db: Db, { locale }) {
      const t = networksTexts(locale);
      yield (await listNetworks(db)).map((row) => [
        row.name,
        t.kinds[row.kind],
        t.states[row.state],
        row.last_activity,
        [row.postal_code, row.town].filter(Boolean).join(' '),
        row.email,
      ]);
    },
  },
  {
    name: 'requests',
    title: 'Anfragen',
    head: (locale) => heads(locale).requests,
    async *rows(db, { locale }) {
      const { states } = requestsTexts(locale).inbox;
      for await (const some of portions(AT_ONCE, (after, limit) => requestsAfter(db, after, limit)))
        yield some.map((row) => [
          moment(row.createdAt),
          word(states, row.state),
          row.title,
          row.company,
          row.place,
          moment(row.waitingSince),
        ]);
    },
  },
  {
    name: 'agreements',
    title: 'Vereinbarungen',
    head: (locale) => heads(locale).agreements,
    async *rows(db, { locale, today }) {
      const t = governanceTexts(locale);
      for await (const some of portions(AT_ONCE, (after, limit) => agreementsAfter(db, after, limit, today))) {
        const names = await bodyNames(db, [...new Set(some.map((row) => row.body_id))]);
        yield some.map((row) => [
          names.get(row.body_id) ?? '',
          t.agreementKinds[row.kind],
          row.text,
          row.responsible.map((who) => who.name).join('; '),
          row.due ?? '',
          t.states[shownState(row, today)],
        ]);
      }
    },
  },
  {
    name: 'applications',
    title: 'Aufnahmen',
    head: (locale) => heads(locale).applications,
    async *rows(db, { locale }) {
      const { states } = membershipTexts(locale).list;
      const { rows } = await listApplications(db, WHOLE);
      yield rows.map((row) => [row.name, word(states, row.state), day(row.created_at), day(row.decided_at), row.word]);
    },
  },
  {
    name: 'reviews',
    title: 'Prüfung',
    head: (locale) => heads(locale).reviews,
    async *rows(db, { locale }) {
      const { kinds } = editorialTexts(locale);
      const { rows } = await submitted(db, WHOLE);
      yield rows.map((row) => [word(kinds, row.kind), row.title, row.submitted_at ? moment(row.submitted_at) : '']);
    },
  },
  {
    name: 'accounts',
    title: 'Konten',
    head: (locale) => heads(locale).accounts,
    async *rows(db, { locale }) {
      const { roles } = accountsTexts(locale);
      for await (const some of portions(AT_ONCE, (after, limit) => peopleAfter(db, after, limit))) {
        const own = await grantsOfAll(
          db,
          some.map(({ id }) => id),
        );
        const rolesOf = (id: string) => (own.get(id) ?? []).map((role) => word(roles, role)).join(', ');
        yield some.map((person) => [
          person.name,
          person.email,
          rolesOf(person.id),
          person.isBlocked ? sheetsTexts(locale).blocked : '',
          day(person.createdAt),
        ]);
      }
    },
  },
  {
    name: 'audit',
    title: 'Änderungsverlauf',
    head: (locale) => heads(locale).audit,
    async *rows(db, { locale }) {
      for await (const some of trail(db))
        yield some.map((row) => [
          String(row.position),
          moment(row.at),
          row.actor ?? row.actor_kind,
          actionWords(row.action, locale) ?? row.action,
          recordNoun(row.kind, locale) ?? row.kind,
          row.record,
          JSON.stringify(row.details),
          row.hash,
        ]);
    },
  },
];
