import { eachDue } from '#platform/pages.ts';
import { plusDays } from '#platform/days.ts';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { isId, newId } from '#platform/ids.ts';
import type { Scheduled } from '#platform/jobs/index.ts';
import type { Services } from '#platform/services.ts';
import { type Asked, firstOf, type Page, WHOLE } from '#platform/lists.ts';
import type { Places } from '#reference/index.ts';
import { type AccountsService, holdersOf } from '#modules/accounts/index.ts';
import { type MembershipService, organisationsThatAccepted } from '#modules/membership/index.ts';
import {
  areaOf,
  listNetworks,
  membersOf,
  type Neighbour,
  neighboursOf,
  type Network,
  networkById,
  noteLife,
} from '#modules/networks/index.ts';
import { type Offer, offersOfOrganisations } from '#modules/offers/index.ts';
import { countRequests } from '#modules/requests/index.ts';
import type { NetworksConfig } from './config.ts';
import { afterActivity, type Figures, nextStep, type NetworkState, type Proposal, proposalsFor, topicCounts, untilAfter } from './model.ts';
import * as store from './store.ts';
import { regionsTexts } from './texts.ts';

/** The charter in which partners bind themselves to working together in the regions (content/charters). */
const CHARTER = 'regionen';
const PORTION = 500;

/** Another network of the same district with the same partners, and what the two may do together. */
export interface Shared extends Neighbour {
  network: Network;
  proposals: Proposal[];
}

export interface Regions {
  config: NetworksConfig;
  today(): string;
  /** @throws HttpError 404 */
  network(id: string): Promise<Network>;
  /** Version and date with which each partner accepted the charter on working in the regions. */
  accepted(): Promise<Map<string, { version: string; at: Date }>>;
  /** A sign of life: wakes who slept. */
  live(network: Network, day?: string): Promise<void>;
  /** What a coordinator answers to the question whether the network is still there. */
  answer(network: Network, answer: 'alive' | 'resting'): Promise<void>;
  shared(network: Network): Promise<Shared[]>;
  offersOf(organisationIds: readonly string[], asked: Asked): Promise<Page<Offer>>;
  figures(network: Network, year: number): Promise<Figures>;
  submit(network: Network, evidence: Record<string, string>, isFinal: boolean): Promise<boolean>;
  decide(id: string, result: 'recognised' | 'returned', note: string, conditions: string): Promise<boolean>;
  end(id: string, note: string): Promise<boolean>;
  /** What the days bring: questions, states, reminders of reviews. Returns how many were asked. */
  followUp(): Promise<number>;
}

export interface RegionsParts {
  accounts: AccountsService;
  membership: MembershipService;
  places: Places;
  config: NetworksConfig;
}

