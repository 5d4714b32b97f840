import { squeeze } from './blocks.ts';
import type { ParsedParticipant } from './schema.ts';
import { BODY, GIVEN_NAMES, NUMBER, ORGANISATION_WORD, ROLE } from './words.ts';

export type Status = ParsedParticipant['status'];

export interface Person extends ParsedParticipant {
  /** Initials and short forms that the text introduced for this person. */
  aliases: string[];
}

export const WORD_IN_NAME = "\\p{Lu}[\\p{L}'’]{1,30}(?:-\\p{Lu}?[\\p{L}'’]{1,30}){0,3}";

const PARTICLE = "(?:von und zu|von der|von dem|von|van der|van den|van|vom|zu|zur|de la|de|del|di|da|ten|ter|el|al|O[’'])";

export const TITLE =
  '(?:(?:Prof|Dr|Dipl|Mag|Ing|DI|MMag|RA|PD|MinR|RegDir|Dir|KommR|LAbg|StR)(?:\\.(?:in|a)|\\.|in)?(?:-?(?:Ing|Kfm|Päd|Psych|Soz|Inf|med|phil|rer|nat|pol|jur|h\\. ?c|habil)\\.?(?:[ ]?(?:nat|pol|Päd)\\.)?)*[ ]?)';

/** A whole personal name: titles, given names or initials, particles, family name, degrees behind a comma are left out. */
const FULL_NAME = new RegExp(
  `^(?:${TITLE}){0,3}(?:(?:${WORD_IN_NAME}|\\p{Lu}\\.|\\p{Lu}\\.-\\p{Lu}\\.) ){1,3}(?:${PARTICLE} ){0,2}${WORD_IN_NAME}$`,
  'u',
);

const INITIAL_NAME = new RegExp(`^(?:${TITLE}){0,3}(?:\\p{Lu}\\.[ -]?){1,2}(?:${PARTICLE} )?${WORD_IN_NAME}$`, 'u');

const TITLED_NAME = new RegExp(
  `^(?:Frau|Herr|Fr\\.|Hr\\.|Hrn\\.) (?:${TITLE}){0,3}(?:${WORD_IN_NAME} ){0,2}(?:${PARTICLE} )?${WORD_IN_NAME}$`,
  'u',
);

const SINGLE_TITLED = new RegExp(`^(?:${TITLE}){1,3}(?:${PARTICLE} )?${WORD_IN_NAME}$`, 'u');

export const STATUS_WORDS: [Status, RegExp][] = [
  ['excused', /\b(?:entschuldigt|entsch\.|e\.|abwesend|verhindert|fehlt|fehlend|abgemeldet)\b|^(?:e|entsch|abw)\.?$/i],
  ['guest', /\b(?:Gast|Gäste|als Gast|Gästin)\b/i],
];

export const UNNAMED = new RegExp(
  `(?:(?:plus|sowie|und|dazu|außerdem|zzgl\\.|zuzüglich|weiters)[ \\n]+(?:etwa |ca\\. |rund )?(${NUMBER})[ \\n]+(?:weitere[rn]?[ \\n]+)?|(?<!\\p{L})(${NUMBER})[ \\n]+weitere[rn]?[ \\n]+|(?<!\\p{L})weitere[ \\n]+(${NUMBER})[ \\n]+)(?:\\p{Ll}{1,20}[ \\n]+)?(?:Person(?:en)?|Teilnehmer(?:[:*]?innen)?|Teilnehmende[rn]?|Teilnehmerinnen|Gäste?n?|Mitglieder|Vertreter(?:[:*]?innen)?|Interessierte[rn]?|Zuhörende[rn]?|Anwesende[rn]?|Kolleg(?:[:*]?inn)?en|Zugeschaltete[rn]?)`,
  'iu',
);

/** "Anwesend waren 23 Mitglieder": how many, where nobody is named. */
export const COUNTED = new RegExp(
  `(?:Anwesend (?:waren|sind)|Es (?:waren|nahmen)|Teilgenommen haben|Teilnehmerzahl:)[ \\n]+(?:insgesamt )?(${NUMBER})[ \\n]+(?:Mitglieder|Personen|Teilnehmende|Teilnehmer|Vertreter|Gäste|Betriebe)`,
  'iu',
);

