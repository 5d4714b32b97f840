import type { Db, Trx } from '#platform/database/index.ts';
import { audit } from '#platform/audit/index.ts';
import { newId } from '#platform/ids.ts';
import type { Subscriber } from '#platform/jobs/index.ts';
import { portions } from '#platform/pages.ts';
import { ok, refused, type Result } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import type { Places } from '#reference/index.ts';
import { insertStandings, type StandingRow } from '#modules/editorial/index.ts';
import { insertOffers, offersAfter, saveOffer, setOfferState } from '#modules/offers/index.ts';
import {
  insertOrganisations,
  listOrganisations,
  type Organisation,
  organisationsByIds,
  saveOrganisation,
} from '#modules/organisations/index.ts';
import { conditionsOf } from '#modules/overlap/index.ts';
import type { Search } from '#modules/search/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import type { Gathered } from './fetch/gathered.ts';
import type { Plan, PlanLine } from './plan.ts';
import { createPlanner } from './planner.ts';
import { type Json, type Publishing, publishOrganization, publishService, publishTerm } from './publish.ts';
import type { Reading } from './read.ts';
import {
  insertSource,
  listSources,
  noteRun,
  type RecordRow,
  recordsOf,
  saveRecords,
  sourceById,
  sourceByName,
  type SourceRow,
} from './store.ts';
import { toTabular } from './tabular.ts';
import { createTerms } from './terms.ts';

const IMPORTED = 'hsds.imported';
const PORTION = 500;
/** So many offers are written before others get their turn. */
const GIVEN_OUT_AT_ONCE = 100;
/** A source that suddenly has less than half of what it had is broken, not smaller. */
const LEAST_SHARE = 0.5;
export type ApplyFault = 'shrunk';

export interface Hsds {
  publishing: Publishing;
  /** The whole directory as a zip of HSDS tables, in pieces as they are made. */
  exportTabular(): AsyncIterable<Uint8Array>;
  sources(): Promise<SourceRow[]>;
  source(id: string): Promise<SourceRow | undefined>;
  /** The source of a name; entered where there is none. */
  sourceNamed(name: string, url: string | null, licence: string): Promise<SourceRow>;
  /** What taking over would do; changes nothing. */
  plan(source: Pick<SourceRow, 'id'> | undefined, gathered: Gathered): Promise<Plan>;
  /** Takes over what the plan says, all or nothing. */
  apply(source: SourceRow, gathered: Gathered, force?: boolean): Promise<Result<Plan, ApplyFault>>;
  noteRefused(source: SourceRow, fault: string): Promise<void>;
}

export interface HsdsServiceParts {
  services: Services;
  search: Search;
  topics: Topics;
  places: Places;
}

