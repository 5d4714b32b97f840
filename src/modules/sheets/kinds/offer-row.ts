/** A row of the table of offers: its columns, and what its cells mean. */
import { placeField, type Places, SIZES, sizeLabel } from '#reference/index.ts';
import { type NewOffer, OFFER_KINDS, type OfferKind, offersTexts } from '#modules/offers/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { LOCATION, placeText } from '../fields.ts';
import type { RowReader, SheetKind } from '../kind.ts';
import { fold, industriesOf, isFree, languageNames, languagesOf, sizesOf, topicsOf } from './words.ts';

export type Key =
  | 'title'
  | 'organisation'
  | 'kind'
  | 'summary'
  | 'description'
  | 'topics'
  | 'industries'
  | 'sizes'
  | 'languages'
  | 'way'
  | 'cost'
  | 'place'
  | 'reach';
export type Values = Omit<NewOffer, 'id' | 'slug' | 'demo' | 'updated_at' | 'organisation_id' | 'reach_km'> & {
  organisation: string;
  /** Null: in the whole country; undefined: not said. */
  reach_km: number | null | undefined;
};

const t = offersTexts('de');
const KINDS = Object.fromEntries(OFFER_KINDS.map((kind) => [kind, t.kinds[kind]])) as Record<OfferKind, string>;
const WAYS: Record<'both' | 'online' | 'onSite', string> = { both: t.both, online: t.online, onSite: t.onSite };

export const columns: SheetKind<Key, Values>['columns'] = [
  {
    key: 'title',
    fields: ['title'],
    headers: ['Titel', 'Angebot', 'Title'],
    required: true,
    example: 'Erstberatung Fachkräfte',
    hint: 'Daran wird es wiedererkannt, zusammen mit der Organisation.',
  },
  {
    key: 'organisation',
    fields: ['organisation'],
    headers: ['Organisation', 'Anbieter'],
    required: true,
    example: 'Beispielkammer Nord',
    hint: 'Wie sie im Verzeichnis heißt.',
  },
  {
    key: 'kind',
    fields: ['kind'],
    headers: ['Art', 'Kind'],
    required: true,
    example: t.kinds.advice,
    hint: Object.values(t.kinds).join(', '),
  },
  {
    key: 'summary',
    fields: ['summary'],
    headers: ['In einem Satz', 'Kurzbeschreibung', 'Summary'],
    required: true,
    example: 'Sie wissen danach, wo Sie Fachkräfte finden.',
    hint: 'Bis 400 Zeichen.',
  },
  {
    key: 'description',
    fields: ['description'],
    headers: ['Beschreibung', 'Description'],
    required: false,
    example: 'Zwei Stunden in Ihrem Betrieb.',
    hint: 'Bis 8.000 Zeichen.',
  },
  {
    key: 'topics',
    fields: ['topics'],
    headers: ['Themen', 'Topics'],
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
    hint: 'Buchstaben der WZ 2008; leer heißt alle.',
  },
  {
    key: 'sizes',
    fields: ['sizes'],
    headers: ['Beschäftigte', 'Betriebsgröße', 'Größe'],
    required: false,
    example: SIZES.slice(1, 3).map(sizeLabel).join(', '),
    hint: `${SIZES.map(sizeLabel).join(', ')}; leer heißt alle.`,
  },
  {
    key: 'languages',
    fields: ['languages'],
    headers: ['Sprachen', 'Languages'],
    required: false,
    example: 'Deutsch',
    hint: 'Mit Komma getrennt.',
  },
  {
    key: 'way',
    fields: ['online', 'on_site'],
    headers: ['Form', 'Weg'],
    required: false,
    example: t.onSite,
    hint: Object.values(WAYS).join(', '),
  },
  {
    key: 'cost',
    fields: ['free', 'price'],
    headers: ['Kosten', 'Preis'],
    required: true,
    example: 'kostenfrei',
    hint: '„kostenfrei“ oder der Preis in Worten.',
  },
  {
    key: 'place',
    fields: [...LOCATION],
    headers: ['Ort', 'PLZ Ort', 'Postleitzahl'],
    required: true,
    example: '24103 Kiel',
    hint: 'Postleitzahl, am besten mit Ort.',
  },
  {
    key: 'reach',
    fields: ['reach_km'],
    headers: ['Umkreis', 'Umkreis km'],
    required: false,
    example: '50',
    hint: 'Kilometer, oder bundesweit; leer heißt: im eigenen Kreis.',
  },
];

/** The cells of the values that are there. */
export function cellsOf(values: Partial<Values>, topics: Topics): Record<Key, string> {
  const { online, on_site, free, price } = values;
  const way = online && on_site ? WAYS.both : online ? WAYS.online : WAYS.onSite;
  return {
    title: values.title ?? '',
    organisation: values.organisation ?? '',
    kind: values.kind ? KINDS[values.kind] : '',
    summary: values.summary ?? '',
    description: values.description ?? '',
    topics: (values.topics ?? []).map((id) => topics.label(id, 'de')).join(', '),
    industries: (values.industries ?? []).join(', '),
    sizes: (values.sizes ?? []).map(sizeLabel).join(', '),
    languages: languageNames(values.languages ?? []),
    way: online === undefined ? '' : way,
    cost: free ? t.free : (price ?? ''),
    place: placeText(values),
    reach: values.reach_km == null ? (on_site ? NATIONWIDE : '') : String(values.reach_km),
  };
}

export const NATIONWIDE = 'bundesweit';
const FARTHEST = 1000;

/** "50", "50 km", "bundesweit" (null); nothing said: undefined. */
function reachIn(row: RowReader<Key>): number | null | undefined {
  const text = fold(row.text('reach', 40));
  if (text === '') return undefined;
  if (text === NATIONWIDE || text === 'deutschlandweit') return null;
  const km = Number(/^(\d{1,5})\s*(?:km|kilometer)?$/.exec(text)?.[1] ?? Number.NaN);
  if (km >= 1 && km <= FARTHEST) return km;
  row.fault('reach', `„${text.slice(0, 40)}“ ist kein Umkreis: Kilometer von 1 bis ${FARTHEST}, oder „${NATIONWIDE}“.`);
  return undefined;
}

export function readOffer(row: RowReader<Key>, topics: Topics, places: Places) {
  const kind = row.choice('kind', KINDS);
  const way = row.choice<keyof typeof WAYS>('way', WAYS, 'onSite');
  const cost = row.text('cost');
  const free = isFree(cost);
  const location = row.has('place') ? placeField(places, row.text('place', 80), 'de') : undefined;
  if (location?.ok === false) row.fault('place', location.fault);
  return {
    title: row.text('title'),
    ...(kind && { kind }),
    summary: row.text('summary', 400),
    description: row.text('description', 8000),
    topics: topicsOf(row, 'topics', topics),
    industries: industriesOf(row, 'industries'),
    sizes: sizesOf(row, 'sizes'),
    languages: languagesOf(row, 'languages'),
    online: way === 'both' || way === 'online',
    on_site: way === 'both' || way === 'onSite',
    free,
    price: free ? '' : cost,
    reach_km: reachIn(row),
    ...(location?.ok ? location.value : {}),
  };
}
