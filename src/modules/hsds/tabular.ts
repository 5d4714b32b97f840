import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Json } from './publish.ts';

/** HSDS's tables: the name of the nested field → the table it fills. */
const TABLES: Record<string, string> = {
  organization: 'organizations',
  services: 'services',
  locations: 'locations',
  location: 'locations',
  addresses: 'addresses',
  contacts: 'contacts',
  phones: 'phones',
  languages: 'languages',
  cost_options: 'cost_options',
  service_areas: 'service_areas',
  service_at_locations: 'service_at_locations',
  attributes: 'attributes',
  taxonomy_term: 'taxonomy_terms',
  taxonomy_detail: 'taxonomies',
};
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

type Rows = Map<string, Map<string, Json>>;

/** Lays an object with everything below it into tables, each row once. */
function lay(table: string, object: Json, rows: Rows): void {
  const flat: Json = {};
  for (const [name, value] of Object.entries(object)) {
    const below = TABLES[name];
    if (below !== undefined && Array.isArray(value)) for (const each of value) lay(below, each as Json, rows);
    else if (below !== undefined && isObject(value)) lay(below, value, rows);
    else if (!Array.isArray(value) && !isObject(value)) flat[name] = value;
  }
  const known = rows.get(table) ?? new Map<string, Json>();
  rows.set(table, known.set(String(object['id']), { ...known.get(String(object['id'])), ...flat }));
}

const typeOf = (values: readonly unknown[]): string =>
  values.every((value) => value === undefined || typeof value === 'number') ? 'number' : 'string';

/** The whole directory as HSDS tabular data: one CSV a table and a datapackage.json (Frictionless Data) that describes them. */
export function toTabular(services: readonly Json[], organizations: readonly Json[], created: string): Uint8Array {
  const rows: Rows = new Map();
  for (const organization of organizations) lay('organizations', organization, rows);
  for (const service of services) lay('services', service, rows);
  const files: Record<string, Uint8Array> = {};
  const resources = [...rows].map(([table, byId]) => {
    const all = [...byId.values()];
    const columns = [...new Set(all.flatMap((row) => Object.keys(row)))];
    files[`${table}.csv`] = strToU8(stringify(all, { header: true, columns }));
    const fields = columns.map((name) => ({ name, type: typeOf(all.map((row) => row[name])) }));
    return {
      name: table,
      path: `${table}.csv`,
      profile: 'tabular-data-resource',
      format: 'csv',
      mediatype: 'text/csv',
      encoding: 'utf-8',
      schema: { fields, primaryKey: 'id' },
    };
  });
  const description = { name: 'transferwerk-hsds', title: 'HSDS 3.0', profile: 'tabular-data-package', version: '3.0', created, resources };
  files['datapackage.json'] = strToU8(`${JSON.stringify(description, null, 2)}\n`);
  return zipSync(files, { level: 6 });
}

/** Unpacked it may be so large; more is a bomb or no directory. */
const MOST_UNPACKED = 200 * 1024 * 1024;
const MOST_ROWS = 500_000;

/** Why a tabular file cannot be read. */
export type TabularFault = 'noZip' | 'tooLarge' | 'noServices' | 'noCsv';

const textIn = (row: Json, key: string): string => (typeof row[key] === 'string' ? row[key] : '');

/** The services and organisations of a tabular file, nested again. */
export function fromTabular(bytes: Uint8Array): { services: Json[]; organizations: Json[] } | TabularFault {
  let size = 0;
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        size += originalSize;
        return size <= MOST_UNPACKED && /(?:^|\/)[a-z_]+\.csv$/.test(name);
      },
    });
  } catch {
    return 'noZip';
  }
  if (size > MOST_UNPACKED) return 'tooLarge';
  const tables = new Map<string, Json[]>();
  try {
    for (const [path, content] of Object.entries(files)) {
      const name =
        path
          .split('/')
          .at(-1)
          ?.replace(/\.csv$/, '') ?? '';
      const rows = parse(strFromU8(content), {
        columns: true,
        bom: true,
        skip_empty_lines: true,
        relax_column_count: true,
        to: MOST_ROWS,
      }) as Json[];
      tables.set(
        name,
        rows.map((row) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ''))),
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
