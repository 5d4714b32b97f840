import { setImmediate as othersFirst } from 'node:timers/promises';
import { strToU8, Zip, ZipDeflate } from 'fflate';
import { csvOf, type Value } from '#platform/files/table.ts';
import { inPortions } from '#platform/rows.ts';
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

/** The files of the tables (HSDS 3.0, `path` of each schema): plural, but for one. And the columns that we fill. */
const FILES: Record<string, { file: string; columns: readonly string[] }> = {
  organization: { file: 'organizations', columns: ['id', 'name', 'description', 'email', 'website', 'uri'] },
  service: {
    file: 'services',
    columns: ['id', 'organization_id', 'name', 'description', 'url', 'email', 'status', 'fees_description', 'alert', 'last_modified'],
  },
  location: { file: 'locations', columns: ['id', 'location_type', 'organization_id', 'name', 'latitude', 'longitude'] },
  address: {
    file: 'addresses',
    columns: ['id', 'location_id', 'address_1', 'city', 'region', 'state_province', 'postal_code', 'country', 'address_type'],
  },
  contact: { file: 'contacts', columns: ['id', 'organization_id', 'name', 'title', 'email'] },
  phone: { file: 'phones', columns: ['id', 'organization_id', 'number'] },
  language: { file: 'languages', columns: ['id', 'service_id', 'code', 'name'] },
  cost_option: { file: 'cost_options', columns: ['id', 'service_id', 'option', 'currency', 'amount', 'amount_description'] },
  service_area: { file: 'service_areas', columns: ['id', 'service_id', 'name', 'extent', 'extent_type'] },
  service_at_location: { file: 'service_at_location', columns: ['id', 'service_id', 'location_id'] },
  attribute: { file: 'attributes', columns: ['id', 'link_id', 'link_type', 'link_entity', 'taxonomy_term_id', 'value'] },
  taxonomy_term: {
    file: 'taxonomy_terms',
    columns: ['id', 'code', 'name', 'description', 'parent_id', 'taxonomy', 'taxonomy_id', 'language', 'term_uri'],
  },
  taxonomy: { file: 'taxonomies', columns: ['id', 'name', 'description', 'uri', 'version'] },
};

/** What a field refers to, where its name does not say it by itself. */
const REFERS: Record<string, string> = { parent_id: 'taxonomy_term' };
const NUMBERS = new Set(['latitude', 'longitude', 'amount']);
const MOMENTS = new Set(['last_modified']);

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Rows that are not written yet, by table. */
type Rows = Map<string, Json[]>;

/** Lays objects with everything below them into tables, each row once. */
function createLayer() {
  const known = new Map<string, Set<string>>();

  function lay(table: string, object: Json, rows: Rows): void {
    const flat: Json = {};
    for (const [name, value] of Object.entries(object)) {
      const below = TABLES[name];
      if (below !== undefined && Array.isArray(value)) for (const each of value) lay(below, each as Json, rows);
      else if (below !== undefined && isObject(value)) lay(below, value, rows);
      else if (!Array.isArray(value) && !isObject(value)) flat[name] = value;
    }
    const ids = known.get(table) ?? new Set<string>();
    known.set(table, ids);
    const id = String(object['id']);
    if (ids.has(id)) return;
    ids.add(id);
    const laid = rows.get(table);
    if (laid) laid.push(flat);
    else rows.set(table, [flat]);
  }
  return lay;
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

/** So many are written before others get their turn. */
const AT_ONCE = 100;

export interface Directory {
  organizations: readonly Json[];
  /** The whole vocabulary: what an offer has stands below what none may have. */
  terms: readonly Json[];
  /** In portions: there may be very many. */
  services: AsyncIterable<readonly Json[]>;
}

/**
 * The whole directory as HSDS tabular data, packed: one CSV a table and a datapackage.json (Frictionless Data) that
 * describes them. It comes in pieces as it is made, so that neither all rows nor all time is taken at once.
 */
export async function* toTabular({ services, organizations, terms }: Directory, created: string): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error) throw error;
    ready.push(piece);
  });
  const files = new Map<string, ZipDeflate>();
  const open = (table: string): ZipDeflate => {
    const known = files.get(table);
    if (known) return known;
    const file = new ZipDeflate(`${FILES[table]?.file}.csv`, { level: 6 });
    zip.add(file);
    files.set(table, file);
    file.push(csvOf([FILES[table]?.columns ?? []], 'programs'));
    return file;
  };
  const lay = createLayer();
  /** What is packed by now; others get their turn. */
  async function* packed() {
    yield* ready.splice(0);
    await othersFirst();
  }
  async function* write(table: string, objects: readonly Json[]) {
    const rows: Rows = new Map();
    for (const object of objects) lay(table, object, rows);
    for (const [name, all] of rows) {
      const cells = all.map((row) => (FILES[name]?.columns ?? []).map((column) => cellOf(column, row[column])));
      open(name).push(csvOf(cells, 'programs'));
      yield* packed();
    }
  }

  for (const some of inPortions(organizations, AT_ONCE)) yield* write('organization', some);
  for (const some of inPortions(terms, AT_ONCE)) yield* write('taxonomy_term', some);
  for await (const portion of services) yield* write('service', portion);
  for (const file of files.values()) {
    file.push(new Uint8Array(), true);
    yield* packed();
  }
  const about = new ZipDeflate('datapackage.json', { level: 6 });
  zip.add(about);
  about.push(strToU8(`${JSON.stringify(describe([...files.keys()], created), null, 2)}\n`), true);
  zip.end();
  yield* ready;
}

/** What the tables of the package hold, for programs (Frictionless Data). */
function describe(names: readonly string[], created: string) {
  const tables = new Set(names);
  const resources = names.map((table) => {
    const { file, columns } = FILES[table] as (typeof FILES)[string];
    return {
      name: table,
      path: `${file}.csv`,
      profile: 'tabular-data-resource',
      format: 'csv',
      mediatype: 'text/csv',
      encoding: 'utf-8',
      schema: { fields: columns.map(fieldOf), primaryKey: 'id', ...foreignKeys(table, columns, tables) },
    };
  });
  return { name: 'transferwerk-hsds', title: 'HSDS 3.0', profile: 'tabular-data-package', version: '3.0', created, resources };
}
