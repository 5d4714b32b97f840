/** What a body's decision on training is for: a recognition or a seal rests on a paper made for exactly that. Pure. */

const SPONSOR = 'sponsor';
const SEAL = 'seal';

/** For which curriculum, and which organisations together, in whatever order they are named. */
export const sponsorPurpose = (curriculum: string, organisations: readonly string[]): string =>
  `${SPONSOR}:${curriculum}:${[...new Set(organisations)].toSorted().join(',')}`;
/** All of a curriculum's, whoever the organisations are. */
export const sponsorPurposes = (curriculum: string): { begins: string } => ({ begins: `${SPONSOR}:${curriculum}:` });
export const sealPurpose = (curriculum: string): string => `${SEAL}:${curriculum}`;

export type Purpose = { kind: 'sponsor'; curriculum: string; organisations: string[] } | { kind: 'seal'; curriculum: string };

/** What a purpose says; undefined: it is not about training. */
export function purposeIn(text: string): Purpose | undefined {
  const [kind, curriculum = '', organisations = ''] = text.split(':');
  if (kind === SEAL && curriculum !== '') return { kind, curriculum };
  if (kind === SPONSOR && organisations !== '') return { kind, curriculum, organisations: organisations.split(',') };
  return undefined;
}