export function createRegions({ db, clock }: Services, { accounts, membership, places, config }: RegionsParts): Regions {
  const today = () => clock.today();
  const words = regionsTexts('de').notices;

  /** Tells the people of a network; the office where it has none. */
  async function tell(networkId: string, kind: 'due' | 'review', title: string, path: string, trx: Db = db): Promise<void> {
    const own = await holdersOf(trx, ['networkCoordinator'], networkId);
    const readers = own.length > 0 ? own : await holdersOf(trx, ['office'], null);
    for (const userId of readers) await accounts.notify.tell({ userId, kind, title, path }, trx);
  }

  const isCharter = membership.charters.some(({ id }) => id === CHARTER);

  async function changeState(network: Network, state: NetworkState, day: string): Promise<void> {
    await noteLife(db, network.id, state, day);
    if (state !== network.state) await store.saveStanding(db, network.id, { state_since: today() });
  }

  const regions: Regions = {
    config,
    today,

    async network(id) {
      const network = isId(id) ? await networkById(db, id) : undefined;
      if (!network) throw new HttpError(404);
      return network;
    },

    accepted: async () => (isCharter ? organisationsThatAccepted(db, CHARTER) : new Map()),

    live: (network, day = today()) => changeState(network, afterActivity(network.state), day),

    async answer(network, answer) {
      if (answer === 'alive') await regions.live(network);
      else await changeState(network, 'dormant', network.last_activity);
      await store.saveStanding(db, network.id, { asked_on: null });
    },

    offersOf: (ids, asked) => offersOfOrganisations(db, ids, asked),

    async shared(network) {
      const found = await neighboursOf(db, network.id);
      const shared: Shared[] = [];
      for (const neighbour of found) {
        const other = await networkById(db, neighbour.id);
        if (!other || other.state === 'dormant') continue;
        const [offers, events] = await Promise.all([
          regions.offersOf(neighbour.partners, WHOLE),
          store.eventsFrom(db, other.id, today(), WHOLE),
        ]);
        const next = events.rows.find(({ cancelled }) => !cancelled);
        const proposals = proposalsFor({ ...neighbour, topics: topicCounts(offers.rows), next });
        shared.push({ ...neighbour, network: other, proposals });
      }
      return shared;
    },

    async figures(network, year) {
      const from = `${year}-01-01`;
      const end = `${year + 1}-01-01`;
      const [members, area, events, requests, accepted] = await Promise.all([
        membersOf(db, network.id),
        areaOf(db, network.id),
        store.heldBetween(db, network.id, from, end < today() ? end : untilTomorrow()),
        countRequests(db, network.id, new Date(`${from}T00:00:00Z`), new Date(`${end}T00:00:00Z`)),
        regions.accepted(),
      ]);
      return {
        partners: members.length,
        accepted: members.filter((id) => accepted.has(id)).length,
        districts: area.length,
        inhabitants: area.reduce((sum, key) => sum + (places.districts.get(key)?.population ?? 0), 0),
        events: events.map(({ day, title }) => ({ day, title })).toReversed(),
        requests: requests.all,
        answered: requests.answered,
        offers: (await regions.offersOf(members, firstOf(1))).total,
      };
    },

    async submit(network, evidence, isFinal) {
      const now = clock.now();
      const row = { id: newId(now.getTime()), network_id: network.id, evidence, submitted_at: isFinal ? now : null, changed_at: now };
      const isSaved = await store.saveEvidence(db, row);
      if (isSaved && isFinal)
        for (const userId of await holdersOf(db, ['office', 'administrator'], null))
          await accounts.notify.tell({ userId, kind: 'review', title: words.applied(network.name), path: '/geschaeftsstelle/netzwerke' });
      return isSaved;
    },

    async decide(id, result, note, conditions) {
      const row = await store.recognitionById(db, id);
      if (!row) throw new HttpError(404);
      const isRecognised = result === 'recognised';
      const values = {
        state: result,
        note,
        conditions: isRecognised ? conditions : '',
        valid_until: isRecognised ? untilAfter(today(), config.recognition.years) : null,
      };
      const isDone = await store.decideRecognition(db, row, values, clock.now());
      if (isDone) await tell(row.network_id, 'review', words[result], `/netzwerk/${row.network_id}/anerkennung`);
      return isDone;
    },

    async end(id, note) {
      const row = await store.recognitionById(db, id);
      if (!row) throw new HttpError(404);
      const isDone = await store.endRecognition(db, row, note, clock.now());
      if (isDone) await tell(row.network_id, 'review', words.ended, `/netzwerk/${row.network_id}/anerkennung`);
      return isDone;
    },

    async followUp() {
      let asked = 0;
      for (const listed of await listNetworks(db)) {
        const network = await withHeldEvents(listed);
        const known = await store.standingOf(db, network.id);
        const standing = {
          state: network.state,
          lastActivity: network.last_activity,
          askedOn: known?.asked_on ?? null,
          stateSince: known?.state_since ?? null,
        };
        const step = nextStep(standing, today(), config.activity);
        if (step?.kind === 'state') await changeState(network, step.state, network.last_activity);
        if (step?.kind !== 'ask') continue;
        // Both or neither: nobody counts as asked whom no notice reached.
        await inTransaction(db, async (trx) => {
          await store.saveStanding(trx, network.id, { asked_on: today() });
          await tell(network.id, 'due', words.question(network.name), `/netzwerk/${network.id}`, trx);
        });
        asked++;
      }
      const until = plusDays(clock.today(), config.recognition.remindDays);
      await eachDue(
        PORTION,
        (after, limit) => store.endingUntil(db, until, after, limit),
        (row) =>
          inTransaction(db, async (trx) => {
            await store.noteReminded(trx, row, clock.now());
            await tell(row.network_id, 'due', words.review(row.valid_until ?? until), `/netzwerk/${row.network_id}/anerkennung`, trx);
          }),
      );
      return asked;
    },
  };

  const untilTomorrow = () => plusDays(clock.today(), 1);

  /** An event that took place is a sign of life of its day. */
  async function withHeldEvents(network: Network): Promise<Network> {
    const [newest] = await store.heldBetween(db, network.id, network.last_activity, untilTomorrow());
    if (!newest || newest.day <= network.last_activity) return network;
    await regions.live(network, newest.day);
    return regions.network(network.id);
  }

  return regions;
}

/** Every morning: who has been silent for long is asked; reviews that are due are named. */
export const regionsSchedule = (regions: Regions): Scheduled[] => [
  {
    name: 'networks-follow-up',
    cron: '20 6 * * *',
    handle: async () => {
      await regions.followUp();
    },
  },
];
