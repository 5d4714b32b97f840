import { addDays } from '#platform/clock.ts';
import { sql } from 'kysely';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { readSetting, removeSetting, writeSetting } from '#platform/settings.ts';
import type { Places } from '#reference/index.ts';
import { insertConsultants, removeDemoConsultants } from '#modules/consultants/index.ts';
import { insertDemoExchanges, removeDemoExchanges } from '#modules/accreditation/index.ts';
import { insertStandings, removeTraces, type StandingRow } from '#modules/editorial/index.ts';
import { insertDemoBodies, removeDemoBodies } from '#modules/governance/index.ts';
import { insertNetworks, removeDemoNetworks } from '#modules/networks/index.ts';
import { insertOffers, removeDemoOffers } from '#modules/offers/index.ts';
import { insertDemoCourses, removeDemoCourses } from '#modules/qualification/index.ts';
import { hasRealOrganisation, insertOrganisations, removeDemoOrganisations } from '#modules/organisations/index.ts';
import { insertDemoRegions } from '#modules/regions/index.ts';
import { removeOverlapOf } from '#modules/overlap/index.ts';
import { insertDemoStories, removeDemoStories } from '#modules/stories/index.ts';
import type { Search } from '#modules/search/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { generateCare } from './care.ts';
import { generateBodies } from './bodies.ts';
import { generateDemo } from './generate.ts';
import { generateStories } from './stories.ts';
import { generateRegions } from './regions.ts';

const SETTING = 'demo';

export interface DemoSize {
  seed: number;
  scale: number;
}

/** The demo network that is loaded, if one is. */
const loadedDemo = (db: Db): Promise<DemoSize | undefined> => readSetting<DemoSize>(db, SETTING);

async function removeRows(db: Db): Promise<void> {
  await removeDemoCourses(db);
  await removeDemoExchanges(db);
  await removeDemoStories(db);
  await removeDemoBodies(db);
  await removeDemoNetworks(db);
  await removeTraces(db, 'consultant', await removeDemoConsultants(db));
  const offers = await removeDemoOffers(db);
  await removeOverlapOf(db, offers);
  await removeTraces(db, 'offer', offers);
  await removeTraces(db, 'organisation', await removeDemoOrganisations(db));
  await removeSetting(db, SETTING);
}

export interface DemoParts {
  db: Db;
  topics: Topics;
  places: Places;
  search: Search;
}

/** Takes all demo data away. */
export async function removeDemo({ db, search }: Pick<DemoParts, 'db' | 'search'>): Promise<void> {
  await db.transaction().execute((trx) => removeRows(trx as Db));
  await search.rebuild();
}

const DAYS_SPREAD = 300;

/** Everything of the demo was confirmed within the last months, one after the other. */
function standingsOf({ organisations, offers, consultants }: ReturnType<typeof generateDemo>, now: Date): StandingRow[] {
  const row = (
    kind: string,
    subject: string,
    scope: 'organisation' | 'consultant',
    owner: string,
    title: string,
    index: number,
  ): StandingRow => ({
    kind,
    subject,
    owner_scope: scope,
    owner,
    title,
    state: 'published',
    confirmed_at: addDays(now, -(index % DAYS_SPREAD)),
    reminded_at: null,
  });
  return [
    ...organisations.map((each, index) => row('organisation', each.id, 'organisation', each.id, each.name, index)),
    ...offers.map((each, index) => row('offer', each.id, 'organisation', each.organisation_id, each.title, index)),
    ...consultants.map((each, index) => row('consultant', each.id, 'consultant', each.id, each.name, index)),
  ];
}

/** Replaces whatever demo data is there by a fresh demo network, all or nothing. */
export async function loadDemo({ db, topics, places, search }: DemoParts, size: DemoSize, now: Date) {
  const network = generateDemo({ ...size, topics, places });
  const care = generateCare(network, now);
  await db.transaction().execute(async (trx) => {
    await removeRows(trx as Db);
    await insertOrganisations(trx as Db, network.organisations);
    await insertOffers(trx as Db, network.offers);
    await insertConsultants(trx as Db, network.consultants);
    await insertStandings(trx as Db, standingsOf(network, now));
    await insertNetworks(trx as Db, network.networks, network.members, network.areas);
    await insertDemoRegions(trx as Db, generateRegions(size.seed, network.networks, now));
    await insertDemoBodies(trx as Db, generateBodies(size.seed, now));
    await insertDemoCourses(trx as Db, care.courses);
    await insertDemoExchanges(trx as Db, care.exchanges);
    await insertDemoStories(
      trx as Db,
      generateStories((id) => topics.get(id) !== undefined, now),
    );
    await writeSetting(trx as Db, SETTING, size);
  });
  const entries = await search.rebuild();
  return {
    organisations: network.organisations.length,
    offers: network.offers.length,
    consultants: network.consultants.length,
    networks: network.networks.length,
    entries,
  };
}

/** Loads the demo network where it is wished, none is there, and nobody has entered a real organisation. */
const LOCK = 4_227_016;

export async function ensureDemo(parts: DemoParts, wished: boolean, now: Date): Promise<boolean> {
  const { db } = parts;
  if (await hasRealOrganisation(db)) return (await loadedDemo(db)) !== undefined;
  if (!wished) return false;
  if ((await loadedDemo(db)) !== undefined) return true;
  // Of several instances that start on an empty database one loads it; the others wait and find it there.
  await inTransaction(db, async (trx) => {
    await sql`select set_config('lock_timeout', '0', true)`.execute(trx);
    await sql`select pg_advisory_xact_lock(${LOCK})`.execute(trx);
    if ((await loadedDemo(db)) === undefined) await loadDemo(parts, { seed: 1, scale: 1 }, now);
  });
  return true;
}
