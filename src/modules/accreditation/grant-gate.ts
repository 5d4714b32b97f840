/** When an accreditation may be granted or refused, and what is missing: the one rule for pages, service and tests. Pure. */

export interface GrantFacts {
  state: 'submitted' | 'checked' | 'granted' | 'refused' | 'withdrawn';
  /** Requirements that are not met, by their ids. */
  missing: readonly string[];
  /** Why it is granted although one of them is missing, by its id. */
  reasons: ReadonlyMap<string, string>;
  /** Who wrote the finding, and who decides now. */
  finder: string | null;
  decider: string | null;
  /** Whether only a body's decision can bear it, and whether one taken for this does. */
  needsBody: boolean;
  isDecidedByBody: boolean;
}

export type GrantHindrance =
  | { kind: 'notChecked' | 'decided' | 'noDecision' | 'sameHands' | 'noReason' }
  | { kind: 'missing'; what: string[] };

/** Whoever wrote a finding does not grant over it. */
export const isSameHands = (finder: string | null, decider: string | null): boolean => finder !== null && finder === decider;

const isAnswered = (reasons: ReadonlyMap<string, string>, id: string): boolean => (reasons.get(id) ?? '').trim() !== '';

/**
 * What keeps an accreditation from being granted. Each requirement that is missing is answered with a reason of its own,
 * and then somebody else grants than who wrote the finding. `reopened`: an objection is upheld, so a refusal is no end.
 */
export function grantHindrance(facts: GrantFacts, reopened = false): GrantHindrance | undefined {
  const { state, missing, reasons, finder, decider } = facts;
  if (state === 'submitted') return { kind: 'notChecked' };
  if (state !== 'checked' && !(reopened && state === 'refused')) return { kind: 'decided' };
  if (facts.needsBody && !facts.isDecidedByBody) return { kind: 'noDecision' };
  const open = missing.filter((id) => !isAnswered(reasons, id));
  if (open.length > 0) return { kind: 'missing', what: open };
  if (missing.length > 0 && isSameHands(finder, decider)) return { kind: 'sameHands' };
  return undefined;
}

/** What keeps an application from being refused: whoever applied is told why. */
export function refuseHindrance({ state, needsBody, isDecidedByBody }: GrantFacts, note: string): GrantHindrance | undefined {
  if (state === 'submitted') return { kind: 'notChecked' };
  if (state !== 'checked') return { kind: 'decided' };
  if (needsBody && !isDecidedByBody) return { kind: 'noDecision' };
  return note.trim() === '' ? { kind: 'noReason' } : undefined;
}

/** What a body's decision on an application or an appeal is for. */
export const applicationPurpose = (application: string): string => `accreditation:${application}`;
export const appealPurpose = (objection: string): string => `appeal:${objection}`;
