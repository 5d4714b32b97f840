import type { People } from './person.ts';
import { WORD_IN_NAME, TITLE, looksLikePerson, withoutAddress } from './person.ts';
import type { Source } from './source.ts';

const TAKER_IN_TEXT = new RegExp(
  `(?:^|\\n|[ \\t]{2})[ \\t]*(?:Mitschrift|Protokoll|Protokollführung|Für das Protokoll|Für die Niederschrift|Protokollant(?:in)?|Niederschrift|(?:Die |Der )?Aktuar(?:in)?|(?:Die |Der )?Schriftführer(?:in)?)[ \\t]*(?::|,|durch|von|\\n+)?[ \\t]*((?:${TITLE}){0,2}(?:${WORD_IN_NAME}|\\p{Lu}\\.) (?:${WORD_IN_NAME} )?${WORD_IN_NAME})[ \\t]*(?:$|\\n|,)`,
  'u',
);

const TAKER_IN_SENTENCE = new RegExp(
  `((?:Frau |Herr )?(?:${WORD_IN_NAME} ){0,2}${WORD_IN_NAME}) (?:übernimmt|übernahm|führt|führte|schreibt|schrieb) (?:das|heute das) Protokoll`,
  'u',
);

/** "Das Protokoll führte Frau Prinz." */
const TAKER_WROTE =
  /(?:Protokoll|Niederschrift) (?:führte|führt|schrieb|schreibt|fertigte) (?:(?:Frau|Herr)\s+)?((?:\p{Lu}[\p{L}-]{1,30}\s){0,2}\p{Lu}[\p{L}-]{1,30})/u;
const FAMILY_ONLY =
  /(?:^|\n)[ \t]*(?:Für das Protokoll|Protokoll|Prot\.|Protokollführung|Mitschrift|Protokollant(?:in)?|Schriftführ(?:er|erin|ung))[ \t]*:[ \t]*(?:(?:Frau|Herr|Fr\.|Hr\.)[ \t]+)?(\p{Lu}[\p{L}-]{1,40})[ \t]*(?:$|\n)/u;

/** "Für das Protokoll: Zielinski", where somebody of that name took part. */
export function takerByFamilyName(source: Source, people: People): People['minuteTaker'] {
  const match = FAMILY_ONLY.exec(source.text) ?? TAKER_WROTE.exec(source.text);
  const family = match?.[1];
  const person = family
    ? people.persons.find(({ name, aliases }) => name === family || name.endsWith(` ${family}`) || aliases.includes(family))
    : undefined;
  if (!match || !family || !person) return null;
  const start = match.index + match[0].indexOf(family);
  return { name: person.name, start, end: start + family.length };
}

const TAKER_BEHIND = new RegExp(
  `((?:${TITLE}){0,2}(?:${WORD_IN_NAME}|\\p{Lu}\\.) (?:${WORD_IN_NAME} )?${WORD_IN_NAME})(?:,[ \\t]*|[ \\t]*\\n[ \\t]*|[ \\t]*\\()\\(?(?:Protokollführ|Schriftführ|Protokollant|[Ff]ür das Protokoll|Protokoll(?=\\)|$|\\n)|Aktuar)`,
  'u',
);

export function takerInText(source: Source): People['minuteTaker'] {
  for (const pattern of [TAKER_IN_TEXT, TAKER_BEHIND, TAKER_IN_SENTENCE]) {
    const match = pattern.exec(source.text);
    const name = match?.[1];
    if (!match || !name || !looksLikePerson(name)) continue;
    const start = match.index + match[0].indexOf(name);
    return { name: withoutAddress(name), start, end: start + name.length };
  }
  return null;
}
