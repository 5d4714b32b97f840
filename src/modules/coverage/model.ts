import { distanceKm, type Point } from '#reference/index.ts';

/** Somebody or something that helps with topics from a place. */
export interface Helper extends Point {
  topics: readonly string[];
  /** Comes to companies within so many kilometres; null: in the whole country. */
  reachKm: number | null;
  isOnSite: boolean;
  isOnline: boolean;
}

export interface Cell {
  topic: string;
  district: string;
  near: number;
  nearestKm: number;
}

export interface Coverage {
  cells: Cell[];
  /** How many of each topic can be used from anywhere. */
  anywhere: Map<string, number>;
}

interface Near {
  district: number;
  km: number;
}

/** How far the middles of all districts are from a place, the nearest first; many who help sit at one place. */
function distancesFrom(place: Point, centres: readonly Point[]): Near[] {
  return centres.map((centre, district) => ({ district, km: distanceKm(place, centre) })).toSorted((a, b) => a.km - b.km);
}

/** How many come to each district, and how near the nearest is. */
interface Counts {
  near: Int32Array;
  nearestKm: Float64Array;
}

/**
 * Counts for each topic and district who comes to its middle, and how near the nearest is. What is online or for the whole
 * country helps everywhere and is counted apart: it is no neighbour. Portion by portion, so that others get their turn
 * in between.
 */
export function createCount(centres: ReadonlyMap<string, Point>) {
  const districts = [...centres.keys()];
  const middles = [...centres.values()];
  const distances = new Map<string, Near[]>();
  const counts = new Map<string, Counts>();
  const anywhere = new Map<string, number>();

  const from = (place: Point): Near[] => {
    const key = `${place.lat} ${place.lon}`;
    const known = distances.get(key) ?? distancesFrom(place, middles);
    distances.set(key, known);
    return known;
  };
  const of = (topic: string): Counts => {
    const known = counts.get(topic);
    if (known) return known;
    const made = { near: new Int32Array(middles.length), nearestKm: new Float64Array(middles.length).fill(Number.POSITIVE_INFINITY) };
    counts.set(topic, made);
    return made;
  };

  return {
    add({ topics, reachKm, isOnSite, isOnline, lat, lon }: Helper): void {
      const each = [...new Set(topics)];
      if (isOnline || reachKm === null) for (const topic of each) anywhere.set(topic, (anywhere.get(topic) ?? 0) + 1);
      if (!isOnSite || reachKm === null) return;
      const reached = each.map(of);
      for (const { district, km } of from({ lat, lon })) {
        if (km > reachKm) break;
        for (const { near, nearestKm } of reached) {
          near[district] = (near[district] as number) + 1;
          if (km < (nearestKm[district] as number)) nearestKm[district] = km;
        }
      }
    },

    result(): Coverage {
      const cells: Cell[] = [];
      for (const [topic, { near, nearestKm }] of counts)
        for (const [at, district] of districts.entries())
          if (near[at]) cells.push({ topic, district, near: near[at], nearestKm: nearestKm[at] as number });
      return { cells, anywhere };
    },
  };
}

/** All at once, where they are few. */
export function coverageOf(helpers: readonly Helper[], centres: ReadonlyMap<string, Point>): Coverage {
  const count = createCount(centres);
  for (const helper of helpers) count.add(helper);
  return count.result();
}

/** Share of the inhabitants of some districts that somebody comes to, 0–1; `districts` with their inhabitants. */
export function coveredShare(districts: ReadonlyMap<string, number>, covered: ReadonlySet<string>): number {
  let all = 0;
  let reached = 0;
  for (const [district, inhabitants] of districts) {
    all += inhabitants;
    if (covered.has(district)) reached += inhabitants;
  }
  return all === 0 ? 0 : reached / all;
}

/** Classes of the map: nobody, one or two, some, many. */
export type Level = 0 | 1 | 2 | 3;
export const levelOf = (near: number): Level => (near === 0 ? 0 : near < 3 ? 1 : near < 10 ? 2 : 3);
