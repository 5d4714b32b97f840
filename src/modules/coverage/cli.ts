import { readFileSync, statSync } from 'node:fs';
import { argument, type Command, option, Refusal } from '#platform/cli.ts';
import { systemClock } from '#platform/clock.ts';
import type { Db } from '#platform/database/index.ts';
import type { Places } from '#reference/index.ts';
import { readBoundaries } from './boundaries.ts';
import { saveBoundaries } from './store.ts';

interface Context {
  database(): Promise<Db>;
  places(): Places;
}

const LARGEST = 100 * 1024 * 1024;
const FAULTS = {
  notJson: 'The file is no JSON.',
  noCollection: 'The file is no GeoJSON FeatureCollection.',
  noKeys: 'No feature has a district key (AGS or ARS).',
  notWgs84: 'The coordinates do not lie in Germany: the file has to be in WGS 84 (longitude, latitude).',
  tooFew: 'Too many districts are missing: at least 95 % of them have to be there.',
} as const;
/** What the licence dl-de/by-2-0 asks to be shown; another source gives its own. */
const BKG = '© GeoBasis-DE / BKG, Daten verändert (vereinfacht), Datenlizenz Deutschland – Namensnennung – Version 2.0';

/** `reference import-boundaries` */
export const coverageCommands: Command<Context>[] = [
  {
    name: 'reference import-boundaries',
    summary: 'Takes official boundaries of the districts (GeoJSON, WGS 84, keys AGS or ARS) for finer maps.',
    usage: '<file.geojson> [--note <source note>]',
    help: `--note: what the licence asks to be shown beside the map. Without it: "${BKG}".`,
    options: { note: { type: 'string' } },
    async run({ args, values, output, context }) {
      const path = argument(args, 0, 'file.geojson');
      const stats = statSync(path, { throwIfNoEntry: false });
      if (!stats?.isFile()) throw new Refusal(`There is no file ${path}.`);
      if (stats.size > LARGEST) throw new Refusal('The file is larger than 100 MB.');
      const read = readBoundaries(readFileSync(path, 'utf8'), context.places().districts);
      if (!read.ok) throw new Refusal(`${FAULTS[read.fault]} Nothing was changed.`);
      const note = option(values, 'note')?.trim().slice(0, 300) || BKG;
      await saveBoundaries(await context.database(), read.value, note, systemClock.now());
      output.out(`Boundaries of ${read.value.size} districts. Source note: ${note}`);
    },
  },
];
