import { slugify } from '#platform/slug.ts';
import { placeField, type Places } from '#reference/index.ts';
import {
  allConsultants,
  type Consultant,
  consultantsTexts,
  insertConsultants,
  type NewConsultant,
  removeConsultants,
  replaceConsultant,
} from '#modules/consultants/index.ts';
import { insertStandings, removeTraces } from '#modules/editorial/index.ts';
import { allOrganisations } from '#modules/organisations/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import type { SheetKind } from '../kind.ts';
import { industriesOf, languageNames, languagesOf, topicsOf } from './offers.ts';

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

const MOST = 20_000;
const DEFAULT_REACH = 50;
const { kinds: KINDS } = consultantsTexts('de');
const fold = (text: string) => text.toLowerCase().trim();
const yes = (value: boolean) => (value ? 'ja' : 'nein');

const columns: SheetKind<Key>['columns'] = [
  {
    key: 'name',
    headers: ['Name'],
    required: true,
    example: 'Erika Beispiel',
    hint: 'Mit der E-Mail-Adresse zusammen wird sie wiedererkannt.',
  },
  {
    key: 'email',
    headers: ['E-Mail', 'Mail', 'Email'],
    required: true,
    example: 'erika@beispiel.example',
    hint: 'Dorthin gehen Anfragen.',
  },
  { key: 'kind', headers: ['Art', 'Rolle'], required: false, example: KINDS.consultant, hint: Object.values(KINDS).join(', ') },
  {
    key: 'organisation',
    headers: ['Organisation'],
    required: false,
    example: 'Beispielkammer Nord',
    hint: 'Leer bei freien Berater:innen.',
  },
  {
    key: 'summary',
    headers: ['In einem Satz', 'Kurzbeschreibung'],
    required: true,
    example: 'Begleitet Handwerksbetriebe.',
    hint: 'Bis 400 Zeichen.',
  },
  { key: 'about', headers: ['Über', 'Beschreibung'], required: false, example: '', hint: 'Bis 4.000 Zeichen.' },
  { key: 'topics', headers: ['Themen', 'Schwerpunkte'], required: true, example: 'Fachkräfte finden', hint: 'Mit Komma getrennt.' },
  { key: 'industries', headers: ['Branchen', 'WZ'], required: false, example: 'C, F', hint: 'Buchstaben der WZ 2008.' },
  { key: 'languages', headers: ['Sprachen'], required: false, example: 'Deutsch, Englisch', hint: 'Mit Komma getrennt.' },
  { key: 'online', headers: ['Online'], required: false, example: 'ja', hint: 'ja oder nein' },
  { key: 'free', headers: ['Kostenfrei'], required: false, example: 'nein', hint: 'ja oder nein' },
  {
    key: 'place',
    headers: ['Ort', 'PLZ Ort', 'Postleitzahl'],
    required: true,
    example: '24103 Kiel',
    hint: 'Postleitzahl, am besten mit Ort.',
  },
  { key: 'reach', headers: ['Umkreis', 'Umkreis km'], required: false, example: '50', hint: 'Kilometer.' },
  { key: 'accredited', headers: ['Akkreditiert bis'], required: false, example: '31.12.2027', hint: 'Ein Datum.' },
];

const cellsOf = (values: Values, topics: Topics): Record<Key, string> => ({
  name: values.name,
  email: values.email,
  kind: KINDS[values.kind],
  organisation: values.organisation,
  summary: values.summary,
  about: values.about,
  topics: values.topics.map((id) => topics.label(id, 'de')).join(', '),
  industries: values.industries.join(', '),
  languages: languageNames(values.languages),
  online: yes(values.online),
  free: yes(values.free),
  place: [values.postal_code, values.town].filter(Boolean).join(' '),
  reach: String(values.reach_km),
  accredited: values.accredited_until ?? '',
});

/** Consultants and network pilots as a table. */
export function consultantSheet(topics: Topics, places: Places): SheetKind<Key, Values> {
  let organisations = new Map<string, { id: string; name: string }>();
  return {
    name: 'consultants',
    title: 'Berater:innen',
    columns,
    indexed: 'consultant',

    async known(db) {
      const all = await allOrganisations(db, MOST);
      organisations = new Map(all.map((each) => [fold(each.name), each]));
      const names = new Map(all.map((each) => [each.id, each.name]));
      const rows = await allConsultants(db, MOST);
      return rows.map((row) => {
        const organisation = names.get(row.organisation_id ?? '') ?? '';
        return { id: row.id, names: [`${row.name} (${row.email})`], cells: cellsOf({ ...row, organisation }, topics), record: row };
      });
    },

    read(row) {
      const name = row.text('name', 120);
      const email = row.email('email');
      const kind = row.choice('kind', KINDS, 'consultant');
      const typed = row.text('organisation');
      const organisation = organisations.get(fold(typed));
      if (typed !== '' && !organisation) row.fault('organisation', 'Diese Organisation steht nicht im Verzeichnis.');
      const location = placeField(places, row.text('place', 80), 'de');
      if (!location.ok) row.fault('place', location.fault);
      const rest = {
        summary: row.text('summary', 400),
        about: row.text('about', 4000),
        topics: topicsOf(row, 'topics', topics),
        industries: industriesOf(row, 'industries'),
        languages: languagesOf(row, 'languages'),
        online: row.yes('online', false),
        free: row.yes('free', false),
        reach_km: row.number('reach', 1, 1000) ?? DEFAULT_REACH,
        accredited_until: row.day('accredited'),
      };
      const title = `${name} (${email})`;
      if (!kind || !location.ok || !location.value) return { title, values: {} as Values };
      const where = { organisation: organisation?.name ?? '', organisation_id: organisation?.id ?? null };
      return { title, values: { name, email, kind, ...where, ...rest, ...location.value } };
    },

    cellsOf: (values) => cellsOf(values, topics),

    async add(trx, id, values_, now) {
      const { organisation: _, ...values } = values_;
      await insertConsultants(trx, [{ ...values, id, slug: `${slugify(values.name)}-${id.slice(-6)}`, demo: false, updated_at: now }]);
      const owner = { owner_scope: 'consultant' as const, owner: id };
      await insertStandings(trx, [
        { kind: 'consultant', subject: id, ...owner, title: values.name, state: 'published', confirmed_at: now, reminded_at: null },
      ]);
    },

    async change(trx, known, values_, now) {
      const { organisation: _, ...values } = values_;
      await replaceConsultant(trx, { ...(known as Consultant), ...values, updated_at: now });
    },

    async remove(trx, ids) {
      await removeTraces(trx, 'consultant', ids);
      await removeConsultants(trx, ids);
    },

    async restore(trx, record) {
      const before = record as Consultant;
      await replaceConsultant(trx, { ...before, updated_at: new Date(before.updated_at) });
    },
  };
}
