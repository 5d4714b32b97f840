import { type Block, LABEL, squeeze } from './blocks.ts';
import type { ParsedParticipant } from './schema.ts';
import { sentencesOf } from './sentences.ts';
import type { Source } from './source.ts';
import { columnOf, type Table } from './tables.ts';
import { BODY, GIVEN_NAMES, NUMBER, numberOf, ORGANISATION_WORD, ROLE } from './words.ts';

type Status = ParsedParticipant['status'];

export interface Person extends ParsedParticipant {
  /** Initials and short forms that the text introduced for this person. */
  aliases: string[];
}

export interface People {
  persons: Person[];
  unnamed: number;
  unnamedAt: { start: number; end: number } | null;
  minuteTaker: { name: string; start: number; end: number } | null;
  /** Where lists of people stand; nothing in there is text of the meeting. */
  ranges: { start: number; end: number }[];
}

const WORD_IN_NAME = "\\p{Lu}[\\p{L}'’]{1,30}(?:-\\p{Lu}?[\\p{L}'’]{1,30}){0,3}";
const PARTICLE = "(?:von und zu|von der|von dem|von|van der|van den|van|vom|zu|zur|de la|de|del|di|da|ten|ter|el|al|O[’'])";
const TITLE =
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

const STATUS_WORDS: [Status, RegExp][] = [
  ['excused', /\b(?:entschuldigt|entsch\.|e\.|abwesend|verhindert|fehlt|fehlend|abgemeldet)\b|^(?:e|entsch|abw)\.?$/i],
  ['guest', /\b(?:Gast|Gäste|als Gast|Gästin)\b/i],
];

const PRESENT_LABEL =
  /^(?:(?:weitere )?(?:Teilnehmer(?:[:*_/]?-?innen)?(?: und Teilnehmer(?:innen)?)?|Teilnehmerinnen|Teilnehmende[rn]?|Teilnahme|TN|Anwesend(?:e|heit)?|anwesend(?:e [\p{L}]+)?|Mitglieder|Anwesende Mitglieder|Stimmberechtigte?(?: Mitglieder)?|Teilnehmerkreis|Teilnehmerliste|Anwesenheitsliste|Runde|(?:Mit )?[Dd]abei(?: waren| sind)?|Präsent|Beisitz(?:er(?:innen)?)?)(?: \([^)]{0,60}\))?)$/iu;
const EXCUSED_LABEL =
  /^(?:Nicht dabei(?: waren| sind)?|Entschuldigt(?:e)?(?: (?:sind|haben sich|fehlen|fehlend|abwesend))?|Abwesend(?:e)?|Verhindert|Es fehl(?:t|en|te|ten)(?: entschuldigt)?|Entschuldigt fehl(?:t|en|te|ten)|Nicht anwesend|Entschuldigungen|Fehlend|Abgemeldet)(?: \([^)]{0,60}\))?$/iu;
const GUEST_LABEL =
  /^(?:Gäste?|Gast|Als (?:Gast|Gäste)|Gäste und Referent[:*]?innen|Referent(?:[:*]?in(?:nen)?)?|Eingeladene? Gäste?|Ständige Gäste|Weitere Gäste)(?: \([^)]{0,60}\))?$/iu;
const LEAD_LABEL =
  /^(?:Vorsitz(?:ende[r]?)?|Sitzungsleitung|Leitung|Leiter(?:in)?|Moderation|Moderator(?:in)?|Sitzungsvorsitz|Gesprächsleitung|Versammlungsleitung|Gastgeber(?:in)?)$/iu;
const TAKER_LABEL =
  /^(?:Protokoll(?:führung|führer(?:in)?|ant(?:in)?|iert(?: von| durch)?|erstellung)?|Protokoll(?: von| durch)?|Für das Protokoll|Für die Richtigkeit(?: des Protokolls)?|Mitschrift|Schriftführung|Schriftführer(?:in)?|Niederschrift|Verfasst von|Verfasser(?:in)?|Notizen|Aufgezeichnet von|gez\.?)$/iu;

interface Labelled {
  label: string;
  /** Position of what follows, in the block's text. */
  rest: number;
}