/** Whether a stretch of text is a person's name. */
export function looksLikePerson(text: string): boolean {
  const name = squeeze(text);
  if (GIVEN_NAMES.has(name.toLowerCase()) && /^\p{Lu}/u.test(name)) return true;
  if (name.length < 4 || name.length > 60 || /\d/.test(name)) return false;
  if (TITLED_NAME.test(name) || SINGLE_TITLED.test(name) || INITIAL_NAME.test(name)) return true;
  if (!FULL_NAME.test(name)) return false;
  const first = name.replace(new RegExp(`^(?:${TITLE})+`, 'u'), '').split(' ')[0] ?? '';
  if (GIVEN_NAMES.has(first.toLowerCase())) return true;
  return !STARTS_AS_BODY.test(name) && !ORGANISATION_WORD.test(name) && !new RegExp(`^${ROLE}$`, 'u').test(name);
}

const STARTS_AS_BODY = new RegExp(`^(?:${BODY})(?!\\p{L})`, 'u');

interface Part {
  text: string;
  start: number;
}

/** Cuts at separators that stand outside of brackets. */
function cut(text: string, start: number, separator: RegExp): Part[] {
  const parts: Part[] = [];
  let depth = 0;
  let from = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index] as string;
    if (character === '(' || character === '[') depth++;
    else if (character === ')' || character === ']') depth = Math.max(0, depth - 1);
    else if (depth === 0) {
      separator.lastIndex = index;
      const match = separator.exec(text);
      if (match && match.index === index) {
        parts.push({ text: text.slice(from, index), start: start + from });
        from = index + match[0].length;
        index = from - 1;
      }
    }
  }
  parts.push({ text: text.slice(from), start: start + from });
  return parts.filter((part) => part.text.trim() !== '');
}

const ROLE_TEXT = new RegExp(
  `^(?:${ROLE}|(?:stv\\.|stellv\\.|stellvertretende[rn]?) .{2,40}|(?:Sitzungs|Projekt|Gesamt|Team|Abteilungs|Bereichs)?[Ll]eit(?:ung|er|erin)|Moderation|Moderator(?:in)?|Protokoll(?:führung|ant(?:in)?)?|Vorsitz|Gastgeber(?:in)?|Referent(?:in)?|Berater(?:in)?|(?:Haupt)?[Gg]eschäftsführer(?:in)?|Netzwerklots(?:e|in)|Wissenschaftliche[rn]? .{3,40}|Trainer(?:in)?|Inhaber(?:in)?|Unternehmer(?:in)?|Coach|Koordinator(?:in)?|Sprecher(?:in)?|Assistenz|Praktikant(?:in)?|Schatzmeister(?:in)?|Kassier(?:in)?|Obmann|Obfrau|Präsident(?:in)?|Aktuar(?:in)?|Beisitzer(?:in)?|\\p{L}{0,24}(?:berater|anwalt|anwält|leiter|führer|referent|beauftragte|meister|sekretär|direktor|manager|trainer|lots|vorsitzende|sprecher|vertreter|moderator|inhaber|arzt|ärzt)(?:in|r|e)?)$`,
  'iu',
);

/** Places where people work, not what they are. */
const OFFICE = /(?:stelle|büro|sekretariat|verwaltung|vorstand|präsidium|redaktion|öffentlichkeitsarbeit)$/i;

const initialsOf = (name: string) =>
  name
    .replace(new RegExp(`^(?:${TITLE})+`, 'u'), '')
    .split(/[ -]/)
    .map((word) => word[0] ?? '')
    .join('');

/** Sorts what stood in brackets or behind a comma: role, organisation, short form, status. */
export function describe(person: Person, note: string): void {
  for (const raw of note.split(/[,;/]| [–-] /)) {
    const text = squeeze(raw)
      .replace(/^(?:kurz|im Folgenden|nachfolgend|abgekürzt):? /i, '')
      .replace(/^[„"]|[“”"]$/g, '');
    if (
      !/\p{L}/u.test(text) ||
      /^(?:ab|bis|von|ca\.|online|per|via|digital|telefonisch|vor Ort|anwesend|zeitweise|teilweise|krank|erkrankt|Urlaub|im Urlaub|Elternzeit|dienstlich)\b/i.test(
        text,
      ) ||
      /^x$/i.test(text)
    )
      continue;
    const status = STATUS_WORDS.find(([, pattern]) => pattern.test(text));
    if (status && text.length < 30) {
      person.status = status[0];
      continue;
    }
    const isShort = /^\p{Lu}{2,3}$|^\p{Lu}\p{L}\p{Lu}$|^\p{Lu}\p{Ll}{1,2}$|^[a-z]{2,3}$/u.test(text);
    if (isShort && text.toUpperCase()[0] === person.name.replace(new RegExp(`^(?:${TITLE})+`, 'u'), '')[0] && fitsName(text, person.name))
      person.aliases.push(text);
    else if (ROLE_TEXT.test(text) && !OFFICE.test(text)) person.role ??= text;
    else if (person.organisation === null) person.organisation = text;
    else person.role ??= text;
  }
}

