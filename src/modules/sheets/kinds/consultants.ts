import { slugify } from '#platform/slug.ts';
import { placeField, type Places } from '#reference/index.ts';
import { accessBy, hasAccess } from '#modules/accounts/index.ts';
import {
  allConsultants,
  changeConsultant,
  type Consultant,
  consultantsTexts,
  insertConsultants,
  type NewConsultant,
  removeConsultants,
} from '#modules/consultants/index.ts';
import { insertStandings, removeTraces, renameStanding } from '#modules/editorial/index.ts';
import { allOrganisations } from '#modules/organisations/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { LOCATION, picked, placeText, without } from '../fields.ts';
import type { Marks, SheetKind } from '../kind.ts';
import { mark } from '../plan.ts';
import { type ByName, byName, industriesOf, languageNames, languagesOf, organisationIn, topicsOf } from './words.ts';

type Key =
  | 'name'
  | 'email'
  | 'kind'
  | 'organisation'
  | 'summary'
  | 'about'
  | 'topics'
  | 'industries'
  | 'languages'
  | 'online'
  | 'free'
  | 'place'
  | 'reach'
  | 'accredited';
type Values = Omit<NewConsultant, 'id' | 'slug' | 'demo' | 'updated_at'> & { organisation: string };

const DEFAULT_REACH = 50;
const { kinds: KINDS } = consultantsTexts('de');
const yes = (value: boolean) => (value ? 'ja' : 'nein');

const columns: SheetKind<Key, Values>['columns'] = [
  {
    key: 'name',
    fields: ['name'],
    headers: ['Name'],
    required: true,
    example: 'Erika Beispiel',
    hint: 'Mit der E-Mail-Adresse zusammen wird sie wiedererkannt.',
  },
  {
    key: 'email',
    fields: ['email'],
    headers: ['E-Mail', 'Mail', 'Email'],
    required: true,
    example: 'erika@beispiel.example',
    hint: 'Dorthin gehen Anfragen.',
  },
  {
    key: 'kind',
    fields: ['kind'],
    headers: ['Art', 'Rolle'],
    required: false,
    example: KINDS.consultant,
    hint: Object.values(KINDS).join(', '),
  },
  {
    key: 'organisation',
    fields: ['organisation', 'organisation_id'],
    headers: ['Organisation'],
    required: false,
    example: 'Beispielkammer Nord',
    hint: 'Leer bei freien Berater:innen.',
  },
  {
    key: 'summary',
    fields: ['summary'],
    headers: ['In einem Satz', 'Kurzbeschreibung'],
    required: true,
    example: 'Begleitet Handwerksbetriebe.',
    hint: 'Bis 400 Zeichen.',
  },
  { key: 'about', fields: ['about'], headers: ['Über', 'Beschreibung'], required: false, example: '', hint: 'Bis 4.000 Zeichen.' },
  {
    key: 'topics',
    fields: ['topics'],
    headers: ['Themen', 'Schwerpunkte'],
    required: true,
    example: 'Fachkräfte finden',
    hint: 'Mit Komma getrennt.',
  },
  {
    key: 'industries',
    fields: ['industries'],
    headers: ['Branchen', 'WZ'],
    required: false,
    example: 'C, F',
    hint: 'Buchstaben der WZ 2008.',
  },
  {
    key: 'languages',
    fields: ['languages'],
    headers: ['Sprachen'],
    required: false,
    example: 'Deutsch, Englisch',
    hint: 'Mit Komma getrennt.',
  },
  { key: 'online', fields: ['online'], headers: ['Online'], required: false, example: 'ja', hint: 'ja oder nein' },
  { key: 'free', fields: ['free'], headers: ['Kostenfrei'], required: false, example: 'nein', hint: 'ja oder nein' },
  {
    key: 'place',
    fields: [...LOCATION],
    headers: ['Ort', 'PLZ Ort', 'Postleitzahl'],
    required: true,
    example: '24103 Kiel',
    hint: 'Postleitzahl, am besten mit Ort.',
  },
  { key: 'reach', fields: ['reach_km'], headers: ['Umkreis', 'Umkreis km'], required: false, example: '50', hint: 'Kilometer.' },
  {
    key: 'accredited',
    fields: ['accredited_until'],
    headers: ['Akkreditiert bis'],
    required: false,
    example: '31.12.2027',
    hint: 'Ein Datum.',
  },
];