/** Labels that are written as sentences: "Entschuldigt waren …", "… Es waren anwesend:" at the end of a paragraph. */
const SENTENCE_LABEL =
  /^(?:(?:Entschuldigt|Abwesend|Verhindert|Anwesend) (?:waren|sind|war|ist|hat sich|hatte sich|haben sich|hatten sich|fehlten|fehlen)|Teilgenommen haben|An der Sitzung (?:nahmen teil|haben teilgenommen)|Es (?:waren|sind) (?:anwesend|entschuldigt)|Es (?:haben|hatten) teilgenommen)\s*:?\s+|^(?:[\s\S]{0,400}[.!] )?(?:Es (?:waren|sind) (?:anwesend|entschuldigt)|Anwesend (?:waren|sind)|Teilgenommen haben|Entschuldigt (?:waren|sind|haben sich))\s*:\s*$/iu;

/** "Teilnehmende: …", "Anwesend" alone, "Für das Protokoll Anna Berg". */
function labelOf(block: Block): Labelled | undefined {
  const text = block.text;
  const sentence = SENTENCE_LABEL.exec(text);
  if (sentence)
    return {
      label: /entschuldigt|verhindert|abwesend/i.test(sentence[0].slice(-60)) ? 'Entschuldigt' : 'Anwesend',
      rest: sentence[0].length,
    };
  const match = /^([\p{L}][\p{L} .:*_/-]{0,50}?(?: ?\([^)]{0,60}\))?)\s?:(?=\s|$)/u.exec(text.slice(0, 130));
  if (match) return { label: (match[1] ?? '').trim(), rest: match[0].length };
  const whole = squeeze(text);
  if (whole.length <= 60 && [PRESENT_LABEL, EXCUSED_LABEL, GUEST_LABEL].some((pattern) => pattern.test(whole)))
    return { label: whole, rest: text.length };
  return undefined;
}

const statusOfLabel = (label: string): Status | undefined => {
  if (EXCUSED_LABEL.test(label)) return 'excused';
  if (GUEST_LABEL.test(label)) return 'guest';
  if (PRESENT_LABEL.test(label)) return 'present';
  return undefined;
};

const UNNAMED = new RegExp(
  `(?:(?:plus|sowie|und|dazu|außerdem|zzgl\\.|zuzüglich|weiters)[ \\n]+(?:etwa |ca\\. |rund )?(${NUMBER})[ \\n]+(?:weitere[rn]?[ \\n]+)?|(?<!\\p{L})(${NUMBER})[ \\n]+weitere[rn]?[ \\n]+|(?<!\\p{L})weitere[ \\n]+(${NUMBER})[ \\n]+)(?:\\p{Ll}{1,20}[ \\n]+)?(?:Person(?:en)?|Teilnehmer(?:[:*]?innen)?|Teilnehmende[rn]?|Teilnehmerinnen|Gäste?n?|Mitglieder|Vertreter(?:[:*]?innen)?|Interessierte[rn]?|Zuhörende[rn]?|Anwesende[rn]?|Kolleg(?:[:*]?inn)?en|Zugeschaltete[rn]?)`,
  'iu',
);
/** "Anwesend waren 23 Mitglieder": how many, where nobody is named. */
const COUNTED = new RegExp(
  `(?:Anwesend (?:waren|sind)|Es (?:waren|nahmen)|Teilgenommen haben|Teilnehmerzahl:)[ \\n]+(?:insgesamt )?(${NUMBER})[ \\n]+(?:Mitglieder|Personen|Teilnehmende|Teilnehmer|Vertreter|Gäste|Betriebe)`,
  'iu',
);

