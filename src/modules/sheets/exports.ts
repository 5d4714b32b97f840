import { auditTrail } from '#platform/audit/index.ts';
import type { Db } from '#platform/database/index.ts';
import { grantsOf, listPeople } from '#modules/accounts/index.ts';
import { submitted } from '#modules/editorial/index.ts';
import { bodyNames, listAgreements } from '#modules/governance/index.ts';
import { listApplications } from '#modules/membership/index.ts';
import { listNetworks } from '#modules/networks/index.ts';
import { allRequests } from '#modules/requests/index.ts';
import type { ExportKind } from './kind.ts';

const MOST = 20_000;
const day = (date: Date | null) => date?.toISOString().slice(0, 10) ?? '';
const moment = (date: Date) => date.toISOString();

/** Lists that can be taken out as a table, but not read in. */
export const EXPORTS: readonly ExportKind[] = [
  {
    name: 'networks',
    title: 'Regionale Netzwerke',
    async rows(db: Db) {
      const rows = await listNetworks(db);
      return [
        ['Name', 'Art', 'Stand', 'Letzte Aktivität', 'Ort', 'E-Mail'],
        ...rows.map((row) => [
          row.name,
          row.kind,
          row.state,
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
    async rows(db) {
      const rows = await allRequests(db, MOST);
      return [
        ['Eingang', 'Stand', 'An', 'Betrieb', 'Ort', 'Wartet seit'],
        ...rows.map((row) => [moment(row.createdAt), row.state, row.title, row.company, row.place, moment(row.waitingSince)]),
      ];
    },
  },
  {
    name: 'agreements',
    title: 'Vereinbarungen',
    async rows(db) {
      const rows = await listAgreements(db, { today: new Date().toISOString().slice(0, 10) }, MOST);
      const names = await bodyNames(db, [...new Set(rows.map((row) => row.body_id))]);
      return [
        ['Gremium', 'Art', 'Text', 'Verantwortlich', 'Bis', 'Stand'],
        ...rows.map((row) => [
          names.get(row.body_id) ?? '',
          row.kind,
          row.text,
          row.responsible.map((who) => who.name).join('; '),
          row.due ?? '',
          row.state,
        ]),
      ];
    },
  },
  {
    name: 'applications',
    title: 'Aufnahmen',
    async rows(db) {
      const rows = await listApplications(db, MOST);
      return [
        ['Organisation', 'Stand', 'Beantragt', 'Entschieden', 'Wort dazu'],
        ...rows.map((row) => [row.name, row.state, day(row.created_at), day(row.decided_at), row.word]),
      ];
    },
  },
  {
    name: 'reviews',
    title: 'Prüfung',
    async rows(db) {
      const rows = await submitted(db, MOST);
      return [
        ['Art', 'Titel', 'Wartet seit'],
        ...rows.map((row) => [row.kind, row.title, row.submitted_at ? moment(row.submitted_at) : '']),
      ];
    },
  },
  {
    name: 'accounts',
    title: 'Konten',
    async rows(db) {
      const people = await listPeople(db, '', MOST);
      const rows = [];
      for (const person of people) {
        const roles = (await grantsOf(db, person.id)).map((grant) => grant.role).join(', ');
        rows.push([person.name, person.email, roles, person.isBlocked ? 'gesperrt' : '', day(person.createdAt)]);
      }
      return [['Name', 'E-Mail', 'Aufgaben', 'Stand', 'Seit'], ...rows];
    },
  },
  {
    name: 'audit',
    title: 'Änderungsverlauf',
    async rows(db) {
      const rows = await auditTrail(db, {}, MOST);
      return [
        ['Nummer', 'Wann', 'Wer', 'Was', 'Art', 'Datensatz', 'Einzelheiten', 'Prüfsumme'],
        ...rows.map((row) => [
          String(row.position),
          moment(row.at),
          row.actor ?? row.actor_kind,
          row.action,
          row.kind,
          row.record,
          JSON.stringify(row.details),
          row.hash,
        ]),
      ];
    },
  },
];
