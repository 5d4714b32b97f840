import { slugify } from '#platform/slug.ts';
import { placeField, type Places, SECTIONS } from '#reference/index.ts';
import { insertStandings, removeTraces } from '#modules/editorial/index.ts';
import {
  allOffers,
  insertOffers,
  type NewOffer,
  OFFER_KINDS,
  type Offer,
  type OfferKind,
  offersTexts,
  removeOffers,
  saveOffer,
} from '#modules/offers/index.ts';
import { allOrganisations } from '#modules/organisations/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import type { RowReader, SheetKind } from '../kind.ts';

type Key =
  | 'title'
  | 'organisation'
  | 'kind'
  | 'summary'
  | 'description'
  | 'topics'
  | 'industries'
  | 'languages'
  | 'way'
  | 'cost'
  | 'place'
  | 'reach';
type Values = Omit<NewOffer, 'id' | 'slug' | 'demo' | 'updated_at' | 'organisation_id'> & { organisation: string };

const MOST = 50_000;
const t = offersTexts('de');
const KINDS = Object.fromEntries(OFFER_KINDS.map((kind) => [kind, t.kinds[kind]])) as Record<OfferKind, string>;
const WAYS: Record<'both' | 'online' | 'onSite', string> = { both: t.both, online: t.online, onSite: t.onSite };
const fold = (text: string) => text.toLowerCase().trim();

/** Reads topics by their names or ids. */
export function topicsOf(row: RowReader<string>, key: string, topics: Topics): string[] {
  return row.list(key).flatMap((word) => {
    const found = topics.all.find((topic) => fold(topic.de) === fold(word) || topic.id === fold(word));
    if (!found) row.fault(key, `Das Thema „${word.slice(0, 60)}“ kennen wir nicht.`);
    return found ? [found.id] : [];
  });
}

export function industriesOf(row: RowReader<string>, key: string): string[] {
  return row.list(key).flatMap((word) => {
    const found = SECTIONS.find((section) => section.code === word.toUpperCase());
    if (!found) row.fault(key, `„${word.slice(0, 60)}“ ist kein Abschnitt der WZ 2008 (A bis U).`);
    return found ? [found.code] : [];
  });
}

export function languagesOf(row: RowReader<string>, key: string): string[] {
  const words = row.list(key);
  if (words.length === 0) return ['de'];
  return words.flatMap((word) => {
    const found = Object.entries(t.languageNames).find(([code, name]) => code === fold(word) || fold(name) === fold(word));
    if (!found) row.fault(key, `Die Sprache „${word.slice(0, 60)}“ kennen wir nicht.`);
    return found ? [found[0]] : [];
  });
}

export const languageNames = (codes: readonly string[]): string => codes.map((code) => t.languageNames[code] ?? code).join(', ');

const columns: SheetKind<Key>['columns'] = [
  {
    key: 'title',
    headers: ['Titel', 'Angebot', 'Title'],
    required: true,
    example: 'Erstberatung Fachkräfte',
    hint: 'Daran wird es wiedererkannt, zusammen mit der Organisation.',
  },
  {
    key: 'organisation',
    headers: ['Organisation', 'Anbieter'],
    required: true,
    example: 'Beispielkammer Nord',
    hint: 'Wie sie im Verzeichnis heißt.',
  },
  { key: 'kind', headers: ['Art', 'Kind'], required: true, example: t.kinds.advice, hint: Object.values(t.kinds).join(', ') },
  {
    key: 'summary',
    headers: ['In einem Satz', 'Kurzbeschreibung', 'Summary'],
    required: true,
    example: 'Sie wissen danach, wo Sie Fachkräfte finden.',
    hint: 'Bis 400 Zeichen.',
  },
  {
    key: 'description',
    headers: ['Beschreibung', 'Description'],
    required: false,
    example: 'Zwei Stunden in Ihrem Betrieb.',
    hint: 'Bis 8.000 Zeichen.',
  },
  { key: 'topics', headers: ['Themen', 'Topics'], required: true, example: 'Fachkräfte finden', hint: 'Mit Komma getrennt.' },
  { key: 'industries', headers: ['Branchen', 'WZ'], required: false, example: 'C, F', hint: 'Buchstaben der WZ 2008; leer heißt alle.' },
  { key: 'languages', headers: ['Sprachen', 'Languages'], required: false, example: 'Deutsch', hint: 'Mit Komma getrennt.' },
  { key: 'way', headers: ['Form', 'Weg'], required: false, example: t.onSite, hint: Object.values(WAYS).join(', ') },
  { key: 'cost', headers: ['Kosten', 'Preis'], required: true, example: 'kostenfrei', hint: '„kostenfrei“ oder der Preis in Worten.' },
  {
    key: 'place',
    headers: ['Ort', 'PLZ Ort', 'Postleitzahl'],
    required: true,
    example: '24103 Kiel',
    hint: 'Postleitzahl, am besten mit Ort.',
  },
  { key: 'reach', headers: ['Umkreis', 'Umkreis km'], required: false, example: '50', hint: 'Kilometer; leer heißt bundesweit.' },
];

