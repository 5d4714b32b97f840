/** How names of people are compared: titles aside, and near ones asked about. Pure. */
import { squeezed } from '#platform/text.ts';

/** Titles before a name: a dot or a blank ends them, so that Ingrid and Drexler keep theirs. */
const TITLES =
  /^(?:(?:Prof|Dr|Mag|MMag|Dipl|Ing|DI|PD|RA|Dir|KommR|LAbg|h\.c)(?=[.\s])(?:\.(?:in|a)(?= ))?\.?(?:-?[A-ZÄÖÜ][a-zäöü]{1,5}\.)?\s*)+/u;

/** A name without the titles before it. */
export const bareName = (name: string): string => squeezed(name).replace(TITLES, '').trim();

/** As names are compared: without titles, without case. */
export const nameKey = (name: string): string => bareName(name).toLowerCase();

export const isSameName = (one: string, other: string): boolean => nameKey(one) === nameKey(other);

/** Whether one letter more, less or other makes one word of the other. */
function isOneLetterOff(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length < 5 || long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at++;
  return short.slice(short.length === long.length ? at + 1 : at) === long.slice(at + 1);
}

/**
 * Whether two different names may mean one person: a letter that differs, a given name that is only its first letter, a
 * second family name that was added or left out. Somebody is asked then; nothing follows by itself.
 */
export function isNearName(one: string, other: string): boolean {
  const [a, b] = [nameKey(one).split(' '), nameKey(other).split(' ')];
  if (a.length < 2 || b.length < 2 || nameKey(one) === nameKey(other)) return false;
  const [givenA = '', givenB = ''] = [a[0], b[0]];
  const [familyA, familyB] = [a.slice(1).join(' '), b.slice(1).join(' ')];
  const initial = (short: string, long: string) => /^\p{L}\.?$/u.test(short) && long.startsWith(short[0] ?? ' ');
  const isSameGiven = givenA === givenB || initial(givenA, givenB) || initial(givenB, givenA);
  const partsA = familyA.split('-');
  const partsB = familyB.split('-');
  const isPart = partsA.some((part) => part.length >= 3 && partsB.includes(part));
  const isSameFamily = familyA === familyB || isPart || isOneLetterOff(familyA, familyB);
  return (isSameGiven && isSameFamily) || (familyA === familyB && isOneLetterOff(givenA, givenB));
}
