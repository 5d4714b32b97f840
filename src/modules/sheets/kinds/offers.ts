import { slugify } from '#platform/slug.ts';
import { placeField, type Places, SIZES, sizeLabel } from '#reference/index.ts';
import { insertStandings, removeTraces, renameStanding } from '#modules/editorial/index.ts';
import {
  allOffers,
  changeOffer,
  insertOffers,
  type NewOffer,
  OFFER_KINDS,
  type Offer,
  type OfferKind,
  offersTexts,
  reachOf,
  removeOffers,
} from '#modules/offers/index.ts';
import { allOrganisations } from '#modules/organisations/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { LOCATION, picked, placeText, without } from '../fields.ts';
import type { RowReader, SheetKind } from '../kind.ts';
import { mark } from '../plan.ts';
import { type ByName, byName, industriesOf, isFree, languageNames, languagesOf, organisationIn, sizesOf, topicsOf } from './words.ts';

type Key =
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
type Values = Omit<NewOffer, 'id' | 'slug' | 'demo' | 'updated_at' | 'organisation_id' | 'reach_km'> & {
  organisation: string;
  /** Null: in the whole country; undefined: not said. */
  reach_km: number | null | undefined;
};

const MOST = 50_000;
const t = offersTexts('de');
const KINDS = Object.fromEntries(OFFER_KINDS.map((kind) => [kind, t.kinds[kind]])) as Record<OfferKind, string>;
const WAYS: Record<'both' | 'online' | 'onSite', string> = { both: t.both, online: t.online, onSite: t.onSite };
const fold = (text: string) => text.toLowerCase().trim();

const columns: SheetKind<Key, Values>['columns'] = [
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
function cellsOf(values: Partial<Values>, topics: Topics): Record<Key, string> {
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

const NATIONWIDE = 'bundesweit';
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

function readOffer(row: RowReader<Key>, topics: Topics, places: Places) {
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

/** Offers as a table. The same title of two organisations is two offers. */
export function offerSheet(topics: Topics, places: Places): SheetKind<Key, Values> {
  let organisations: ByName = new Map();
  const nameOf = (title: string, organisation: string) => `${title} (${organisation})`;
  const marksOf = (title: string, organisation: string) => ({ exact: [mark(title, organisation)], weak: [] });
  const bare = (values: Partial<Values>) => without(values, 'organisation');
  return {
    name: 'offers',
    title: 'Angebote',
    columns,
    indexed: 'offer',

    async known(db) {
      const all = await allOrganisations(db, MOST);
      organisations = byName(all);
      const names = new Map(all.map((each) => [each.id, each.name]));
      const rows = await allOffers(db, MOST);
      return rows.map((row) => {
        const organisation = names.get(row.organisation_id) ?? '';
        const cells = cellsOf({ ...row, organisation }, topics);
        return { id: row.id, label: nameOf(row.title, organisation), ...marksOf(row.title, organisation), cells, record: row };
      });
    },

    read(row) {
      const read = readOffer(row, topics, places);
      const unknown = 'Diese Organisation steht nicht im Verzeichnis. Lesen Sie zuerst die Organisationen ein.';
      const organisation = organisationIn(row, 'organisation', organisations, unknown);
      const name = organisation?.name ?? '';
      return { title: nameOf(read.title, name), ...marksOf(read.title, name), values: { ...read, organisation: name } };
    },

    cellsOf: (values) => cellsOf(values, topics),
    before: (known, values) => picked(known as Offer, bare(values) as Partial<Offer>),
    refuses(known, values) {
      if (values.organisation !== undefined)
        return {
          key: 'organisation',
          message: 'Unter dieser Kennung gehört das Angebot einer anderen Organisation; das ändert keine Tabelle.',
        };
      // Somebody has to say where on the spot: nothing said is not the whole country.
      const { on_site, reach_km } = known.record as Offer;
      const isOnSite = values.on_site ?? on_site;
      const isUnsaid = 'reach_km' in values ? values.reach_km === undefined : !on_site && reach_km === null;
      return isOnSite && isUnsaid ? { key: 'reach', message: `Vor Ort, aber wo? Kilometer im Umkreis, oder „${NATIONWIDE}“.` } : undefined;
    },

    async add(trx, id, { organisation, reach_km: said, ...values }, now) {
      const [owner] = organisations.get(fold(organisation)) ?? [];
      if (!owner) throw new Error('an offer without its organisation: the plan has refused it');
      const reach_km = said === undefined ? reachOf({ onSite: values.on_site, km: undefined, isNationwide: false }, places, values) : said;
      await insertOffers(trx, [
        {
          ...values,
          reach_km,
          id,
          organisation_id: owner.id,
          slug: `${slugify(values.title)}-${id.slice(-6)}`,
          demo: false,
          updated_at: now,
        },
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
      return [];
    },

    async change(trx, id, values, now) {
      const { reach_km, ...rest } = bare(values);
      await changeOffer(trx, id, { ...rest, ...(reach_km !== undefined && { reach_km }), updated_at: now });
      if (values.title !== undefined) await renameStanding(trx, 'offer', id, values.title);
      return [];
    },

    async remove(trx, ids) {
      await removeTraces(trx, 'offer', ids);
      await removeOffers(trx, ids);
    },

    inUse: () => Promise.resolve([]),
  };
}