function cellsOf(values: Values, topics: Topics): Record<Key, string> {
  const { online, on_site, free, price } = values;
  return {
    title: values.title,
    organisation: values.organisation,
    kind: KINDS[values.kind],
    summary: values.summary,
    description: values.description,
    topics: values.topics.map((id) => topics.label(id, 'de')).join(', '),
    industries: values.industries.join(', '),
    languages: languageNames(values.languages),
    way: online && on_site ? WAYS.both : online ? WAYS.online : WAYS.onSite,
    cost: free ? t.free : price,
    place: [values.postal_code, values.town].filter(Boolean).join(' '),
    reach: values.reach_km === null ? '' : String(values.reach_km),
  };
}

function readOffer(row: RowReader<Key>, topics: Topics, places: Places) {
  const title = row.text('title');
  const organisation = row.text('organisation');
  const kind = row.choice('kind', KINDS);
  const way = row.choice<keyof typeof WAYS>('way', WAYS, 'onSite');
  const cost = row.text('cost');
  const free = fold(cost) === t.free || fold(cost) === 'kostenlos';
  const location = placeField(places, row.text('place', 80), 'de');
  if (!location.ok) row.fault('place', location.fault);
  const rest = {
    summary: row.text('summary', 400),
    description: row.text('description', 8000),
    topics: topicsOf(row, 'topics', topics),
    industries: industriesOf(row, 'industries'),
    languages: languagesOf(row, 'languages'),
    reach_km: row.number('reach', 1, 1000),
  };
  if (!kind || !way || !location.ok || !location.value) return { title, values: {} as Values };
  const ways = { online: way === 'both' || way === 'online', on_site: way === 'both' || way === 'onSite' };
  return { title, values: { title, organisation, kind, free, price: free ? '' : cost, ...ways, ...rest, ...location.value } };
}

/** Offers as a table. The same title of two organisations is two offers. */
export function offerSheet(topics: Topics, places: Places): SheetKind<Key, Values> {
  let organisations = new Map<string, { id: string; name: string }>();
  const nameOf = (title: string, organisation: string) => `${title} (${organisation})`;
  return {
    name: 'offers',
    title: 'Angebote',
    columns,
    indexed: 'offer',

    async known(db) {
      const all = await allOrganisations(db, MOST);
      organisations = new Map(all.map((each) => [fold(each.name), each]));
      const names = new Map(all.map((each) => [each.id, each.name]));
      const rows = await allOffers(db, MOST);
      return rows.map((row) => {
        const organisation = names.get(row.organisation_id) ?? '';
        return { id: row.id, names: [nameOf(row.title, organisation)], cells: cellsOf({ ...row, organisation }, topics), record: row };
      });
    },

    read(row) {
      const read = readOffer(row, topics, places);
      const organisation = organisations.get(fold(row.text('organisation')));
      if (!organisation)
        row.fault('organisation', 'Diese Organisation steht nicht im Verzeichnis. Lesen Sie zuerst die Organisationen ein.');
      return { title: nameOf(read.title, organisation?.name ?? ''), values: { ...read.values, organisation: organisation?.name ?? '' } };
    },

    cellsOf: (values) => cellsOf(values, topics),

    async add(trx, id, { organisation, ...values }, now) {
      const owner = organisations.get(fold(organisation));
      if (!owner) throw new Error('an offer without its organisation: the plan has refused it');
      await insertOffers(trx, [
        { ...values, id, organisation_id: owner.id, slug: `${slugify(values.title)}-${id.slice(-6)}`, demo: false, updated_at: now },
      ]);
      await insertStandings(trx, [
        {
          kind: 'offer',
          subject: id,
          owner_scope: 'organisation',
          owner: owner.id,
          title: values.title,
          state: 'published',
          confirmed_at: now,
          reminded_at: null,
        },
      ]);
    },

    async change(trx, known, values_, now) {
      const { organisation: _, ...values } = values_;
      const { state: __, marked: ___, ...before } = known as Offer;
      await saveOffer(trx, { ...before, ...values, updated_at: now });
    },

    async remove(trx, ids) {
      await removeTraces(trx, 'offer', ids);
      await removeOffers(trx, ids);
    },

    async restore(trx, record) {
      const { state: _, marked: __, ...before } = record as Offer;
      await saveOffer(trx, { ...before, updated_at: new Date(before.updated_at) });
    },
  };
}