/** "SK" for Sabine Krämer, "Kr" for Krämer. */
const fitsName = (short: string, name: string) => {
  const initials = initialsOf(name).toUpperCase();
  const upper = short.toUpperCase();
  if (
    initials === upper ||
    (upper.length >= 2 && initials.startsWith(upper)) ||
    (upper.length === 2 && upper === `${initials[0]}${initials.at(-1)}`)
  )
    return true;
  return name.split(/[ -]/).some((word) => word.toUpperCase().startsWith(upper)) && !/^\p{Lu}{2,}$/u.test(short);
};

/** "Krämer, Sabine" as lists by family name have it. */
const INVERTED = new RegExp(`^((?:${PARTICLE} )?${WORD_IN_NAME}), ((?:${TITLE}){0,2}${WORD_IN_NAME}(?: ${WORD_IN_NAME})?)$`, 'u');

export const withoutAddress = (name: string) => squeeze(name).replace(/^(?:Frau|Herr|Herrn|Fr\.|Hr\.|Hrn\.) /, '');

/** "Vorsitzende Ulrike …", "Kassier Franz …": the office in front of the name. */
const LEADING_ROLE = new RegExp(
  `^(?:(?:stellvertretende[rn]?|stv\\.|stellv\\.) )?(?:\\p{Lu}\\p{L}{0,24}(?:meister|wart|leiter|führer|direktor|präsident|sekretär|vorsitzende|sprecher|referent|beauftragte|berater|koordinator|prüfer|inspektor|praktikant|assistent|mitarbeiter)(?:in|r)?|${ROLE}|Obmann-?(?:Stv\\.|Stellvertreter(?:in)?)?|Obfrau-?(?:Stv\\.|Stellvertreterin)?|Aktuar(?:in)?|Praktikant(?:in)?|Assistent(?:in)?|Mitarbeiter(?:in)?|Azubi|Auszubildende[r]?|Beir(?:at|ätin)|Referent(?:in)?|Bürgermeister(?:in)?|Landrat|Landrätin|Geschäftsführer(?:in)?|Moderator(?:in)?|Delegierte[r]?|Vizepräsident(?:in)?)\\s+(?=\\p{Lu})`,
  'u',
);

