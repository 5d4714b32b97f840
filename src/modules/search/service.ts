import type { Db } from '#platform/database/index.ts';
import type { Subscriber } from '#platform/jobs/index.ts';
import { type Consultant, consultantById, consultantsAfter } from '#modules/consultants/index.ts';
import { type Offer, offersAfter, offersByIds } from '#modules/offers/index.ts';
import { organisationsByIds } from '#modules/organisations/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { contentStems } from './analysis/tokens.ts';
import type { SearchDocument } from './model.ts';
import { countDocuments, rebuildEntries, removeDocument, removeDocuments, replaceDocuments, replaceEntries } from './store.ts';

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const PORTION = 1000;

const topicNames = (topics: Topics, ids: readonly string[]) =>
  ids.flatMap((id) => {
    const topic = topics.get(id);
    return topic ? [topic.de, ...topic.alt.de] : [];
  });

function offerDocument(offer: Offer, organisation: string, topics: Topics): SearchDocument {
  const { id, slug, title, summary, industries, languages, online, on_site, free, reach_km, town, lat, lon, demo } = offer;
  const text = [title, summary, offer.description, organisation, ...topicNames(topics, offer.topics)].join(' ');
  return {
    id,
    kind: 'offer',
    offer_kind: offer.kind,
    slug,
    title,
    summary,
    organisation,
    topics: offer.topics,
    industries,
    languages,
    online,
    on_site,
    free,
    reach_km,
    town,
    lat,
    lon,
    accredited_until: null,
    stems: contentStems(text),
    demo,
  };
}

function consultantDocument(person: Consultant, organisation: string, topics: Topics): SearchDocument {
  const { id, kind, slug, summary, industries, languages, online, free, reach_km, town, lat, lon, accredited_until, demo } = person;
  const text = [person.name, summary, person.about, organisation, ...topicNames(topics, person.topics)].join(' ');
  return {
    id,
    kind,
    offer_kind: null,
    slug,
    title: person.name,
    summary,
    organisation,
    topics: person.topics,
    industries,
    languages,
    online,
    on_site: true,
    free,
    reach_km,
    town,
    lat,
    lon,
    accredited_until: accredited_until ?? '1900-01-01',
    stems: contentStems(text),
    demo,
  };
}

/** Indexes one kind of thing in portions, by ascending id. */
async function indexAll<Row extends { id: string; organisation_id: string | null }>(
  db: Db,
  read: (db: Db, after: string, limit: number) => Promise<Row[]>,
  toDocument: (row: Row, organisation: string) => SearchDocument,
): Promise<void> {
  for (let last = FIRST_ID; ; ) {
    const rows = await read(db, last, PORTION);
    const newest = rows.at(-1);
    if (!newest) return;
    const organisations = await organisationsByIds(db, [...new Set(rows.flatMap((row) => row.organisation_id ?? []))]);
    await replaceDocuments(
      db,
      rows.map((row) => toDocument(row, organisations.get(row.organisation_id ?? '')?.name ?? '')),
    );
    last = newest.id;
  }
}

/** Builds the whole index anew from offers and people; returns how many entries it has. */
export async function rebuildIndex(db: Db, topics: Topics): Promise<number> {
  await removeDocuments(db);
  await indexAll(db, offersAfter, (offer, organisation) => offerDocument(offer, organisation, topics));
  await indexAll(db, consultantsAfter, (person, organisation) => consultantDocument(person, organisation, topics));
  await rebuildEntries(db);
  return countDocuments(db);
}

/** Brings one offer or person in the index up to date: entered, changed, or taken out because it is hidden. */
export async function indexOne(db: Db, topics: Topics, kind: 'offer' | 'consultant', id: string): Promise<void> {
  const offer = kind === 'offer' ? (await offersByIds(db, [id]))[0] : undefined;
  const person = kind === 'consultant' ? await consultantById(db, id) : undefined;
  const row = offer ?? person;
  if (row?.state !== 'published') return removeDocument(db, id);
  const organisations = await organisationsByIds(db, row.organisation_id ? [row.organisation_id] : []);
  const organisation = organisations.get(row.organisation_id ?? '')?.name ?? '';
  const document = offer
    ? offerDocument(offer, organisation, topics)
    : person
      ? consultantDocument(person, organisation, topics)
      : undefined;
  await removeDocument(db, id);
  if (document) await replaceDocuments(db, [document]);
  await replaceEntries(db, id);
}

const CHANGES = ['published', 'confirmed', 'restored', 'archived', 'hidden'];

/** The index follows what is published, a moment later. */
export const searchSubscribers = (db: Db, topics: Topics): Subscriber[] => [
  {
    name: 'search-index',
    on: CHANGES.map((change) => `content.${change}`),
    async handle(event) {
      const { kind } = event.payload;
      if (kind === 'offer' || kind === 'consultant') await indexOne(db, topics, kind, event.subject);
    },
  },
];
