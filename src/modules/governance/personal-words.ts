/** Words in a text that may say something of a person: they are marked, and somebody looks at each before it is public. Pure. */

export type MarkKind = 'name' | 'address' | 'health';

export interface Mark {
  kind: MarkKind;
  start: number;
  end: number;
  text: string;
}

const NAME = "\\p{Lu}[\\p{L}’'-]{1,40}";
const TITLE = '(?:(?:Prof|Dr|Mag|Dipl)\\.(?:-?[A-ZÄÖÜ][a-zäöü]{1,5}\\.)?\\s{0,2}){0,3}';
const PARTICLE = '(?:(?:von|van|de|der|den|zu|zur|vom|zum|v\\.|d\\.)\\s{1,2}){0,3}';

/** "Frau Müller", "Herrn Dr. von der Heide", "Kollegin Anna Berg", "Dr. Berg". */
const PERSONS = new RegExp(
  `(?:(?:Frau|Herrn?|Fr\\.|Hr\\.|Kollegin|Kollegen?|Familie)\\s{1,2}${TITLE}|(?:(?:Prof|Dr)\\.\\s{0,2}){1,3})${PARTICLE}${NAME}(?:\\s{1,2}${PARTICLE}${NAME})?`,
  'gu',
);

/** E-mail, telephone, street with number, postal code with town, account number (IBAN). */
const ADDRESSES = [
  /(?<![^\s<>(),;:])[^\s@<>(),;:]{1,64}@[^\s@<>(),;:]{1,190}\.\p{L}{2,20}/gu,
  /(?<![\d.])(?:\+\d{1,3}|0)[\d ()/–-]{6,20}\d/gu,
  /(?<![\p{L}-])\p{Lu}[\p{L}-]{0,40}(?:straße|strasse|str\.|weg|platz|allee|gasse|ring|damm|ufer)\s+\d{1,4}\s?[a-z]?(?!\p{L})/gu,
  /(?<!\d)\d{5}\s{1,2}\p{Lu}\p{L}{1,40}/gu,
  /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/gu,
];

/** Of health, family, belief and the like: what the law holds special (GDPR article 9), as people write it. */
const HEALTH =
  /(?<!\p{L})(?:(?:dauer|schwer|lang(?:zeit|fristig)?|chronisch|psychisch|an|v)?\s?(?:er)?krank(?:t|te[nrms]?|heit(?:en|s\p{L}*)?|geschrieben|meldung|schreibung|gemeldet)?(?:e[nrms]?)?|arbeitsunfähig\p{L}*|schwanger\p{L}*|mutterschutz|elternzeit|reha(?:bilitation)?|burn-?out|depressi\p{L}*|diagnos\p{L}*|operation|operiert|krankenhaus|klinik|therap\p{L}*|sucht|alkoholi\p{L}*|behinder\p{L}*|schwerbehindert\p{L}*|krebs|infarkt|schlaganfall|unfall|verstorben|gestorben|todesfall|trauerfall|scheidung|kündigung|gekündigt|abmahnung|abgemahnt|insolvenz|gewerkschaftsmitglied\p{L}*|vorbestraft)(?!\p{L})/giu;

const find = (kind: MarkKind, pattern: RegExp, text: string): Mark[] =>
  [...text.matchAll(pattern)].map((match) => ({ kind, start: match.index, end: match.index + match[0].length, text: match[0] }));

/** Everything in a text that may be personal, by its place; where two overlap, the earlier and longer stands. */
export function marksIn(text: string): Mark[] {
  const all = [
    ...find('name', PERSONS, text),
    ...ADDRESSES.flatMap((pattern) => find('address', pattern, text)),
    ...find('health', HEALTH, text),
  ];
  const kept: Mark[] = [];
  for (const mark of all.toSorted((a, b) => a.start - b.start || b.end - a.end)) if (mark.start >= (kept.at(-1)?.end ?? 0)) kept.push(mark);
  return kept;
}

const AROUND = 40;
/** A mark with the words around it: what somebody ticked is this, and another sentence is another tick. */
export const contextOf = (text: string, { start, end }: Mark): { before: string; after: string } => ({
  before: text.slice(Math.max(0, start - AROUND), start),
  after: text.slice(end, end + AROUND),
});

/** By what a tick finds its mark again. */
export const keyOf = (text: string, mark: Mark): string => {
  const { before, after } = contextOf(text, mark);
  return `${before}⟦${mark.text}⟧${after}`.replace(/\s+/g, ' ');
};
