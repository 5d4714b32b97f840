import type { Db } from '#platform/database/index.ts';
import { type Consultant, consultantById, consultantsAfter } from '#modules/consultants/index.ts';
import { listNetworks, type Network } from '#modules/networks/index.ts';
import { type Offer, offersAfter, offersByIds } from '#modules/offers/index.ts';
import { listOrganisations, type Organisation, organisationById, organisationsByIds } from '#modules/organisations/index.ts';
import { PLAIN_DOCUMENT, type SearchSource, type SourceDocument } from './model.ts';

const ofOffer = (offer: Offer, organisation: string): SourceDocument => {
  const { id, slug, title, summary, industries, sizes, languages, online, on_site, free, reach_km, town, lat, lon, marked, demo } = offer;
  return {
    ...PLAIN_DOCUMENT,
    id,
    slug,
    title,
    summary,
    industries,
    sizes,
    languages,
    online,
    on_site,
    free,
    reach_km,
    town,
    lat,
    lon,
    marked,
    demo,
    kind: 'offer',
    offer_kind: offer.kind,
    path: `/angebote/${slug}`,
    organisation,
    topics: offer.topics,
    changed_at: offer.updated_at,
    body: offer.description,
  };
};

const ofConsultant = (person: Consultant, organisation: string): SourceDocument => {
  const { id, kind, slug, summary, topics, industries, languages, online, free, reach_km, town, lat, lon, marked, demo } = person;
  return {
    ...PLAIN_DOCUMENT,
    id,
    kind,
    slug,
    summary,
    topics,
    industries,
    languages,
    online,
    free,
    reach_km,
    town,
    lat,
    lon,
    marked,
    demo,
    path: `/beratung/${slug}`,
    title: person.name,
    organisation,
    // Who was never accredited is found by nobody.
    accredited_until: person.accredited_until ?? '1900-01-01',
    changed_at: person.updated_at,
    body: person.about,
  };
};

const ofNetwork = ({ id, slug, name, description, town, lat, lon, demo, updated_at }: Network): SourceDocument => ({
  ...PLAIN_DOCUMENT,
  id,
  slug,
  town,
  lat,
  lon,
  demo,
  kind: 'network',
  path: `/vor-ort/${slug}`,
  title: name,
  summary: description,
  organisation: '',
  changed_at: updated_at,
  body: '',
});

const ofOrganisation = (organisation: Organisation): SourceDocument => {
  const { id, slug, name, description, town, lat, lon, marked, demo, updated_at } = organisation;
  return {
    ...PLAIN_DOCUMENT,
    id,
    slug,
    town,
    lat,
    lon,
    marked,
    demo,
    kind: 'organisation',
    path: `/partner/${slug}`,
    title: name,
    summary: description,
    organisation: name,
    changed_at: updated_at,
    body: '',
  };
};

/** A source whose rows belong to organisations, whose names are searched, too. */
async function named<Row extends { organisation_id: string | null }>(
  db: Db,
  rows: Row[],
  toDocument: (row: Row, organisation: string) => SourceDocument,
): Promise<SourceDocument[]> {
  const organisations = await organisationsByIds(db, [...new Set(rows.flatMap((row) => row.organisation_id ?? []))]);
  return rows.map((row) => toDocument(row, organisations.get(row.organisation_id ?? '')?.name ?? ''));
}

/** A few hundred things are read at once and given out in order. */
const small = async <Row extends { id: string }>(all: Promise<Row[]>, after: string, limit: number): Promise<Row[]> =>
  (await all)
    .filter((row) => row.id > after)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .slice(0, limit);

/** The sources below the search: offers, people, networks, organisations. */
export const directorySources = (db: Db): SearchSource[] => [
  {
    name: 'offer',
    kinds: ['offer'],
    after: async (id, limit) => named(db, await offersAfter(db, id, limit), ofOffer),
    one: async (id) =>
      (
        await named(
          db,
          (await offersByIds(db, [id])).filter((row) => row.state === 'published'),
          ofOffer,
        )
      )[0],
  },
  {
    name: 'consultant',
    kinds: ['consultant', 'pilot'],
    after: async (id, limit) => named(db, await consultantsAfter(db, id, limit), ofConsultant),
    async one(id) {
      const person = await consultantById(db, id);
      return person?.state === 'published' ? (await named(db, [person], ofConsultant))[0] : undefined;
    },
  },
  {
    name: 'network',
    kinds: ['network'],
    isSmall: true,
    after: async (id, limit) => (await small(listNetworks(db), id, limit)).map(ofNetwork),
    one: async (id) => (await listNetworks(db)).filter((network) => network.id === id).map(ofNetwork)[0],
  },
  {
    name: 'organisation',
    kinds: ['organisation'],
    isSmall: true,
    after: async (id, limit) => (await small(listOrganisations(db), id, limit)).map(ofOrganisation),
    async one(id) {
      const organisation = await organisationById(db, id);
      return organisation?.state === 'published' ? ofOrganisation(organisation) : undefined;
    },
  },
];
