/** Finding and taking out what says who somebody is. Pure. */
import { literally } from '#platform/text.ts';

const LEGAL_FORM =
  /\s+(?:gGmbH|GmbH(?:\s*&\s*Co\.?\s*KG)?|UG(?:\s*\(haftungsbeschränkt\))?|AG|KG|OHG|GbR|e\.?\s?K\.?|e\.?\s?V\.?|mbH|eG|PartG(?:\s?mbB)?)\.?$/i;
const MAIL = /[^\s<>()[\]",;:]{1,64}@[^\s<>()[\]",;:]{1,200}\.[a-zäöü]{2,}/giu;
/** Seven digits or more, as telephone numbers are written; a year or an amount of money is none. */
const PHONE = /(?<![\w€.,])(?:\+\d{1,3}[\s/-]?)?\(?0?\d{2,5}\)?[\s/-]\d[\d\s/-]{4,}\d(?!\w|\s?€)/g;
const GAP = '[…]';
/** Ways to address somebody, which are nobody's name. */
const ADDRESSES = new Set(['Frau', 'Herr', 'Herrn', 'Prof', 'Ing', 'Dipl']);

/** A name where it stands by itself, also with the ending of a genitive or a compound's hyphen. */
const asWord = (name: string) => new RegExp(`(?<![\\p{L}\\p{N}])${literally(name)}(?:s|’s|'s)?(?![\\p{L}\\p{N}])`, 'gu');

export interface Known {
  company: string;
  /** People of the company or around it, by full name. */
  people: readonly string[];
}

/** How somebody may be named in a text, the longest first, so that nothing of a name is left. */
function namesOf({ company, people }: Known): string[] {
  const names = new Set<string>();
  const short = company.replace(LEGAL_FORM, '').trim();
  for (const name of [company.trim(), short]) if (name.length >= 3) names.add(name);
  for (const person of people) {
    const full = person.trim().replaceAll(/\s+/g, ' ');
    if (full.length >= 3) names.add(full);
    for (const word of full.split(/[\s,]+/))
      if (word.length >= 3 && /^\p{Lu}/u.test(word) && !word.endsWith('.') && !ADDRESSES.has(word)) names.add(word);
  }
  return [...names].toSorted((a, b) => b.length - a.length);
}

/** What in a text says who somebody is, each once, as it stands there. */
export function namesIn(text: string, known: Known): string[] {
  const found = new Set<string>();
  let rest = text;
  for (const name of namesOf(known)) {
    const pattern = asWord(name);
    if (pattern.test(rest)) found.add(name);
    rest = rest.replaceAll(asWord(name), ' ');
  }
  for (const pattern of [MAIL, PHONE]) for (const [hit] of rest.matchAll(pattern)) found.add(hit.trim());
  return [...found];
}

/** A text with a gap wherever it says who somebody is. */
export function withoutNames(text: string, known: Known): string {
  let rest = text;
  for (const name of namesOf(known)) rest = rest.replaceAll(asWord(name), GAP);
  return rest.replaceAll(MAIL, GAP).replaceAll(PHONE, GAP);
}

/** Whether a text names the company itself. */
export const namesCompany = (text: string, company: string): boolean =>
  namesOf({ company, people: [] }).some((name) => asWord(name).test(text));
