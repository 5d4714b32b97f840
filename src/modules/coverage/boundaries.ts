import { z } from 'zod';
import { ok, refused, type Result } from '#platform/result.ts';

/** Rings of [longitude, latitude]. */
export type Rings = [lon: number, lat: number][][];

const position = z.tuple([z.number(), z.number()]).rest(z.number());
const ring = z.array(position).min(4);
const geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1)).min(1) }),
]);
const collection = z.object({ type: z.literal('FeatureCollection'), features: z.array(z.unknown()).min(1).max(5000) });
const feature = z.object({ geometry, properties: z.record(z.string(), z.unknown()) });

export type BoundaryFault = 'notJson' | 'noCollection' | 'noKeys' | 'notWgs84' | 'tooFew';

const DIGITS = 1000;
const LEAST_SHARE = 0.95;
/** Germany with some room, in degrees. */
const BOX = { west: 5, east: 16, south: 46.5, north: 56 };
const isInside = ([lon = 0, lat = 0]: readonly number[]) => lon >= BOX.west && lon <= BOX.east && lat >= BOX.south && lat <= BOX.north;

const rounded = (points: readonly (readonly number[])[]): [number, number][] => {
  const steps: [number, number][] = [];
  for (const [lon = 0, lat = 0] of points) {
    const next: [number, number] = [Math.round(lon * DIGITS) / DIGITS, Math.round(lat * DIGITS) / DIGITS];
    const last = steps.at(-1);
    if (!last || last[0] !== next[0] || last[1] !== next[1]) steps.push(next);
  }
  return steps;
};

/** The district key of a feature: AGS, or the first five digits of ARS. */
function keyOf(properties: Record<string, unknown>): string | undefined {
  for (const name of ['AGS', 'ags', 'ARS', 'ars', 'RS', 'rs']) {
    const value = properties[name];
    if (typeof value === 'string' && /^\d{5}/.test(value)) return value.slice(0, 5);
  }
  return undefined;
}

/** Reads official boundaries of districts (GeoJSON, WGS 84), rounded to a hundred metres; a district may have several parts. */
export function readBoundaries(text: string, known: ReadonlyMap<string, unknown>): Result<Map<string, Rings>, BoundaryFault> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refused('notJson');
  }
  const parsed = collection.safeParse(json);
  if (!parsed.success) return refused('noCollection');
  const found = new Map<string, Rings>();
  let hasKeys = false;
  for (const each of parsed.data.features) {
    const read = feature.safeParse(each);
    if (!read.success) continue;
    const key = keyOf(read.data.properties);
    if (key === undefined) continue;
    hasKeys = true;
    if (!known.has(key)) continue;
    const { geometry: shape } = read.data;
    const rings = (shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat())
      .map(rounded)
      .filter((points) => points.length >= 4);
    if (!rings.flat().every(isInside)) return refused('notWgs84');
    found.set(key, [...(found.get(key) ?? []), ...rings]);
  }
  if (!hasKeys) return refused('noKeys');
  return found.size < known.size * LEAST_SHARE ? refused('tooFew') : ok(found);
}
