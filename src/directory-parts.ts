/** The directory's services, put together: search, overlap, exchange, coverage, matching. A part of application.ts. */
import { addDays, type Clock } from '#platform/clock.ts';
import type { Db } from '#platform/database/index.ts';
import type { Scheduled, Subscriber } from '#platform/jobs/index.ts';
import type { Services } from '#platform/services.ts';
import { places } from '#reference/index.ts';
import type { AccountsService } from '#modules/accounts/index.ts';
import { checkSource, type Editions } from '#modules/checks/index.ts';
import { availabilityOf } from '#modules/consultants/index.ts';
import { coverageSchedule, createCoverage } from '#modules/coverage/index.ts';
import { decisionSource } from '#modules/governance/index.ts';
import { createHsds, hsdsSubscribers } from '#modules/hsds/index.ts';
import { createMatching, type Signals } from '#modules/matching/index.ts';
import { createOverlap, createRelatives, overlapSchedule, overlapSubscribers } from '#modules/overlap/index.ts';
import { programmeSource } from '#modules/programmes/index.ts';
import { caseload } from '#modules/requests/index.ts';
import { aidSource } from '#modules/research/index.ts';
import { newsSource } from '#modules/news/index.ts';
import { storySource } from '#modules/stories/index.ts';
import {
  createSavedSearches,
  createSearch,
  directorySources,
  savedSchedule,
  searchSchedule,
  searchSubscribers,
} from '#modules/search/index.ts';
import type { Content } from './content.ts';

const RESULTS_DAYS = 2 * 365;

/** How much time people have said to have, what they have on their hands, and what became of earlier requests. */
const createSignals =
  (db: Db, clock: Clock): Signals =>
  async (ids) => {
    const [said, cases] = await Promise.all([availabilityOf(db, ids), caseload(db, ids, addDays(clock.now(), -RESULTS_DAYS))]);
    const loads = new Map(cases.map((each) => [each.id, each]));
    const times = new Map(said.map((each) => [each.consultant_id, each]));
    return new Map(
      [...new Set([...loads.keys(), ...times.keys()])].map((id) => {
        const load = loads.get(id);
        const time = times.get(id);
        return [
          id,
          {
            cases: load?.cases ?? 0,
            capacity: time?.capacity ?? null,
            awayUntil: time?.away_until ?? null,
            closed: load?.closed ?? 0,
            declined: load?.declined ?? 0,
          },
        ];
      }),
    );
  };

/** Everything that finds, compares, counts and exchanges what is in the directory. */
export function createDirectoryParts(services: Services, content: Content, accounts: AccountsService, editions: Editions) {
  const { db, clock } = services;
  const { topics } = content;
  const search = createSearch({
    db,
    clock,
    topics,
    words: content.searchWords,
    sources: [
      ...directorySources(db),
      checkSource(editions),
      programmeSource(content.programmes.all),
      storySource(db),
      newsSource(db, clock),
      aidSource(db),
      decisionSource(db, () => clock.today()),
    ],
  });
  const overlap = createOverlap(services, accounts, createRelatives(db, search, topics));
  const signals = createSignals(db, clock);
  return {
    search,
    overlap,
    signals,
    hsds: createHsds({ services, search, topics, places: places() }),
    coverage: createCoverage(services, places(), accounts),
    savedSearches: createSavedSearches(services, search, places()),
    matching: createMatching({ search, topics, config: content.matching, signals }),
  };
}

export type DirectoryParts = ReturnType<typeof createDirectoryParts>;

/** What follows from changes of the directory. */
export const directorySubscribers = ({ search, overlap }: DirectoryParts): Subscriber[] => [
  ...searchSubscribers(search),
  ...overlapSubscribers(overlap),
  ...hsdsSubscribers(search),
];

/** What the directory does at fixed times. */
export const directorySchedule = ({ search, overlap, savedSearches, coverage }: DirectoryParts): Scheduled[] => [
  ...searchSchedule(search),
  ...overlapSchedule(overlap),
  ...savedSchedule(savedSearches),
  ...coverageSchedule(coverage),
];