/** Whether a stretch of text is a person's name. */
function looksLikePerson(text: string): boolean {
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
function describe(person: Person, note: string): void {
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
  if (initials === upper || (upper.length === 2 && upper === `${initials[0]}${initials.at(-1)}`)) return true;
  return name.split(/[ -]/).some((word) => word.toUpperCase().startsWith(upper)) && !/^\p{Lu}{2,}$/u.test(short);
};

/** "Krämer, Sabine" as lists by family name have it. */
const INVERTED = new RegExp(`^((?:${PARTICLE} )?${WORD_IN_NAME}), ((?:${TITLE}){0,2}${WORD_IN_NAME}(?: ${WORD_IN_NAME})?)$`, 'u');

const withoutAddress = (name: string) => squeeze(name).replace(/^(?:Frau|Herr|Herrn|Fr\.|Hr\.|Hrn\.) /, '');

/** "Vorsitzende Ulrike …", "Kassier Franz …": the office in front of the name. */
const LEADING_ROLE = new RegExp(
  `^(?:(?:stellvertretende[rn]?|stv\\.|stellv\\.) )?(?:\\p{Lu}\\p{L}{0,24}(?:meister|wart|leiter|führer|direktor|präsident|sekretär|vorsitzende|sprecher|referent|beauftragte|berater|koordinator|prüfer|inspektor)(?:in|r)?|${ROLE}|Obmann-?(?:Stv\\.|Stellvertreter(?:in)?)?|Obfrau-?(?:Stv\\.|Stellvertreterin)?|Aktuar(?:in)?|Beir(?:at|ätin)|Referent(?:in)?|Bürgermeister(?:in)?|Landrat|Landrätin|Geschäftsführer(?:in)?|Moderator(?:in)?|Delegierte[r]?|Vizepräsident(?:in)?)\\s+(?=\\p{Lu})`,
  'u',
);

/** One entry of a list of people: the name, and what is said of it. Undefined where there is no name. */
function readEntry(part: Part, status: Status): Person | undefined {
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

/** All people of a list that stands in one piece of text. */
function readList(text: string, start: number, status: Status): Person[] {
  const unnamed = UNNAMED.exec(text);
  const list = unnamed ? text.slice(0, unnamed.index).replace(/[\s,;]+(?:sowie|und|plus|dazu)\s*$/, '') : text;
  const persons: Person[] = [];
  for (const part of cut(list, start, /[;\n•]/gy)) {
    const group = GROUP.exec(part.text.trimStart());
    const lead = part.text.length - part.text.trimStart().length;
    const grouped = group && !looksLikePerson(group[1] ?? '') ? group : null;
    const inner = grouped ? part.text.slice(lead + grouped[0].length) : part.text;
    const innerStart = grouped ? part.start + lead + grouped[0].length : part.start;
    const whole = INVERTED.test(squeeze(inner.replace(/\s*[([].*$/s, '')));
    const entries =
      commaDivides(inner) && !whole
        ? cut(inner, innerStart, /,\s*|\s+(?:und|sowie|&)\s+(?=\p{Lu})/guy)
        : [{ text: inner, start: innerStart }];
    for (const entry of entries) {
      const person = readEntry(entry, status);
      if (!person) continue;
      if (grouped && !/^\p{Lu}/u.test(grouped[1] ?? '')) persons.push(person);
      else if (grouped && !ROLE_TEXT.test(grouped[1] ?? '')) person.organisation ??= squeeze(grouped[1] ?? '');
      else if (grouped) person.role ??= squeeze(grouped[1] ?? '');
      if (!persons.includes(person)) persons.push(person);
    }
  }
  return persons;
}

function fromTable(table: Table): Person[] {
  const at = {
    name: columnOf(table, /^(?:name|namen|person|teilnehm.*)/),
    given: columnOf(table, /^vorname/),
    family: columnOf(table, /^nachname/),
    organisation: columnOf(table, /^(?:organisation|institution|firma|einrichtung)/),
    role: columnOf(table, /^(?:funktion|rolle)/),
    short: columnOf(table, /^kürzel/),
    status: columnOf(table, /^(?:anwesend|teilnahme|status|bemerkung)/),
  };
  if (at.name < 0 && at.family < 0) return [];
  const persons: Person[] = [];
  for (const row of table.rows) {
    const cell = (column: number) => squeeze(row[column]?.text ?? '');
    const name = at.given >= 0 && at.family >= 0 ? `${cell(at.given)} ${cell(at.family)}` : cell(at.name >= 0 ? at.name : at.family);
    const source = row[at.name >= 0 ? at.name : at.family];
    const person = readEntry({ text: name, start: source?.start ?? table.start }, 'present');
    if (!person) continue;
    if (source) person.source = { start: source.start, end: source.end };
    if (STATUS_WORDS.some(([, pattern]) => pattern.test(cell(at.organisation)))) describe(person, cell(at.organisation));
    else if (cell(at.organisation)) person.organisation = cell(at.organisation);
    if (cell(at.role)) person.role = cell(at.role);
    if (cell(at.short)) person.aliases.push(cell(at.short));
    const status = STATUS_WORDS.find(([, pattern]) => pattern.test(cell(at.status)));
    if (status) person.status = status[0];
    else if (at.status >= 0 && /^(?:nein|–|-|0)$/i.test(cell(at.status))) person.status = 'excused';
    persons.push(person);
  }
  return persons;
}

const sameName = (a: string, b: string) => squeeze(a).toLowerCase() === squeeze(b).toLowerCase();

function addPerson(persons: Person[], person: Person): void {
  const known = persons.find((other) => sameName(other.name, person.name));
  if (!known) {
    persons.push(person);
    return;
  }
  known.organisation ??= person.organisation;
  known.role ??= person.role;
  known.aliases.push(...person.aliases);
  if (person.status !== 'present' && known.status === 'present') known.status = person.status;
}

/** Whether a block can go on with a list of people that its label began. */
function goesOn(block: Block, first: boolean): boolean {
  if (block.kind === 'heading' || block.kind === 'rule') return false;
  const named = labelOf(block);
  if (named && (statusOfLabel(named.label) || TAKER_LABEL.test(named.label) || LEAD_LABEL.test(named.label))) return false;
  if (block.kind === 'plain' && LABEL.test(block.text) && !looksLikePerson(block.text.split(':')[0] ?? '')) {
    return readList(block.text, 0, 'present').length > 0;
  }
  if (block.kind === 'plain' && block.gap && !first) return false;
  return UNNAMED.test(block.text) || readList(block.text, 0, 'present').length > 0;
}

/** "Teilgenommen haben A, B und C. Entschuldigt hatte sich D.": each sentence is a list of its own. */
function bySentences(block: Block): Block[] {
  if (!SENTENCE_LABEL.test(block.text) || /:\s*$/.test(block.text)) return [block];
  return sentencesOf(block.text, block.start).map((sentence) => ({
    ...block,
    text: sentence.text,
    start: sentence.start,
    end: sentence.end,
  }));
}

/**
 * Reads who took part: lists behind labels, tables of attendance, the one who led and the one who wrote.
 * @param before only blocks that begin before this position are searched for lists (the head of the minutes)
 */
export function readPeople(source: Source, allBlocks: Block[], tables: Table[], before: number): People {
  const blocks = allBlocks.flatMap((block) => (block.start < before ? bySentences(block) : [block]));
  const people: People = { persons: [], unnamed: 0, unnamedAt: null, minuteTaker: null, ranges: [] };
  let taker: Person | undefined;
  const noteUnnamed = (text: string, start: number) => {
    const match = UNNAMED.exec(text);
    if (!match || people.unnamedAt) return;
    people.unnamed = numberOf(match[1] ?? match[2] ?? match[3]) ?? 0;
    people.unnamedAt = { start: start + match.index, end: start + match.index + match[0].length };
  };
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index] as Block;
    const labelled = labelOf(block);
    if (!labelled) continue;
    const rest = block.text.slice(labelled.rest);
    const restStart = block.start + labelled.rest;
    if (TAKER_LABEL.test(labelled.label) || (LEAD_LABEL.test(labelled.label) && block.start < before)) {
      const [person] = readList(rest, restStart, 'present');
      if (!person) continue;
      const isTaker = TAKER_LABEL.test(labelled.label);
      if (isTaker)
        people.minuteTaker ??= { name: person.name, start: person.source?.start ?? restStart, end: person.source?.end ?? restStart };
      if (block.start < before && !isTaker) addPerson(people.persons, { ...person, role: person.role ?? labelled.label });
      if (block.start < before && isTaker) taker = { ...person, role: person.role ?? labelled.label };
      people.ranges.push({ start: block.start, end: block.end });
      continue;
    }
    const status = statusOfLabel(labelled.label);
    if (!status || block.start >= before) continue;
    let end = block.end;
    const own = readList(rest, restStart, status);
    noteUnnamed(rest, restStart);
    for (const person of own) addPerson(people.persons, person);
    for (let next = index + 1, first = rest.trim() === ''; next < blocks.length; next++) {
      const following = blocks[next] as Block;
      if (following.start >= before || following.kind === 'row' || !goesOn(following, first)) break;
      if (!first && following.gap && following.kind === 'plain') break;
      first = false;
      noteUnnamed(following.text, following.start);
      for (const person of readList(following.text, following.start, status)) addPerson(people.persons, person);
      end = following.end;
      index = next;
    }
    people.ranges.push({ start: labelled.rest > 60 ? restStart : block.start, end });
  }
  for (const table of tables) {
    if (table.start >= before) continue;
    const persons = fromTable(table);
    for (const person of persons) addPerson(people.persons, person);
    if (persons.length > 0) people.ranges.push({ start: table.start, end: table.end });
  }
  readInnerLabels(source, before, people);
  const counted = people.unnamedAt === null ? COUNTED.exec(source.text.slice(0, Math.min(before, 20_000))) : null;
  if (counted) {
    people.unnamed = numberOf(counted[1]) ?? 0;
    people.unnamedAt = { start: counted.index, end: counted.index + counted[0].length };
  }
  // The one who writes was there, too, where it is said who was.
  if (taker && people.persons.length > 0) addPerson(people.persons, taker);
  people.minuteTaker ??= takerInText(source) ?? takerByFamilyName(source, people);
  return people;
}

/** "Anna Berg (itb) stellte vor": what the text says later of somebody from the list. */
export function learnFromText(source: Source, people: People): void {
  for (const person of people.persons) {
    if (person.organisation !== null || person.name.length > 80) continue;
    let at = source.text.indexOf(`${person.name} (`);
    while (at >= 0 && people.ranges.some((range) => at >= range.start && at < range.end))
      at = source.text.indexOf(`${person.name} (`, at + 1);
    if (at < 0) continue;
    const note = /^\(([^()\d\n]{2,40})\)/.exec(source.text.slice(at + person.name.length + 1, at + person.name.length + 50))?.[1];
    if (note) describe(person, note);
  }
}

const TAKER_IN_TEXT = new RegExp(
  `(?:^|\\n|[ \\t]{2})[ \\t]*(?:Mitschrift|Protokoll|Protokollführung|Für das Protokoll|Für die Niederschrift|Protokollant(?:in)?|Niederschrift|(?:Die |Der )?Aktuar(?:in)?|(?:Die |Der )?Schriftführer(?:in)?)[ \\t]*(?::|,|durch|von|\\n+)?[ \\t]*((?:${TITLE}){0,2}(?:${WORD_IN_NAME}|\\p{Lu}\\.) (?:${WORD_IN_NAME} )?${WORD_IN_NAME})[ \\t]*(?:$|\\n|,)`,
  'u',
);
const TAKER_IN_SENTENCE = new RegExp(
  `((?:Frau |Herr )?(?:${WORD_IN_NAME} ){0,2}${WORD_IN_NAME}) (?:übernimmt|übernahm|führt|führte|schreibt|schrieb) (?:das|heute das) Protokoll`,
  'u',
);

const INNER_LABEL = new RegExp(
  `(?:[.;,|]\\s+|\\s{2,})(Vorsitz|Leitung|Sitzungsleitung|Versammlungsleitung|Moderation|Gesprächsleitung|Protokoll|Protokollführung|Schriftführung|Protokollant(?:in)?)\\s?:\\s+((?:${TITLE}){0,2}(?:${WORD_IN_NAME} ){1,2}${WORD_IN_NAME})`,
  'gu',
);

/** "… 23 Mitglieder. Leitung: Roswitha Engel. Protokoll: …" inside of a paragraph of the head. */
function readInnerLabels(source: Source, before: number, people: People): void {
  for (const match of source.text.slice(0, Math.min(before, 20_000)).matchAll(INNER_LABEL)) {
    const [whole, label = '', name = ''] = match;
    if (!looksLikePerson(name)) continue;
    const start = match.index + whole.length - name.length;
    const isTaker = /^(?:Protokoll|Schrift)/.test(label);
    if (isTaker) people.minuteTaker ??= { name: withoutAddress(name), start, end: start + name.length };
    addPerson(people.persons, {
      name: withoutAddress(name),
      organisation: null,
      role: isTaker ? null : label,
      status: 'present',
      aliases: [],
      source: { start, end: start + name.length },
    });
  }
}

const FAMILY_ONLY =
  /(?:^|\n)[ \t]*(?:Für das Protokoll|Protokoll|Protokollführung|Mitschrift|Protokollant(?:in)?|Schriftführ(?:er|erin|ung))[ \t]*:[ \t]*(?:(?:Frau|Herr|Fr\.|Hr\.)[ \t]+)?(\p{Lu}[\p{L}-]{1,40})[ \t]*(?:$|\n)/u;

/** "Für das Protokoll: Zielinski", where somebody of that name took part. */
function takerByFamilyName(source: Source, people: People): People['minuteTaker'] {
  const match = FAMILY_ONLY.exec(source.text);
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

function takerInText(source: Source): People['minuteTaker'] {
  for (const pattern of [TAKER_IN_TEXT, TAKER_BEHIND, TAKER_IN_SENTENCE]) {
    const match = pattern.exec(source.text);
    const name = match?.[1];
    if (!match || !name || !looksLikePerson(name)) continue;
    const start = match.index + match[0].indexOf(name);
    return { name: withoutAddress(name), start, end: start + name.length };
  }
  return null;
}
