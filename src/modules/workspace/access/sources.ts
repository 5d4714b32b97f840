import type { Db } from '#platform/database/index.ts';
import { accessBy } from '#modules/accounts/index.ts';
import { allConsultants } from '#modules/consultants/index.ts';
import { bodyAddresses, listBodies } from '#modules/governance/index.ts';
import { listNetworks } from '#modules/networks/index.ts';
import { allOrganisations } from '#modules/organisations/index.ts';
import type { AccessKind, PlaceRow } from './model.ts';

type Bare = Omit<PlaceRow, 'people' | 'invited'>;

const SOURCES: Record<AccessKind, (db: Db) => Promise<Bare[]>> = {
  organisation: async (db) =>
    (await allOrganisations(db)).map(({ id, slug, name, town, email }) => ({
      id,
      name,
      town,
      email,
      workplace: `/organisation/${id}`,
      publicPage: `/partner/${slug}`,
    })),
  consultant: async (db) =>
    (await allConsultants(db)).map(({ id, slug, name, town, email }) => ({
      id,
      name,
      town,
      email,
      workplace: `/beratungsprofil/${id}`,
      publicPage: `/beratung/${slug}`,
    })),
  network: async (db) =>
    (await listNetworks(db)).map(({ id, slug, name, town, email }) => ({
      id,
      name,
      town,
      email,
      workplace: `/netzwerk/${id}`,
      publicPage: `/vor-ort/${slug}`,
    })),
  async body(db) {
    const addresses = await bodyAddresses(db);
    return (await listBodies(db)).map(({ id, slug, name }) => ({
      id,
      name,
      town: '',
      email: addresses.get(id) ?? '',
      workplace: `/gremienarbeit/gremien/${id}`,
      publicPage: `/gremien/${slug}`,
    }));
  },
};

/** Every place of a kind, by name, with whoever has access. */
export async function placesWithAccess(db: Db, kind: AccessKind, now: Date): Promise<PlaceRow[]> {
  const [places, access] = await Promise.all([SOURCES[kind](db), accessBy(db, kind, now)]);
  return places
    .map((place) => ({ ...place, ...(access.get(place.id) ?? { people: [], invited: [] }) }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'de'));
}