const cellsOf = (values: Partial<Values>, topics: Topics): Record<Key, string> => ({
  name: values.name ?? '',
  email: values.email ?? '',
  kind: values.kind ? KINDS[values.kind] : '',
  organisation: values.organisation ?? '',
  summary: values.summary ?? '',
  about: values.about ?? '',
  topics: (values.topics ?? []).map((id) => topics.label(id, 'de')).join(', '),
  industries: (values.industries ?? []).join(', '),
  languages: languageNames(values.languages ?? []),
  online: yes(values.online ?? false),
  free: yes(values.free ?? false),
  place: placeText(values),
  reach: String(values.reach_km ?? DEFAULT_REACH),
  accredited: values.accredited_until ?? '',
});

/** A name with its address is somebody; each alone is a question. */
const marksOf = (name: string, email: string): Marks => ({
  exact: name === '' || email === '' ? [] : [mark(name, email)],
  weak: [...(name === '' ? [] : [mark('name', name)]), ...(email === '' ? [] : [mark('email', email)])],
});

/** Consultants and network pilots as a table. */
export function consultantSheet(topics: Topics, places: Places): SheetKind<Key, Values> {
  let organisations: ByName = new Map();
  const bare = (values: Partial<Values>) => without(values, 'organisation');
  return {
    name: 'consultants',
    title: 'Berater:innen',
    columns,
    indexed: 'consultant',

    async known(db) {
      const all = await allOrganisations(db);
      organisations = byName(all);
      const names = new Map(all.map((each) => [each.id, each.name]));
      const rows = await allConsultants(db);
      return rows.map((row) => {
        const cells = cellsOf({ ...row, organisation: names.get(row.organisation_id ?? '') ?? '' }, topics);
        const label = [row.name, row.email, cells.organisation].filter(Boolean).join(', ');
        return { id: row.id, label, ...marksOf(row.name, row.email), cells, record: row };
      });
    },

    read(row) {
      const name = row.text('name', 120);
      const email = row.email('email');
      const kind = row.choice('kind', KINDS, 'consultant');
      const organisation = organisationIn(row, 'organisation', organisations, 'Diese Organisation steht nicht im Verzeichnis.');
      const location = row.has('place') ? placeField(places, row.text('place', 80), 'de') : undefined;
      if (location?.ok === false) row.fault('place', location.fault);
      const values = {
        name,
        email,
        ...(kind && { kind }),
        organisation: organisation?.name ?? '',
        organisation_id: organisation?.id ?? null,
        summary: row.text('summary', 400),
        about: row.text('about', 4000),
        topics: topicsOf(row, 'topics', topics),
        industries: industriesOf(row, 'industries'),
        languages: languagesOf(row, 'languages'),
        online: row.yes('online', false),
        free: row.yes('free', false),
        reach_km: row.number('reach', 1, 1000) ?? DEFAULT_REACH,
        accredited_until: row.day('accredited'),
        ...(location?.ok ? location.value : {}),
      };
      return { title: [name, email && `(${email})`].filter(Boolean).join(' '), ...marksOf(name, email), values };
    },

    cellsOf: (values) => cellsOf(values, topics),
    before: (known, values) => picked(known as Consultant, bare(values)),

    async add(trx, id, all, now) {
      const values = without(all, 'organisation');
      await insertConsultants(trx, [{ ...values, id, slug: `${slugify(values.name)}-${id.slice(-6)}`, demo: false, updated_at: now }]);
      const owner = { owner_scope: 'consultant' as const, owner: id };
      await insertStandings(trx, [
        { kind: 'consultant', subject: id, ...owner, title: values.name, state: 'published', confirmed_at: now, reminded_at: null },
      ]);
      return [];
    },

    async change(trx, id, values, now) {
      await changeConsultant(trx, id, { ...bare(values), updated_at: now });
      if (values.name !== undefined) await renameStanding(trx, 'consultant', id, values.name);
      return [];
    },

    async remove(trx, ids) {
      await removeTraces(trx, 'consultant', ids);
      await removeConsultants(trx, ids);
    },

    async inUse(db, ids) {
      const access = await accessBy(db, 'consultant', new Date(0));
      return ids.filter((id) => hasAccess(access.get(id)));
    },
  };
}
