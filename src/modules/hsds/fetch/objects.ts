/** Objects of a foreign source, checked one by one. Pure; what reads foreign bytes with it runs apart. */
import { type Result, refused } from '#platform/result.ts';
import { fromTabular } from '../tabular-read.ts';
import { organizationSchema, pageSchema, serviceSchema } from '../schema.ts';
import { type ContentFault, type Gathered, judged, MOST_OBJECTS } from './gathered.ts';

const MOST_BYTES = 300 * 1024 * 1024;

export const parseJson = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
};

const faultOf = (error: { issues: { path: PropertyKey[]; message: string }[] }): string =>
  error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.map(String).join('.')}: ${message}`)
    .join('; ');

const idOf = (object: unknown) => {
  const id = (object as { id?: unknown } | null)?.id;
  return typeof id === 'string' ? id.slice(0, 60) : '';
};

/** Each object is valid, or named with its fault. */
export function checkObjects(services: readonly unknown[], organizations: readonly unknown[]): Gathered {
  const gathered: Gathered = { services: [], organizations: [], invalid: [] };
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
  return gathered;
}

const checked = (services: readonly unknown[], organizations: readonly unknown[]) => judged(checkObjects(services, organizations));

/** Reads a source from a file: a zip with HSDS tables, a JSON listing, or one JSON object a line. */
export function readSource(bytes: Uint8Array): Result<Gathered, ContentFault> {
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
