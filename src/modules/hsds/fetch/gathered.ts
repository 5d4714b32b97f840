import { ok, type Result, refused } from '#platform/result.ts';
import type { HsdsOrganization, HsdsService } from '../schema.ts';

/** Everything of a source, read and checked object by object. */
export interface Gathered {
  services: HsdsService[];
  organizations: HsdsOrganization[];
  /** Objects that are no valid HSDS, with what is wrong with them. */
  invalid: { what: 'service' | 'organization'; id: string; fault: string }[];
}

/** Why the bytes of a source are not read. */
export type ContentFault =
  | 'notJson'
  | 'noListing'
  | 'circular'
  | 'tooMany'
  | 'tooLarge'
  | 'sameIdTwice'
  | 'empty'
  | 'noZip'
  | 'noServices'
  | 'noCsv';

/** Of one source, of each kind. */
export const MOST_OBJECTS = 50_000;
const MOST_INVALID = 200;

/** The source as a whole; the same id twice is a lie about ids, and nothing is taken. */
export function judged(gathered: Gathered): Result<Gathered, ContentFault> {
  const { services, organizations, invalid } = gathered;
  const ids = services.map(({ id }) => id.toLowerCase());
  if (new Set(ids).size !== ids.length) return refused('sameIdTwice');
  const known = new Set(organizations.map(({ id }) => id.toLowerCase()));
  const brought = services.flatMap(({ organization }) => {
    if (!organization || known.has(organization.id.toLowerCase())) return [];
    known.add(organization.id.toLowerCase());
    return [organization];
  });
  if (services.length === 0) return refused('empty');
  return ok({ services, organizations: [...organizations, ...brought], invalid: invalid.slice(0, MOST_INVALID) });
}
