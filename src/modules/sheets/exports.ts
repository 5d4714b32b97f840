import { auditTrail } from '#platform/audit/index.ts';
import { localDay, localTime } from '#platform/clock.ts';
import type { Db } from '#platform/database/index.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { WHOLE } from '#platform/lists.ts';
import { accountsTexts, actionWords, grantsOf, listPeople, recordNoun } from '#modules/accounts/index.ts';
import { editorialTexts, submitted } from '#modules/editorial/index.ts';
import { listAgreements, bodyNames, governanceTexts } from '#modules/governance/index.ts';
import { listApplications, membershipTexts } from '#modules/membership/index.ts';
import { listNetworks, networksTexts } from '#modules/networks/index.ts';
import { allRequests, requestsTexts } from '#modules/requests/index.ts';
import type { ExportKind } from './kind.ts';
import { sheetsTexts } from './texts.ts';

const day = (date: Date | null) => (date ? localDay(date) : '');
/** "2027-03-03 14:30" where the network lives, as spreadsheets read it. */
const moment = (date: Date) => `${localDay(date)} ${localTime(date)}`;
const heads = (locale: Locale) => sheetsTexts(locale).heads;
/** A code in the reader's words; a code that has none stays what it is. */
const word = (words: Readonly<Record<string, string>>, code: string): string => words[code] ?? code;

/** Lists that can be taken out as a table, but not read in. */
export const EXPORTS: readonly ExportKind[] = [
  {
    name: 'networks',
    title: 'Regionale Netzwerke',
    async rows(db: Db, { locale }) {
      const t = networksTexts(locale);
      const rows = await listNetworks(db);
      return [
        heads(locale).networks,
        ...rows.map((row) => [
          row.name,
          t.kinds[row.kind],
          t.states[row.state],
          row.last_activity,
          [row.postal_code, row.town].filter(Boolean).join(' '),
          row.email,
        ]),
      ];
    },
  },
  {
    name: 'requests',
    title: 'Anfragen',
    async rows(db, { locale }) {
      const { states } = requestsTexts(locale).inbox;
      const rows = await allRequests(db);
      return [
        heads(locale).requests,
        ...rows.map((row) => [moment(row.createdAt), word(states, row.state), row.title, row.company, row.place, moment(row.waitingSince)]),
      ];
    },
  },
  {
    name: 'agreements',
    title: 'Vereinbarungen',
    async rows(db, { locale, today }) {
      const t = governanceTexts(locale);
      const rows = await listAgreements(db, { today });
      const names = await bodyNames(db, [...new Set(rows.map((row) => row.body_id))]);
      return [
        heads(locale).agreements,
        ...rows.map((row) => [
          names.get(row.body_id) ?? '',
          t.agreementKinds[row.kind],
          row.text,
          row.responsible.map((who) => who.name).join('; '),
          row.due ?? '',
          t.states[row.state],
        ]),
      ];
    },
  },
  {
    name: 'applications',
    title: 'Aufnahmen',
    async rows(db, { locale }) {
      const { states } = membershipTexts(locale).list;
      const { rows } = await listApplications(db, WHOLE);
      return [
        heads(locale).applications,
        ...rows.map((row) => [row.name, word(states, row.state), day(row.created_at), day(row.decided_at), row.word]),
      ];
    },
  },
  {
    name: 'reviews',
    title: 'Prüfung',
    async rows(db, { locale }) {
      const { kinds } = editorialTexts(locale);
      const { rows } = await submitted(db, WHOLE);
      return [
        heads(locale).reviews,
        ...rows.map((row) => [word(kinds, row.kind), row.title, row.submitted_at ? moment(row.submitted_at) : '']),
      ];
    },
  },
  {
    name: 'accounts',
    title: 'Konten',
    async rows(db, { locale }) {
      const { roles } = accountsTexts(locale);
      const { rows: people } = await listPeople(db, '', WHOLE);
      const rows = [];
      for (const person of people) {
        const own = (await grantsOf(db, person.id)).map((grant) => word(roles, grant.role)).join(', ');
        rows.push([person.name, person.email, own, person.isBlocked ? sheetsTexts(locale).blocked : '', day(person.createdAt)]);
      }
      return [heads(locale).accounts, ...rows];
    },
  },
  {
    name: 'audit',
    title: 'Änderungsverlauf',
    async rows(db, { locale }) {
      const rows = await auditTrail(db, {}, WHOLE.perPage);
      return [
        heads(locale).audit,
        ...rows.map((row) => [
          String(row.position),
          moment(row.at),
          row.actor ?? row.actor_kind,
          actionWords(row.action, locale) ?? row.action,
          recordNoun(row.kind, locale) ?? row.kind,
          row.record,
          JSON.stringify(row.details),
          row.hash,
        ]),
      ];
    },
  },
];
