import { distanceKm, median, medianPoint, type Point } from './geometry.ts';
import { placeKey, shortPlaceKey } from './names.ts';

/** A municipality (or, without an official boundary, a settlement) that a postal code's place name may mean. */
export interface Municipality extends Point {
  name: string;
  /** Five-digit district key (AGS). */
  district: string;
  /** Settlements help where a name meets no municipality. */
  settlement?: boolean;
}

export interface JoinedCode extends Point {
  code: string;
  places: string[];
  district: string;
  /** Found by name, or placed between numerically near codes because no source knows the name. */
  how: 'name' | 'neighbours';
}

/** How well a name fits: 1 the full name of a municipality, 2 its short name, 3 a settlement's name. */
type Rank = 1 | 2 | 3;
interface Candidate extends Point {
  rank: Rank;
  at: Municipality;
}
interface Settled extends Point {
  list: Candidate[];
}
interface Neighbour extends Settled {
  steps: number;
}

/** Kilometres that a candidate may lie from where the neighbouring codes are. */
const REACH: Record<Rank, number> = { 1: 60, 2: 35, 3: 25 };
/** Kilometres that a better-fitting name is worth. */
const RANK_PENALTY = 10;
const NEIGHBOURS = 8;
const PASSES = 4;
/** Districts merged since the boundaries were drawn (Göttingen and Osterode, 1 November 2016). */
const SUCCESSOR: Record<string, string> = { '03152': '03159', '03156': '03159' };

const current = (district: string) => SUCCESSOR[district] ?? district;

function index(municipalities: Municipality[]) {
  const byName = new Map<string, Municipality[]>();
  const byShortName = new Map<string, Municipality[]>();
  const add = (map: Map<string, Municipality[]>, key: string, at: Municipality) => {
    const list = map.get(key);
    if (list) list.push(at);
    else map.set(key, [at]);
  };
  for (const at of municipalities) {
    if (at.settlement) {
      if (!byName.has(placeKey(at.name))) add(byShortName, placeKey(at.name), at);
    } else {
      add(byName, placeKey(at.name), at);
      add(byShortName, shortPlaceKey(at.name), at);
    }
  }
  return (name: string): Candidate[] => {
    const make = (rank: Rank) => (at: Municipality) => ({ rank, at, lat: at.lat, lon: at.lon });
    const exact = byName.get(placeKey(name));
    if (exact) return exact.map(make(1));
    const found = new Map<Municipality, Candidate>();
    for (const key of new Set([placeKey(name), shortPlaceKey(name)])) {
      for (const at of [...(byName.get(key) ?? []), ...(byShortName.get(key) ?? [])]) {
        if (!found.has(at)) found.set(at, make(at.settlement ? 3 : 2)(at));
      }
    }
    return [...found.values()];
  };
}

function neighboursOf(code: string, settled: Map<string, Settled>): Neighbour[] {
  const found: Neighbour[] = [];
  const number = Number(code);
  for (let steps = 1; steps < 500 && found.length < NEIGHBOURS; steps++) {
    for (const near of [number - steps, number + steps]) {
      const key = String(near).padStart(5, '0');
      const at = key.startsWith(code.slice(0, 2)) ? settled.get(key) : undefined;
      if (at) found.push({ ...at, steps });
    }
  }
  return found;
}

interface Estimate extends Point {
  spread: number;
  neighbours: Neighbour[];
}

/** Where a code should lie: numerically near codes are near on the map, those that stray do not count. */
function estimate(code: string, settled: Map<string, Settled>): Estimate | undefined {
  const all = neighboursOf(code, settled);
  if (all.length === 0) return undefined;
  const centre = medianPoint(all);
  const spread = median(all.map((at) => distanceKm(at, centre)));
  const neighbours = all.filter((at) => distanceKm(at, centre) <= 3 * spread + 10);
  const weight = neighbours.reduce((sum, at) => sum + 1 / at.steps, 0);
  return {
    lat: neighbours.reduce((sum, at) => sum + at.lat / at.steps, 0) / weight,
    lon: neighbours.reduce((sum, at) => sum + at.lon / at.steps, 0) / weight,
    spread,
    neighbours,
  };
}

