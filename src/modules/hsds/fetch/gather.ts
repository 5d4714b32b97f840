import { ok, refused, type Result } from '#platform/result.ts';
import { fromTabular } from '../tabular.ts';
import { organizationSchema, pageSchema, serviceSchema, type HsdsOrganization, type HsdsService } from '../schema.ts';
import { type FetchFault, type Outside, safeFetch } from './safe.ts';

/** Everything of a source, read and checked object by object. */
export interface Gathered {
  services: HsdsService[];
  organizations: HsdsOrganization[];
  /** Objects that are no valid HSDS, with what is wrong with them. */
  invalid: { what: 'service' | 'organization'; id: string; fault: string }[];
}

/** Why a source as a whole is not read. */
export type GatherFault =
  | FetchFault
  | 'notJson'
  | 'noListing'
  | 'circular'
  | 'tooMany'
  | 'sameIdTwice'
  | 'empty'
  | 'noZip'
  | 'noServices'
  | 'noCsv';

const PER_PAGE = 100;
const MOST_PAGES = 2000;
const MOST_OBJECTS = 50_000;
const MOST_BYTES_PAGE = 20 * 1024 * 1024;
const MOST_BYTES = 300 * 1024 * 1024;
const MOST_INVALID = 200;

const parseJson = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
};

/** All objects of one listing, page after page. */
async function listing(base: string, path: string, world: Outside | undefined): Promise<Result<unknown[], GatherFault>> {
  const objects: unknown[] = [];
  const seen = new Set<string>();
  let bytes = 0;
  for (let page = 1; page <= MOST_PAGES; page++) {
    const answer = await safeFetch(`${base}/${path}?full=true&per_page=${PER_PAGE}&page=${page}`, MOST_BYTES_PAGE, world);
    if (!answer.ok) return answer;
    bytes += answer.value.length;
    if (bytes > MOST_BYTES) return refused('tooLarge');
    const json = parseJson(answer.value);
    if (json === undefined) return refused('notJson');
    const parsed = Array.isArray(json)
      ? { success: true as const, data: { contents: json as unknown[], total_pages: 1 } }
      : pageSchema.safeParse(json);
    if (!parsed.success) return refused('noListing');
    const { contents, total_pages: pages } = parsed.data;
    if (contents.length === 0) return ok(objects);
    const ids = contents.map((each) => String((each as { id?: unknown } | null)?.id));
    // A source that gives the same page again and again would never end.
    if (ids.every((id) => seen.has(id))) return refused('circular');
    for (const id of ids) seen.add(id);
    objects.push(...contents);
    if (objects.length > MOST_OBJECTS) return refused('tooMany');
    if (typeof pages === 'number' && page >= pages) return ok(objects);
  }
  return refused('tooMany');
}

const faultOf = (error: { issues: { path: PropertyKey[]; message: string }[] }): string =>
  error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.map(String).join('.')}: ${message}`)
    .join('; ');

/** Checks all objects; the same id twice is a lie about ids, and nothing is taken. */
function checked(services: readonly unknown[], organizations: readonly unknown[]): Result<Gathered, GatherFault> {
  const gathered: Gathered = { services: [], organizations: [], invalid: [] };
  const idOf = (object: unknown) => {
    const id = (object as { id?: unknown } | null)?.id;
    return typeof id === 'string' ? id.slice(0, 60) : '';
  };
  for (const object of organizations) {
    const parsed = organizationSchema.safeParse(object);
    if (parsed.success) gathered.organizations.push(parsed.data);
    else gathered.invalid.push({ what: 'organization', id: idOf(object), fault: faultOf(parsed.error) });
  }
  for (const object of services) {
    const parsed = serviceSchema.safeParse(object);
    if (parsed.success) gathered.services.push(parsed.data);
    else gathered.invalid.push({ what: 'service', id: idOf(object), fault: faultOf(parsed.error) });
  }
  const ids = gathered.services.map(({ id }) => id.toLowerCase());
  if (new Set(ids).size !== ids.length) return refused('sameIdTwice');
  const known = new Set(gathered.organizations.map(({ id }) => id.toLowerCase()));
  for (const { organization } of gathered.services)
    if (organization && !known.has(organization.id.toLowerCase())) {
      known.add(organization.id.toLowerCase());
      gathered.organizations.push(organization);
    }
  if (gathered.services.length === 0) return refused('empty');
  return ok({ ...gathered, invalid: gathered.invalid.slice(0, MOST_INVALID) });
}

/** Reads a source by its address (the part before `/services`). */
export async function gatherUrl(address: string, world?: Outside): Promise<Result<Gathered, GatherFault>> {
  const base = address.replace(/\/+$/, '').replace(/\/services$/, '');
  const services = await listing(base, 'services', world);
  if (!services.ok) return services;
  const organizations = await listing(base, 'organizations', world);
  // Where there is no listing of organisations, the services bring their own.
  if (!organizations.ok && organizations.fault !== 'badStatus') return organizations;
  return checked(services.value, organizations.ok ? organizations.value : []);
}

/** Reads a source from a file: a zip with HSDS tables, a JSON listing, or one JSON object a line. */
export function gatherFile(bytes: Uint8Array): Result<Gathered, GatherFault> {
  if (bytes.length > MOST_BYTES) return refused('tooLarge');
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    const tables = fromTabular(bytes);
    return typeof tables === 'string' ? refused(tables) : checked(tables.services, tables.organizations);
  }
  const json = parseJson(bytes);
  if (json !== undefined) {
    const parsed = Array.isArray(json) ? { success: true as const, data: { contents: json as unknown[] } } : pageSchema.safeParse(json);
    return parsed.success ? checked(parsed.data.contents.slice(0, MOST_OBJECTS), []) : refused('noListing');
  }
  const lines = new TextDecoder()
    .decode(bytes)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const objects = lines.slice(0, MOST_OBJECTS).map((line) => parseJson(new TextEncoder().encode(line)));
  return objects.length === 0 || objects.includes(undefined) ? refused('notJson') : checked(objects, []);
}
