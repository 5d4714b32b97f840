export interface Point {
  lat: number;
  lon: number;
}

const RADIUS_KM = 6371;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/**
 * Kilometres between two points of one country, on a plane tangent between them: within 0.1 % of the great circle
 * over the 900 km that Germany measures.
 */
export function distanceKm(a: Point, b: Point): number {
  const x = radians(b.lon - a.lon) * Math.cos(radians((a.lat + b.lat) / 2));
  const y = radians(b.lat - a.lat);
  return RADIUS_KM * Math.hypot(x, y);
}

export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

export const medianPoint = (points: Point[]): Point => ({
  lat: median(points.map((point) => point.lat)),
  lon: median(points.map((point) => point.lon)),
});
