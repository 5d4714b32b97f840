import { Delaunay } from 'd3-delaunay';
import type { Point } from '#reference/index.ts';
import type { Rings } from './boundaries.ts';

/** The middle of Germany's latitudes: there a degree of longitude is this much of one of latitude. */
const STRETCH = Math.cos((51 * Math.PI) / 180);
const BOX: [number, number, number, number] = [4 * STRETCH, 46, 17 * STRETCH, 57];

/** Cells around the middles of districts (Voronoi): every place belongs to the nearest one. Drawn clipped to the states. */
export function cellsAround(centres: ReadonlyMap<string, Point>): Map<string, Rings> {
  const keys = [...centres.keys()];
  const points = [...centres.values()].map(({ lat, lon }): [number, number] => [lon * STRETCH, lat]);
  const voronoi = Delaunay.from(points).voronoi(BOX);
  return new Map(
    keys.map((key, index): [string, Rings] => {
      const polygon = voronoi.cellPolygon(index) ?? [];
      return [key, [polygon.map(([x, y]): [number, number] => [Math.round((x / STRETCH) * 1000) / 1000, Math.round(y * 1000) / 1000])]];
    }),
  );
}
