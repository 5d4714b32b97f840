import { z } from 'zod';
import { slugify } from '#platform/slug.ts';
import { placeField, type Places } from '#reference/index.ts';
import { insertStandings, removeTraces } from '#modules/editorial/index.ts';
import {
  allOrganisations,
  insertOrganisations,
  type NewOrganisation,
  ORGANISATION_KINDS,
  type Organisation,
  type OrganisationKind,
  organisationsTexts,
  removeOrganisations,
  saveOrganisation,
} from '#modules/organisations/index.ts';
import type { SheetKind } from '../kind.ts';

type Key = 'name' | 'kind' | 'description' | 'email' | 'website' | 'place' | 'since';
type Values = Omit<NewOrganisation, 'id' | 'slug' | 'demo' | 'updated_at'>;

const MOST = 20_000;
const t = organisationsTexts('de');
const KINDS = Object.fromEntries(ORGANISATION_KINDS.map((kind) => [kind, t.kinds[kind]])) as Record<OrganisationKind, string>;

const cellsOf = (values: Values): Record<Key, string> => ({
  name: values.name,
  kind: KINDS[values.kind],
  description: values.description,
  email: values.email,
  website: values.website ?? '',
  place: [values.postal_code, values.town].filter(Boolean).join(' '),
  since: values.since ?? '',
});

const isWebsite = (text: string) => text === '' || z.url({ protocol: /^https?$/ }).safeParse(text).success;

/** Partner organisations as a table. */
export const organisationSheet = (places: Places): SheetKind<Key, Values> => ({
  name: 'organisations',
  title: 'Organisationen',
  columns: [
    {
      key: 'name',
      headers: ['Name', 'Organisation'],
      required: true,
      example: 'Beispielkammer Nord',
      hint: 'Daran wird sie wiedererkannt.',
    },
    { key: 'kind', headers: ['Art', 'Kind'], required: true, example: t.kinds.chamber, hint: Object.values(t.kinds).join(', ') },
    {
      key: 'description',
      headers: ['Beschreibung', 'Description'],
      required: false,
      example: 'Berät Betriebe im Norden.',
      hint: 'Bis 4.000 Zeichen.',
    },
    {
      key: 'email',
      headers: ['E-Mail', 'Mail', 'Email'],
      required: true,
      example: 'info@beispielkammer.example',
      hint: 'Dorthin gehen Anfragen.',
    },
    {
      key: 'website',
      headers: ['Website', 'Internet', 'Homepage'],
      required: false,
      example: 'https://beispielkammer.example',
      hint: 'Mit https://.',
    },
    {
      key: 'place',
      headers: ['Ort', 'PLZ Ort', 'Postleitzahl', 'Place'],
      required: true,
      example: '24103 Kiel',
      hint: 'Postleitzahl, am besten mit Ort.',
    },
    { key: 'since', headers: ['Partner seit', 'Seit', 'Since'], required: false, example: '1.3.2024', hint: 'Ein Datum.' },
  ],

  async known(db) {
    const rows = await allOrganisations(db, MOST);
    return rows.map((row) => ({ id: row.id, names: [row.name], cells: cellsOf(row), record: row }));
  },

  read(row) {
    const name = row.text('name');
    const kind = row.choice('kind', KINDS);
    const description = row.text('description', 4000);
    const email = row.email('email');
    const website = row.text('website', 300);
    if (!isWebsite(website)) row.fault('website', 'Bitte mit https:// oder http:// beginnen.');
    const place = row.text('place', 80);
    const location = placeField(places, place, 'de');
    if (!location.ok) row.fault('place', location.fault);
    const since = row.day('since');
    if (!kind || !location.ok || !location.value) return { title: name, values: {} as Values };
    return { title: name, values: { name, kind, description, email, website: website || null, since, ...location.value } };
  },

  cellsOf,

  async add(trx, id, values, now) {
    await insertOrganisations(trx, [{ ...values, id, slug: `${slugify(values.name)}-${id.slice(-6)}`, demo: false, updated_at: now }]);
    const owner = { owner_scope: 'organisation' as const, owner: id };
    await insertStandings(trx, [
      { kind: 'organisation', subject: id, ...owner, title: values.name, state: 'published', confirmed_at: now, reminded_at: null },
    ]);
  },

  async change(trx, known, values, now) {
    const before = known as Organisation;
    await saveOrganisation(trx, { ...before, ...values, updated_at: now });
  },

  async remove(trx, ids) {
    await removeTraces(trx, 'organisation', ids);
    await removeOrganisations(trx, ids);
  },

  async restore(trx, record) {
    const before = record as Organisation;
    await saveOrganisation(trx, { ...before, updated_at: new Date(before.updated_at) });
  },
});