export function createHsds({ services, search, topics, places }: HsdsServiceParts): Hsds {
  const { db, clock, jobs, config } = services;
  const publishing: Publishing = { terms: createTerms(topics, config.publicUrl), publicUrl: config.publicUrl };
  const reading: Reading = {
    terms: publishing.terms,
    places,
    understand: async (text) => (await search.understand(text.slice(0, 600))).topics.map(({ id }) => id),
  };
  const plan = createPlanner({ db, search, reading, today: () => clock.today() });
  const within = <Value>(work: (trx: Db) => Promise<Value>) => db.transaction().execute((trx) => work(trx as unknown as Db));

  const standing = (kind: 'offer' | 'organisation', subject: string, owner: string, title: string): StandingRow => ({
    kind,
    subject,
    owner,
    title,
    state: 'published',
    confirmed_at: clock.now(),
    reminded_at: null,
    owner_scope: 'organisation',
  });

  async function carryOut(trx: Db, source: SourceRow, made: Plan): Promise<void> {
    const now = clock.now();
    const isNew = (what: PlanLine['what']) =>
      new Set(made.lines.filter((line) => line.what === what && line.action === 'new').map(({ id }) => id));
    const [newOffers, newOrganisations] = [isNew('service'), isNew('organization')];
    const organisations = made.organisations.map((each) => ({ ...each, updated_at: now }));
    const entered = organisations.filter(({ id }) => newOrganisations.has(id));
    await insertOrganisations(trx, entered);
    for (const changed of organisations.filter(({ id }) => !newOrganisations.has(id))) {
      const contacts = (await organisationsByIds(trx, [changed.id])).get(changed.id)?.contacts ?? [];
      await saveOrganisation(trx, { ...changed, contacts });
    }
    const offers = made.offers.map((each) => ({ ...each, updated_at: now }));
    await insertOffers(
      trx,
      offers.filter(({ id }) => newOffers.has(id)),
    );
    for (const changed of offers.filter(({ id }) => !newOffers.has(id))) await saveOffer(trx, { ...changed, document_id: null });
    for (const id of made.gone) await setOfferState(trx, id, 'hidden', false);
    await insertStandings(trx, [
      ...entered.map(({ id, name }) => standing('organisation', id, id, name)),
      ...offers
        .filter(({ id }) => newOffers.has(id))
        .map(({ id, organisation_id, title }) => standing('offer', id, organisation_id, title)),
    ]);
    const records = [...made.hashes].map(([key, hash]): RecordRow => {
      const [kind = 'service', external_id = ''] = key.split(' ');
      return { source_id: source.id, kind: kind as RecordRow['kind'], external_id, hash, seen_at: now, gone_at: null };
    });
    const vanished = made.gone.map(
      (external_id): RecordRow => ({ source_id: source.id, kind: 'service', external_id, hash: '', seen_at: now, gone_at: now }),
    );
    await saveRecords(trx, [...records, ...vanished]);
    await noteRun(trx, source.id, now, countsOf(made));
    await audit(trx, { action: 'hsds.imported', kind: 'hsds', record: source.id });
    const ids = [...offers.map(({ id }) => id), ...made.gone];
    for (let at = 0; at < ids.length; at += PORTION)
      await jobs.publish(trx as unknown as Trx, { type: IMPORTED, subject: source.id, payload: { ids: ids.slice(at, at + PORTION) } });
  }

  /** All published offers as they are given out, in portions; whoever gets them may take their time. */
  async function* published(organisations: ReadonlyMap<string, Organisation>): AsyncGenerator<Json[]> {
    for await (const offers of portions(GIVEN_OUT_AT_ONCE, (after, limit) => offersAfter(db, after, limit))) {
      const ids = offers.map(({ id }) => id);
      const conditions = await conditionsOf(db, ids, 'de');
      yield offers.map((offer) =>
        publishService(offer, organisations.get(offer.organisation_id), publishing, conditions.get(offer.id) ?? []),
      );
    }
  }

  return {
    publishing,
    plan,
    sources: () => listSources(db),
    source: (id) => sourceById(db, id),

    async *exportTabular() {
      const organisations = await listOrganisations(db);
      const byId = new Map(organisations.map((organisation) => [organisation.id, organisation]));
      yield* toTabular(
        {
          services: published(byId),
          organizations: organisations.map((organisation) => publishOrganization(organisation, publishing)),
          terms: publishing.terms.all.map((term) => publishTerm(term, publishing.publicUrl)),
        },
        clock.now().toISOString(),
      );
    },

    async sourceNamed(name, url, licence) {
      const known = await sourceByName(db, name);
      if (known) return known;
      const row: SourceRow = { id: newId(clock.now().getTime()), name, url, licence, created_at: clock.now(), run_at: null, outcome: null };
      await insertSource(db, row);
      return row;
    },

    async apply(source, gathered, force = false) {
      const made = await plan(source, gathered);
      const before = (await recordsOf(db, source.id)).filter(({ kind, gone_at }) => kind === 'service' && gone_at === null).length;
      if (!force && made.gone.length > 0 && before - made.gone.length < before * LEAST_SHARE) {
        await noteRun(db, source.id, clock.now(), { fault: 'shrunk' });
        return refused('shrunk');
      }
      await within((trx) => carryOut(trx, source, made));
      return ok(made);
    },

    noteRefused: (source, fault) => noteRun(db, source.id, clock.now(), { fault }),
  };
}

/** How many of each. */
export function countsOf({ lines }: Pick<Plan, 'lines'>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { action } of lines.filter(({ what }) => what === 'service')) counts[action] = (counts[action] ?? 0) + 1;
  return counts;
}

/** What was taken over is found a moment later. */
export const hsdsSubscribers = (search: Search): Subscriber[] => [
  {
    name: 'hsds-index',
    on: [IMPORTED],
    async handle(event) {
      const { ids } = event.payload;
      for (const id of Array.isArray(ids) ? ids : []) await search.indexOne('offer', String(id));
    },
  },
];
