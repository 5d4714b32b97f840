import type { Found } from './found.ts';

const STOP = new Set(
  'der die das den dem des ein eine einen einem einer und oder für mit von vom zum zur auf aus bei bis ist sind wird werden soll sich dass nach über alle sowie durch wurde'.split(
    ' ',
  ),
);

const stems = (text: string): Set<string> =>
  new Set(
    (text.toLowerCase().match(/[\p{L}\d]{3,}/gu) ?? [])
      .filter((word) => !STOP.has(word))
      .map((word) => word.replace(/(?:eten|et|est|ten|te|en|er|es|em|e|n|s|t)$/, '').slice(0, 9)),
  );

/** How much of the shorter text the longer one says, too, 0…1. */
function overlap(a: string, b: string): number {
  const left = stems(a);
  const right = stems(b);
  const [small, large] = left.size <= right.size ? [left, right] : [right, left];
  if (small.size === 0) return 0;
  let shared = 0;
  for (const word of small)
    if (
      large.has(word) ||
      [...large].some(
        (other) =>
          word.length >= 4 &&
          other.length >= 4 &&
          ((word.length >= 5 && other.startsWith(word.slice(0, 5))) || other.includes(word) || word.includes(other)),
      )
    )
      shared++;
  return shared / small.size;
}

const sharesName = (a: Found, b: Found) =>
  a.responsible.length === 0 ||
  b.responsible.length === 0 ||
  a.responsible.some((name) => b.responsible.some((other) => other.includes(name) || name.includes(other)));

function isSame(earlier: Found, listed: Found): boolean {
  if (!listed.isLoose && listed.agendaItem !== null && earlier.agendaItem !== null && listed.agendaItem !== earlier.agendaItem)
    return false;
  if (!sharesName(earlier, listed)) return false;
  if (earlier.due && listed.due && earlier.due !== listed.due) return overlap(earlier.text, listed.text) >= 0.85;
  const both = earlier.responsible.length > 0 && listed.responsible.length > 0;
  const sameDue = earlier.due !== null && earlier.due === listed.due;
  return overlap(earlier.text, listed.text) >= (both && sameDue ? 0.34 : both ? 0.45 : 0.6);
}

/**
 * A list of actions at the end repeats what stood before: the same agreement, not a second one. What the list says
 * more surely (who, until when) completes the first.
 */
export function merge(found: readonly Found[]): Found[] {
  const kept: Found[] = [];
  for (const each of found) {
    const candidates = kept.filter((earlier) => (each.isListed && !earlier.isListed && isSame(earlier, each)) || isRepeated(earlier, each));
    const same = candidates.toSorted((a, b) => overlap(b.text, each.text) - overlap(a.text, each.text))[0];
    if (!same) {
      kept.push({ ...each });
      continue;
    }
    if (same.responsible.length === 0) same.responsible = each.responsible;
    if (same.due === null && (each.due !== null || same.dueText === null)) {
      same.due = each.due;
      same.dueText = each.dueText ?? same.dueText;
    }
    same.confidence = Math.max(same.confidence, each.confidence);
  }
  return kept;
}

/** The same words twice within an item. */
const isRepeated = (earlier: Found, each: Found): boolean =>
  earlier.agendaItem === each.agendaItem && earlier.start !== each.start && earlier.text.toLowerCase() === each.text.toLowerCase();
