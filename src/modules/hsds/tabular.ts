import { strToU8, zipSync } from 'fflate';
import { csvOf, type Value } from '#platform/files/table.ts';
import type { Json } from './publish.ts';

/** HSDS's tables: the name of the nested field → the table it fills, named as the standard names it. */
const TABLES: Record<string, string> = {
  organization: 'organization',
  services: 'service',
  locations: 'location',
  location: 'location',
  addresses: 'address',
  contacts: 'contact',
  phones: 'phone',
  languages: 'language',
  cost_options: 'cost_option',
  service_areas: 'service_area',
  service_at_locations: 'service_at_location',
  attributes: 'attribute',
  taxonomy_term: 'taxonomy_term',
  taxonomy_detail: 'taxonomy',
};

/** The files of the tables (HSDS 3.0, `path` of each schema): plural, but for one. */
const FILES: Record<string, string> = {
  organization: 'organizations',
  service: 'services',
  location: 'locations',
  address: 'addresses',
  contact: 'contacts',
  phone: 'phones',
  language: 'languages',
  cost_option: 'cost_options',
  service_area: 'service_areas',
  service_at_location: 'service_at_location',
  attribute: 'attributes',
  taxonomy_term: 'taxonomy_terms',
  taxonomy: 'taxonomies',
};

/** What a field refers to, where its name does not say it by itself. */
const REFERS: Record<string, string> = { parent_id: 'taxonomy_term' };
const NUMBERS = new Set(['latitude', 'longitude', 'amount']);
const MOMENTS = new Set(['last_modified']);

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

const fieldOf = (name: string) => {
  if (MOMENTS.has(name)) return { name, type: 'datetime' };
  if (NUMBERS.has(name)) return { name, type: 'number' };
  return name === 'id' || name.endsWith('_id') ? { name, type: 'string', format: 'uuid' } : { name, type: 'string' };
};

/** A moment in the form that data packages know by default: to the second, in UTC. */
const cellOf = (name: string, value: unknown): Value =>
  MOMENTS.has(name) && typeof value === 'string' ? value.replace(/\.\d+Z$/, 'Z') : (value as Value);

/** Which columns of a table point at another table of the package; a table that points nowhere says nothing of it. */
const foreignKeys = (table: string, columns: readonly string[], tables: ReadonlySet<string>) => {
  const all = columns.flatMap((name) => {
    const resource = REFERS[name] ?? (name.endsWith('_id') ? name.slice(0, -3) : '');
    return tables.has(resource) ? [{ fields: name, reference: { resource: resource === table ? '' : resource, fields: 'id' } }] : [];
  });
  return all.length > 0 ? { foreignKeys: all } : {};
};

/** The whole directory as HSDS tabular data: one CSV a table and a datapackage.json (Frictionless Data) that describes them. */
export function toTabular(
  { services, organizations, terms }: { services: readonly Json[]; organizations: readonly Json[]; terms: readonly Json[] },
  created: string,
): Uint8Array {
  const rows: Rows = new Map();
  for (const organization of organizations) lay('organization', organization, rows);
  for (const service of services) lay('service', service, rows);
  // The whole vocabulary: what an offer has stands below what none may have.
  for (const term of terms) lay('taxonomy_term', term, rows);
  const files: Record<string, Uint8Array> = {};
  const tables = new Set(rows.keys());
  const resources = [...rows].map(([table, byId]) => {
    const all = [...byId.values()];
    const columns = [...new Set(all.flatMap((row) => Object.keys(row)))];
    const path = `${FILES[table] ?? table}.csv`;
    files[path] = csvOf([columns, ...all.map((row) => columns.map((name) => cellOf(name, row[name])))], 'programs');
    return {
      name: table,
      path,
      profile: 'tabular-data-resource',
      format: 'csv',
      mediatype: 'text/csv',
      encoding: 'utf-8',
      schema: { fields: columns.map(fieldOf), primaryKey: 'id', ...foreignKeys(table, columns, tables) },
    };
  });
  const description = { name: 'transferwerk-hsds', title: 'HSDS 3.0', profile: 'tabular-data-package', version: '3.0', created, resources };
  files['datapackage.json'] = strToU8(`${JSON.stringify(description, null, 2)}\n`);
  return zipSync(files, { level: 6 });
}
