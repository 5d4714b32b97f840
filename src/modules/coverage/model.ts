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

/**
 * For each topic and district who comes to its middle, and how near the nearest is. What is online or for the whole country
 * helps everywhere and is counted apart: it is no neighbour.
 */
export function coverageOf(helpers: readonly Helper[], centres: ReadonlyMap<string, Point>): Coverage {
  const cells = new Map<string, Cell>();
  const anywhere = new Map<string, number>();
  for (const { topics, reachKm, isOnSite, isOnline, lat, lon } of helpers) {
    if (isOnline || reachKm === null) for (const topic of new Set(topics)) anywhere.set(topic, (anywhere.get(topic) ?? 0) + 1);
    if (!isOnSite || reachKm === null) continue;
    for (const [district, centre] of centres) {
      // A degree of latitude is 111 km: most districts are out of the question without a root.
      if (Math.abs(centre.lat - lat) * 111 > reachKm + 1) continue;
      const km = distanceKm({ lat, lon }, centre);
      if (km > reachKm) continue;
      for (const topic of new Set(topics)) {
        const key = `${topic} ${district}`;
        const cell = cells.get(key);
        if (cell) {
          cell.near++;
          cell.nearestKm = Math.min(cell.nearestKm, km);
        } else cells.set(key, { topic, district, near: 1, nearestKm: km });
      }
    }
  }
  return { cells: [...cells.values()], anywhere };
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
