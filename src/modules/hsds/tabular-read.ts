import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { ArchiveError, checkArchive } from '#platform/files/archive.ts';
import { original } from '#platform/files/formula.ts';
import type { Json } from './publish.ts';

/** Unpacked it may be so large; more is a bomb or no directory. */
const MOST_UNPACKED = 200 * 1024 * 1024;
const MOST_ROWS = 500_000;

/** Why a tabular file cannot be read. */
export type TabularFault = 'noZip' | 'tooLarge' | 'noServices' | 'noCsv';

/** A filled cell, as it was before it was made harmless for spreadsheets. */
const cellIn = (key: string, value: unknown): [string, unknown][] =>
  value === '' ? [] : [[key, typeof value === 'string' ? original(value) : value]];

const textIn = (row: Json, key: string): string => (typeof row[key] === 'string' ? row[key] : '');

/** A table by its file; what earlier releases and other directories call otherwise than the standard is known, too. */
const tableOf = (path: string): string => {
  const [, name = ''] = /([a-z_]+)\.csv$/.exec(path) ?? [];
  return name === 'service_at_location' ? 'service_at_locations' : name;
};

/** The services and organisations of a tabular file, nested again. */
export function fromTabular(bytes: Uint8Array): { services: Json[]; organizations: Json[] } | TabularFault {
  let files: Record<string, Uint8Array>;
  try {
    checkArchive(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), undefined, MOST_UNPACKED);
    files = unzipSync(bytes, { filter: ({ name }) => /(?:^|\/)[a-z_]+\.csv$/.test(name) });
  } catch (error) {
    return error instanceof ArchiveError && error.fault === 'bomb' ? 'tooLarge' : 'noZip';
  }
  const tables = new Map<string, Json[]>();
  try {
    for (const [path, content] of Object.entries(files)) {
      const name = tableOf(path);
      const rows = parse(strFromU8(content), {
        columns: true,
        bom: true,
        skip_empty_lines: true,
        relax_column_count: true,
        to: MOST_ROWS,
      }) as Json[];
      tables.set(
        name,
        rows.map((row) => Object.fromEntries(Object.entries(row).flatMap(([key, value]) => cellIn(key, value)))),
      );
    }
  } catch {
    return 'noCsv';
  }
  const rowsOf = (name: string) => tables.get(name) ?? [];
  if (!tables.has('services')) return 'noServices';

  const by = (name: string, key: string) => Map.groupBy(rowsOf(name), (row) => textIn(row, key));
  const terms = new Map(rowsOf('taxonomy_terms').map((row) => [String(row['id']), row]));
  const attributes = by('attributes', 'link_id');
  const attributesOf = (id: string) =>
    (attributes.get(id) ?? []).map((row) => ({ ...row, taxonomy_term: terms.get(String(row['taxonomy_term_id'])) }));
  const addresses = by('addresses', 'location_id');
  const locations = new Map(
    rowsOf('locations').map((row) => [String(row['id']), { ...row, addresses: addresses.get(String(row['id'])) ?? [] }]),
  );
  // An organisation's own places are those at which no service is given.
  const used = new Set(rowsOf('service_at_locations').map((row) => String(row['location_id'])));
  const own = Map.groupBy(
    [...locations.values()].filter((row) => !used.has(String((row as Json)['id']))),
    (row) => textIn(row, 'organization_id'),
  );
  const at = by('service_at_locations', 'service_id');
  const nested = (name: string) => by(name, 'service_id');
  const [languages, costs, areas] = [nested('languages'), nested('cost_options'), nested('service_areas')];
  return {
    organizations: rowsOf('organizations').map((row) => {
      const id = String(row['id']);
      return { ...row, attributes: attributesOf(id), locations: own.get(id) ?? [] };
    }),
    services: rowsOf('services').map((row) => {
      const id = String(row['id']);
      return {
        ...row,
        languages: languages.get(id) ?? [],
        cost_options: costs.get(id) ?? [],
        service_areas: areas.get(id) ?? [],
        service_at_locations: (at.get(id) ?? []).map((each) => ({ ...each, location: locations.get(String(each['location_id'])) })),
        attributes: attributesOf(id),
      };
    }),
  };
}
