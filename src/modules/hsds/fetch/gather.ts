import { apart, type ApartFault, type ApartLimits } from '#platform/files/apart.ts';
import { ok, refused, type Result } from '#platform/result.ts';
import { type ContentFault, type Gathered, judged, MOST_OBJECTS } from './gathered.ts';
import type pageJob from './page.job.ts';
import type { Page } from './page.job.ts';
import { type FetchFault, type Outside, safeFetch } from './safe.ts';
import type sourceJob from './source.job.ts';

/** Why a source as a whole is not read. */
export type GatherFault = FetchFault | ContentFault | 'busy';

const PER_PAGE = 100;
const MOST_PAGES = 2000;
const MOST_BYTES_PAGE = 20 * 1024 * 1024;
const MOST_BYTES = 300 * 1024 * 1024;
const PAGE_LIMITS: ApartLimits = { seconds: 10, memoryMb: 384, answerMb: 24 };
/** A file of 300 MB, from the command line only. */
const FILE_LIMITS: ApartLimits = { seconds: 300, memoryMb: 3000, answerMb: 500 };

/** A source that takes too long or too much is too large; one on which the reader breaks is none. */
const faultOf = (fault: ApartFault): 'tooLarge' | 'busy' | 'notJson' =>
  fault === 'busy' ? 'busy' : fault === 'broken' ? 'notJson' : 'tooLarge';

async function pageOf(bytes: Uint8Array, what: 'services' | 'organizations'): Promise<Result<Page, GatherFault>> {
  const done = await apart<typeof pageJob>('modules/hsds/fetch/page.job.ts', { bytes, what }, PAGE_LIMITS);
  return done.ok ? done.value : refused(faultOf(done.fault));
}

/** All objects of one listing, page after page. */
async function listing(
  base: string,
  what: 'services' | 'organizations',
  world: Outside | undefined,
): Promise<Result<Gathered, GatherFault>> {
  const all: Gathered = { services: [], organizations: [], invalid: [] };
  const seen = new Set<string>();
  let bytes = 0;
  let count = 0;
  for (let number = 1; number <= MOST_PAGES; number++) {
    const answer = await safeFetch(`${base}/${what}?full=true&per_page=${PER_PAGE}&page=${number}`, MOST_BYTES_PAGE, world);
    if (!answer.ok) return answer;
    bytes += answer.value.length;
    if (bytes > MOST_BYTES) return refused('tooLarge');
    const page = await pageOf(answer.value, what);
    if (!page.ok) return page;
    const { ids, gathered, pages } = page.value;
    if (ids.length === 0) return ok(all);
    // A source that gives the same page again and again would never end.
    if (ids.every((id) => seen.has(id))) return refused('circular');
    for (const id of ids) seen.add(id);
    all.services.push(...gathered.services);
    all.organizations.push(...gathered.organizations);
    all.invalid.push(...gathered.invalid);
    count += ids.length;
    if (count > MOST_OBJECTS) return refused('tooMany');
    if (pages !== undefined && number >= pages) return ok(all);
  }
  return refused('tooMany');
}

/** Reads a source by its address (the part before `/services`). */
export async function gatherUrl(address: string, world?: Outside): Promise<Result<Gathered, GatherFault>> {
  const base = address.replace(/\/+$/, '').replace(/\/services$/, '');
  const services = await listing(base, 'services', world);
  if (!services.ok) return services;
  const organizations = await listing(base, 'organizations', world);
  // Where there is no listing of organisations, the services bring their own.
  if (!organizations.ok && organizations.fault !== 'badStatus') return organizations;
  const others = organizations.ok ? organizations.value : { organizations: [], invalid: [] };
  return judged({
    services: services.value.services,
    organizations: others.organizations,
    invalid: [...others.invalid, ...services.value.invalid],
  });
}

/** Reads a source from a file: a zip with HSDS tables, a JSON listing, or one JSON object a line. */
export async function gatherFile(bytes: Uint8Array): Promise<Result<Gathered, GatherFault>> {
  const done = await apart<typeof sourceJob>('modules/hsds/fetch/source.job.ts', bytes, FILE_LIMITS);
  return done.ok ? done.value : refused(faultOf(done.fault));
}