function nearest(candidates: Candidate[], point: Point, reach: (rank: Rank) => number): Candidate | undefined {
  const cost = (candidate: Candidate) => distanceKm(candidate, point) + RANK_PENALTY * (candidate.rank - 1);
  return candidates.filter((candidate) => distanceKm(candidate, point) <= reach(candidate.rank)).toSorted((a, b) => cost(a) - cost(b))[0];
}

const present = <Value>(value: Value | undefined): value is Value => value !== undefined;

/** The one municipality of a name, where there is only one in the country. */
const unique = (candidates: Candidate[]): Candidate | undefined => {
  const exact = candidates.filter((candidate) => candidate.rank === 1);
  return exact.length === 1 ? exact[0] : undefined;
};

/** Chooses among namesakes by the neighbouring codes, then by the other places of the same code. */
function settle(names: Candidate[][], at: Estimate): Candidate[] {
  const byNeighbours = names
    .map((candidates) => nearest(candidates, at, (rank) => (rank === 1 ? Math.max(REACH[1], 3 * at.spread) : REACH[rank])))
    .filter(present);
  if (byNeighbours.length < 2) return byNeighbours;
  const sure = names
    .map(unique)
    .filter(present)
    .filter((candidate) => distanceKm(candidate, at) < REACH[1]);
  const centre = medianPoint(sure.length > 0 ? sure : byNeighbours);
  return names.map((candidates) => nearest(candidates, centre, () => 30)).filter(present);
}

function mostVotes(votes: Iterable<[string, number]>): string {
  const sums = new Map<string, number>();
  for (const [district, weight] of votes) sums.set(district, (sums.get(district) ?? 0) + weight);
  return [...sums].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? '';
}

const districtByPlaces = (list: Candidate[]) => mostVotes(list.map(({ at, rank }) => [current(at.district), 4 - rank] as [string, number]));

const districtByNeighbours = (neighbours: Neighbour[]) =>
  mostVotes(
    neighbours.flatMap(({ list, steps }) => list.map(({ at }) => [current(at.district), 1 / steps / list.length] as [string, number])),
  );

/**
 * Gives every postal code a position and a district, by the names of its places; where several places share a name,
 * or no source knows it, by the codes that are numerically near.
 */
export function joinPostalCodes(codes: Record<string, string[]>, municipalities: Municipality[]): JoinedCode[] {
  const candidatesFor = index(municipalities);
  const names = new Map<string, Candidate[][]>();
  for (const [code, places] of Object.entries(codes)) names.set(code, places.map(candidatesFor));

  let settled = new Map<string, Settled>();
  for (const [code, candidates] of names) {
    const list = candidates.map(unique).filter(present);
    if (list.length > 0) settled.set(code, { list, ...medianPoint(list) });
  }
  for (let pass = 0; pass < PASSES; pass++) {
    const next = new Map<string, Settled>();
    for (const [code, candidates] of names) {
      const at = estimate(code, settled);
      const list = at ? settle(candidates, at) : [];
      if (list.length > 0) next.set(code, { list, ...medianPoint(list) });
    }
    settled = next;
  }

  return [...names.keys()].toSorted().flatMap((code): JoinedCode[] => {
    const places = codes[code] ?? [];
    const found = settled.get(code);
    if (found) return [{ code, places, lat: found.lat, lon: found.lon, district: districtByPlaces(found.list), how: 'name' }];
    const at = estimate(code, settled);
    if (!at) return [];
    return [{ code, places, lat: at.lat, lon: at.lon, district: districtByNeighbours(at.neighbours), how: 'neighbours' }];
  });
}
