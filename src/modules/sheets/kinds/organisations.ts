import { z } from 'zod';
import { slugify } from '#platform/slug.ts';
import { placeField, type Places } from '#reference/index.ts';
import { accessBy, hasAccess } from '#modules/accounts/index.ts';
import { allConsultants } from '#modules/consultants/index.ts';
import { insertStandings, removeTraces, renameStanding } from '#modules/editorial/index.ts';
import {
  allOrganisations,
  changeOrganisation,
  insertOrganisations,
  type NewOrganisation,
  ORGANISATION_KINDS,
  type Organisation,
  type OrganisationKind,
  organisationsTexts,
  removeOrganisations,
} from '#modules/organisations/index.ts';
import { offeringOf } from '#modules/offers/index.ts';
import { LOCATION, picked, placeText } from '../fields.ts';
import type { Marks, SheetKind } from '../kind.ts';
import { mark } from '../plan.ts';

type Key = 'name' | 'kind' | 'description' | 'email' | 'website' | 'place' | 'since';
type Values = Omit<NewOrganisation, 'id' | 'slug' | 'demo' | 'updated_at'>;

const t = organisationsTexts('de');
const KINDS = Object.fromEntries(ORGANISATION_KINDS.map((kind) => [kind, t.kinds[kind]])) as Record<OrganisationKind, string>;

const cellsOf = (values: Partial<Values>): Record<Key, string> => ({
  name: values.name ?? '',
  kind: values.kind ? KINDS[values.kind] : '',
  description: values.description ?? '',
  email: values.email ?? '',
  website: values.website ?? '',
  place: placeText(values),
  since: values.since ?? '',
});

/** A name with a place or with an address is one organisation; each alone is a question. */
const marksOf = (name: string, place: string, email: string): Marks => ({
  exact: name === '' ? [] : [...(place === '' ? [] : [mark('place', name, place)]), ...(email === '' ? [] : [mark('email', name, email)])],
  weak: [...(name === '' ? [] : [mark('name', name)]), ...(email === '' ? [] : [mark('email', email)])],
});

const isWebsite = (text: string) => text === '' || z.url({ protocol: /^https?$/ }).safeParse(text).success;

/** Partner organisations as a table. */
export const organisationSheet = (places: Places): SheetKind<Key, Values> => ({
  name: 'organisations',
  title: 'Organisationen',
  indexed: 'organisation',
  columns: [
    {
      key: 'name',
      fields: ['name'],
      headers: ['Name', 'Organisation'],
      required: true,
      example: 'Beispielkammer Nord',
      hint: 'Zusammen mit Ort oder E-Mail wird sie daran wiedererkannt.',
    },
    {
      key: 'kind',
      fields: ['kind'],
      headers: ['Art', 'Kind'],
      required: true,
      example: t.kinds.chamber,
      hint: Object.values(t.kinds).join(', '),
    },
    {
      key: 'description',
      fields: ['description'],
      headers: ['Beschreibung', 'Description'],
      required: false,
      example: 'Berät Betriebe im Norden.',
      hint: 'Bis 4.000 Zeichen.',
    },
    {
      key: 'email',
      fields: ['email'],
      headers: ['E-Mail', 'Mail', 'Email'],
      required: true,
      example: 'info@beispielkammer.example',
      hint: 'Dorthin gehen Anfragen.',
    },
    {
      key: 'website',
      fields: ['website'],
      headers: ['Website', 'Internet', 'Homepage'],
      required: false,
      example: 'https://beispielkammer.example',
      hint: 'Mit https://.',
    },
    {
      key: 'place',
      fields: [...LOCATION],
      headers: ['Ort', 'PLZ Ort', 'Postleitzahl', 'Place'],
      required: true,
      example: '24103 Kiel',
      hint: 'Postleitzahl, am besten mit Ort.',
    },
    {
      key: 'since',
      fields: ['since'],
      headers: ['Partner seit', 'Seit', 'Since'],
      required: false,
      example: '1.3.2024',
      hint: 'Ein Datum.',
    },
  ],

  async known(db) {
    const rows = await allOrganisations(db);
    return rows.map((row) => {
      const cells = cellsOf(row);
      return {
        id: row.id,
        label: [row.name, cells.place, row.email].join(', '),
        ...marksOf(row.name, cells.place, row.email),
        cells,
        record: row,
      };
    });
  },

  read(row) {
    const name = row.text('name');
    const kind = row.choice('kind', KINDS);
    const description = row.text('description', 4000);
    const email = row.email('email');
    const website = row.text('website', 300);
    if (!isWebsite(website)) row.fault('website', 'Bitte mit https:// oder http:// beginnen.');
    const location = row.has('place') ? placeField(places, row.text('place', 80), 'de') : undefined;
    if (location?.ok === false) row.fault('place', location.fault);
    const place = location?.ok ? location.value : undefined;
    const values = { name, ...(kind && { kind }), description, email, website: website || null, since: row.day('since'), ...place };
    return { title: name, ...marksOf(name, placeText(place), email), values };
  },

  cellsOf,
  before: (known, values) => picked(known as Organisation, values),

  async add(trx, id, values, now) {
    await insertOrganisations(trx, [{ ...values, id, slug: `${slugify(values.name)}-${id.slice(-6)}`, demo: false, updated_at: now }]);
    const owner = { owner_scope: 'organisation' as const, owner: id };
    await insertStandings(trx, [
      { kind: 'organisation', subject: id, ...owner, title: values.name, state: 'published', confirmed_at: now, reminded_at: null },
    ]);
    return [];
  },

  async change(trx, id, values, now) {
    await changeOrganisation(trx, id, { ...values, updated_at: now });
    if (values.name !== undefined) await renameStanding(trx, 'organisation', id, values.name);
    return [];
  },

  async remove(trx, ids) {
    await removeTraces(trx, 'organisation', ids);
    await removeOrganisations(trx, ids);
  },

  async inUse(db, ids) {
    const [offering, people, access] = [
      await offeringOf(db, ids),
      await allConsultants(db),
      await accessBy(db, 'organisation', new Date(0)),
    ];
    const used = new Set([...offering, ...people.map((each) => each.organisation_id)]);
    return ids.filter((id) => used.has(id) || hasAccess(access.get(id)));
  },
});
