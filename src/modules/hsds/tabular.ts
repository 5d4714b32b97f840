import { strToU8, zipSync } from 'fflate';
import { csvOf, type Value } from '#platform/files/table.ts';
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
    files[`${table}.csv`] = csvOf([columns, ...all.map((row) => columns.map((name) => row[name] as Value))], 'programs');
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
