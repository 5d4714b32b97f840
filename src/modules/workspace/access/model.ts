import type { Role } from '#modules/accounts/index.ts';

/** The kinds of places whose people the office invites, each with the role of whoever answers for it. */
export const ACCESS_KINDS = ['organisation', 'consultant', 'network', 'body'] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

export const FIRST_ROLE: Record<AccessKind, Role> = {
  organisation: 'organisationCoordinator',
  consultant: 'consultant',
  network: 'networkCoordinator',
  body: 'bodySecretary',
};

export const STANDS = ['without', 'invited', 'with'] as const;
export type Stand = (typeof STANDS)[number];

/** One place with whoever has access to it. */
export interface PlaceRow {
  id: string;
  name: string;
  town: string;
  /** Where an invitation goes by default; empty where no address is known. */
  email: string;
  workplace: string;
  publicPage: string;
  people: { name: string; email: string; role: Role }[];
  invited: string[];
}

/** Somebody answers for it; or is asked to; or nobody. Editors alone cannot let the next one in. */
export function standOf(row: PlaceRow, kind: AccessKind): Stand {
  if (row.people.some((person) => person.role === FIRST_ROLE[kind])) return 'with';
  return row.invited.length > 0 ? 'invited' : 'without';
}

export interface AccessFilter {
  search: string;
  stand: Stand | undefined;
  /** Only these places: what an import brought. */
  only: ReadonlySet<string> | undefined;
}

const folded = (text: string) => text.toLocaleLowerCase('de');

/** The places that fit, in their order. */
export function matching(rows: readonly PlaceRow[], kind: AccessKind, { search, stand, only }: AccessFilter): PlaceRow[] {
  const words = folded(search).split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (only && !only.has(row.id)) return false;
    if (stand && standOf(row, kind) !== stand) return false;
    const text = folded([row.name, row.town, row.email, ...row.people.flatMap((person) => [person.name, person.email])].join(' '));
    return words.every((word) => text.includes(word));
  });
}

/** Whom one action may invite: places without access that have an address. */
export const invitable = (rows: readonly PlaceRow[], kind: AccessKind): PlaceRow[] =>
  rows.filter((row) => row.email !== '' && standOf(row, kind) === 'without');

/** Places on one page. */
export const PER_PAGE = 50;