/** One entry of a list of people: the name, and what is said of it. Undefined where there is no name. */
export function readEntry(part: Part, status: Status): Person | undefined {
  let text = part.text.replace(/^[\s•*–-]+/, '');
  let start = part.start + part.text.length - text.length;
  const lead = /^(?:(?:und|sowie|plus)\s+)?(?:als (?:Gast|Gäste)|Gast:|neu:|und|sowie|plus)\s+/i.exec(text);
  if (lead) {
    if (/Gast/i.test(lead[0])) status = 'guest';
    text = text.slice(lead[0].length);
    start += lead[0].length;
  }
  const bracket = /\s*[([]/.exec(text);
  const dash = /\s+[–—-]\s+|\t+|:\s+/.exec(text);
  let nameEnd = text.trimEnd().length;
  if (bracket) nameEnd = Math.min(nameEnd, bracket.index);
  if (dash) nameEnd = Math.min(nameEnd, dash.index);
  let name = text.slice(0, nameEnd).replace(/[.,;]+$/, '');
  let note = text
    .slice(name.length)
    .replace(/[()[\]]/g, ',')
    .replace(/^\s*[–—:-]\s*/, '');
  const inverted = INVERTED.exec(squeeze(name));
  if (
    inverted &&
    GIVEN_NAMES.has(
      (inverted[2] ?? '')
        .replace(new RegExp(`^(?:${TITLE})+`, 'u'), '')
        .split(/[ -]/)[0]
        ?.toLowerCase() ?? '',
    )
  ) {
    const person: Person = {
      name: `${inverted[2]} ${inverted[1]}`,
      organisation: null,
      role: null,
      status,
      aliases: [],
      source: { start, end: start + name.length },
    };
    describe(person, note);
    return person;
  }
  const comma = name.indexOf(',');
  if (comma > 0) {
    note = `${name.slice(comma + 1)},${note}`;
    name = name.slice(0, comma);
  }
  const office = LEADING_ROLE.exec(name);
  if (office && looksLikePerson(name.slice(office[0].length))) {
    start += office[0].length;
    name = name.slice(office[0].length);
  } else if (!looksLikePerson(name)) return undefined;
  const person: Person = {
    name: withoutAddress(name),
    organisation: null,
    role: office ? squeeze(office[0]) : null,
    status,
    aliases: [],
    source: { start, end: start + name.trimEnd().length },
  };
  describe(person, note);
  return person;
}

/** Whether commas divide people, or a person from an organisation. */
function commaDivides(text: string): boolean {
  const parts = cut(text, 0, /,/gy);
  if (parts.length < 2) return true;
  const persons = parts.filter((part) =>
    looksLikePerson(
      part.text
        .replace(/\s*[([].*$/s, '')
        .replace(/^\s*(?:und|sowie)\s/, '')
        .trim()
        .replace(LEADING_ROLE, ''),
    ),
  ).length;
  return persons >= parts.length - 1 && persons > 1;
}

/** "IHK Nord: Sabine Krämer, Jan Petersen" */
const GROUP = /^([^:()]{2,60}):\s+(?=\S)/u;

/** "Mitglieder Anna Berg, Bernd Krause", "Gäste Frau Stock" in a line of their own, without a colon. */
const ROW_LABEL = /^\s*(?:Mitglieder|Gäste|Gast|Geschäftsführung|Verwaltung|Beisitzer(?:innen)?|Vertreter(?:innen)?)\s+(?=\p{Lu})/u;

/** All people of a list that stands in one piece of text. */
export function readList(text: string, start: number, status: Status): Person[] {
  const unnamed = UNNAMED.exec(text);
  const list = unnamed ? text.slice(0, unnamed.index).replace(/[\s,;]+(?:sowie|und|plus|dazu)\s*$/, '') : text;
  const persons: Person[] = [];
  for (const part of cut(list, start, /[;\n•]/gy)) {
    const group = GROUP.exec(part.text.trimStart());
    const lead = part.text.length - part.text.trimStart().length;
    const grouped = group && !looksLikePerson(group[1] ?? '') ? group : null;
    const row = grouped ? null : ROW_LABEL.exec(part.text);
    const skip = grouped ? lead + grouped[0].length : (row?.[0].length ?? 0);
    const inner = part.text.slice(skip);
    const innerStart = part.start + skip;
    const rowStatus = row && /^\s*G/.test(row[0]) && !/^\s*Gesch/.test(row[0]) ? 'guest' : status;
    const whole = INVERTED.test(squeeze(inner.replace(/\s*[([].*$/s, '')));
    const entries =
      commaDivides(inner) && !whole
        ? cut(inner, innerStart, /,\s*|\s+(?:und|sowie|&)\s+(?=\p{Lu})/guy)
        : [{ text: inner, start: innerStart }];
    for (const entry of entries) {
      const person = readEntry(entry, rowStatus);
      if (!person) continue;
      if (grouped && !/^\p{Lu}/u.test(grouped[1] ?? '')) persons.push(person);
      else if (grouped && !ROLE_TEXT.test(grouped[1] ?? '')) person.organisation ??= squeeze(grouped[1] ?? '');
      else if (grouped) person.role ??= squeeze(grouped[1] ?? '');
      if (!persons.includes(person)) persons.push(person);
    }
  }
  return persons;
}

export interface People {
  persons: Person[];
  unnamed: number;
  unnamedAt: { start: number; end: number } | null;
  minuteTaker: { name: string; start: number; end: number } | null;
  /** Where lists of people stand; nothing in there is text of the meeting. */
  ranges: { start: number; end: number }[];
}
