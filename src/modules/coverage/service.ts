import { unhurried } from '#platform/database/patience.ts';
import { troubleOf } from '#platform/database/trouble.ts';
import { plusDays, plusMonths, startOfMonth } from '#platform/days.ts';
import type { Scheduled } from '#platform/jobs/index.ts';
import { portions } from '#platform/pages.ts';
import type { Services } from '#platform/services.ts';
import type { Places } from '#reference/index.ts';
import { type AccountsService, allHolders } from '#modules/accounts/index.ts';
import { consultantsAfter } from '#modules/consultants/index.ts';
import { type Unmet, unmetSince } from '#modules/matching/index.ts';
import { offersAfter } from '#modules/offers/index.ts';
import { cellsAround } from './cells.ts';
import type { Rings } from './boundaries.ts';
import { type Cell, coveredShare, createCount } from './model.ts';
import { anywhereOf, cellsOf, importedBoundaries, lastRun, saveCoverage } from './store.ts';
import { coverageTexts } from './texts.ts';

const PORTION = 500;
/** The figures may be so old; then they are made anew when somebody asks, who sees the old ones with their date. */
const FRESH_MS = 60 * 60_000;
const UNMET_DAYS = 365;

export interface Shapes {
  rings: ReadonlyMap<string, Rings>;
  /** The source note of official boundaries; undefined for cells, which are clipped to the states. */
  note: string | undefined;
}

export interface CoverageService {
  /** Counts anew. */
  count(): Promise<void>;
  /** When the figures were made; has them made anew where they are older than an hour, and waits where there are none. */
  fresh(): Promise<Date>;
  cells(topic: string | undefined): Promise<Cell[]>;
  anywhere(): Promise<Map<string, number>>;
  /** For what share of the people somebody comes to companies, and how much can be used from anywhere, by topic. */
  reach(topics: readonly string[]): Promise<{ topic: string; share: number; anywhere: number }[]>;
  /** What was looked for and not found in the last year. */
  unmet(): Promise<Omit<Unmet, 'month'>[]>;
  shapes(): Promise<Shapes>;
  /** Tells the secretaries of the bodies how much was looked for in vain last month. Returns how many searches. */
  report(): Promise<number>;
}

export function createCoverage({ db, clock, logger }: Services, places: Places, accounts: AccountsService): CoverageService {
  let known: { shapes: Shapes; at: number } | undefined;

  /** Everybody and everything that helps, portion by portion: in between others get their turn. */
  async function counted() {
    const count = createCount(places.centres);
    const today = clock.today();
    for await (const offers of portions(PORTION, (after, limit) => offersAfter(db, after, limit)))
      for (const { topics, reach_km: reachKm, on_site: isOnSite, online: isOnline, lat, lon } of offers)
        count.add({ topics, reachKm, isOnSite, isOnline, lat, lon });
    for await (const people of portions(PORTION, (after, limit) => consultantsAfter(db, after, limit)))
      for (const { topics, reach_km: reachKm, online: isOnline, lat, lon, accredited_until: until } of people)
        if (until !== null && until >= today) count.add({ topics, reachKm, isOnSite: true, isOnline, lat, lon });
    return count.result();
  }

  const count = async () => saveCoverage(db, await counted(), clock.now());
  /** Whoever asks while it is counted anew does not have it counted once more. */
  let counting: Promise<void> | undefined;
  const once = () => {
    counting ??= count().finally(() => {
      counting = undefined;
    });
    return counting;
  };

  const service: CoverageService = {
    count,

    async fresh() {
      const at = await lastRun(db);
      if (at && clock.now().getTime() - at.getTime() < FRESH_MS) return at;
      if (!at) await once();
      else unhurried(once).catch((error: unknown) => logger.warn({ event: 'coverage', reason: troubleOf(error) }, 'not counted anew'));
      return at ?? clock.now();
    },

    cells: (topic) => cellsOf(db, topic),
    anywhere: () => anywhereOf(db),
    async reach(topics) {
      await service.fresh();
      const anywhere = await anywhereOf(db);
      const people = new Map([...places.districts.values()].map((district) => [district.key, district.population]));
      return Promise.all(
        topics.map(async (topic) => {
          const covered = new Set((await cellsOf(db, topic)).map((cell) => cell.district));
          return { topic, share: coveredShare(people, covered), anywhere: anywhere.get(topic) ?? 0 };
        }),
      );
    },
    unmet: () => unmetSince(db, plusDays(clock.today(), -UNMET_DAYS)),

    async report() {
      const lastMonth = plusMonths(startOfMonth(clock.today()), -1);
      const searches = (await unmetSince(db, lastMonth)).reduce((sum, row) => sum + row.searches, 0);
      if (searches === 0) return 0;
      const title = coverageTexts('de').reported(searches);
      for (const userId of await allHolders(db, ['bodySecretary']))
        await accounts.notify.tell({ userId, kind: 'due', title, path: '/abdeckung' });
      return searches;
    },

    async shapes() {
      const now = performance.now();
      if (known && now - known.at < FRESH_MS / 60) return known.shapes;
      const imported = await importedBoundaries(db);
      known = {
        at: now,
        shapes: imported ? { rings: imported.shapes, note: imported.note } : { rings: cellsAround(places.centres), note: undefined },
      };
      return known.shapes;
    },
  };
  return service;
}

/** Every night, so that the first to look in the morning does not wait; to the bodies on the first of the month. */
export const coverageSchedule = (coverage: CoverageService): Scheduled[] => [
  { name: 'coverage-count', cron: '40 3 * * *', handle: () => coverage.count() },
  {
    name: 'coverage-report',
    cron: '0 6 1 * *',
    handle: async () => {
      await coverage.report();
    },
  },
];
