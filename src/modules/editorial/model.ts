import { DAY } from '#platform/clock.ts';
import type { ScopeKind } from '#platform/actor.ts';

export type DraftState = 'draft' | 'submitted' | 'returned';
export type Standing = 'published' | 'marked' | 'hidden' | 'archived';

/** A rule that a machine can check; the words for it are in the texts. */
export type Rule = 'contact' | 'description' | 'summary' | 'price' | 'region' | 'topics' | 'accessiblePdf' | 'way';

export interface Finding {
  field: string;
  rule: Rule;
}

/** A field of some content as people read it: for the side-by-side comparison. */
export interface ShownField {
  label: string;
  value: string;
}

/** What may happen to a draft from a state; publishing takes what was submitted, or the office's own draft. */
const NEXT: Record<DraftState, readonly string[]> = {
  draft: ['submit', 'discard'],
  returned: ['submit', 'discard'],
  submitted: ['publish', 'return', 'withdraw'],
};
export const mayMove = (state: DraftState, step: 'submit' | 'discard' | 'publish' | 'return' | 'withdraw'): boolean =>
  NEXT[state].includes(step);

/** Four eyes: whoever reviews for the office does not review what their own organisation wrote. */
export const mayReviewOwn = (
  isOffice: boolean,
  ownPlaces: readonly { scope: ScopeKind; id: string | null }[],
  owner: { scope: ScopeKind; id: string },
) => isOffice || !ownPlaces.some((place) => place.scope === owner.scope && place.id === owner.id);

export const REVIEW_DAYS = 365;
/** Reminded this many days before, marked when the day has passed, hidden this many days later. */
export const REMIND_BEFORE_DAYS = 30;
const HIDE_AFTER_DAYS = 60;

/** What is due for something published that was last confirmed at a moment. */
export function dueStep(
  standing: { state: Standing; confirmedAt: Date; remindedAt: Date | null },
  now: Date,
): 'remind' | 'mark' | 'hide' | undefined {
  const age = (now.getTime() - standing.confirmedAt.getTime()) / DAY;
  if (standing.state === 'published' && age >= REVIEW_DAYS) return 'mark';
  if (standing.state === 'marked' && age >= REVIEW_DAYS + HIDE_AFTER_DAYS) return 'hide';
  const isNear = age >= REVIEW_DAYS - REMIND_BEFORE_DAYS;
  if (standing.state === 'published' && isNear && standing.remindedAt === null) return 'remind';
  return undefined;
}

export interface DiffPart {
  kind: 'same' | 'gone' | 'new';
  text: string;
}

const MOST_CELLS = 4_000_000;

/**
 * What changed between two texts, word by word (longest common subsequence). Very long texts are compared as a whole
 * once their middle is too large: the answer stays right, only coarser.
 */
export function diffWords(before: string, after: string): DiffPart[] {
  const a = before.split(/(\s+)/).filter((word) => word !== '');
  const b = after.split(/(\s+)/).filter((word) => word !== '');
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const middleA = a.slice(start, a.length - end);
  const middleB = b.slice(start, b.length - end);
  const parts: DiffPart[] = [];
  const push = (kind: DiffPart['kind'], words: readonly string[]) => {
    if (words.length === 0) return;
    const last = parts.at(-1);
    if (last?.kind === kind) last.text += words.join('');
    else parts.push({ kind, text: words.join('') });
  };
  push('same', a.slice(0, start));
  if (middleA.length * middleB.length > MOST_CELLS) {
    push('gone', middleA);
    push('new', middleB);
  } else for (const [kind, word] of subsequence(middleA, middleB)) push(kind, [word]);
  push('same', a.slice(a.length - end));
  return parts;
}

function subsequence(a: readonly string[], b: readonly string[]): [DiffPart['kind'], string][] {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const steps: [DiffPart['kind'], string][] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      steps.push(['same', a[i] ?? '']);
      i++;
      j++;
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1))) {
      steps.push(['gone', a[i] ?? '']);
      i++;
    } else {
      steps.push(['new', b[j] ?? '']);
      j++;
    }
  }
  return steps;
}
