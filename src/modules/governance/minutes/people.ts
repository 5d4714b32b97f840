import type { People } from './person.ts';
import { takerByFamilyName, takerInText } from './minute-taker.ts';
import {
  type Status,
  type Person,
  WORD_IN_NAME,
  TITLE,
  STATUS_WORDS,
  UNNAMED,
  COUNTED,
  looksLikePerson,
  describe,
  withoutAddress,
  readEntry,
  readList,
} from './person.ts';
import { type Block, LABEL, squeeze } from './blocks.ts';
import { sentencesOf } from './sentences.ts';
import type { Source } from './source.ts';
import { columnOf, type Table } from './tables.ts';
import { numberOf } from './words.ts';

const PRESENT_LABEL =
  /^(?:(?:weitere )?(?:Teilnehmer(?:[:*_/]?-?innen)?(?: und Teilnehmer(?:innen)?)?|Teilnehmerinnen|Teilnehmende[rn]?|Teilnahme|TN|Anwesend(?:e|heit)?|anwesend(?:e)?(?: (?:vor Ort|in Präsenz|per Video|\p{L}+)){0,2}|Teilgenommen(?: haben)?|Mitglieder|Anwesende Mitglieder|Stimmberechtigte?(?: Mitglieder)?|Teilnehmerkreis|Teilnehmerliste|Anwesenheitsliste|Zugeschaltet|Wer|(?:Beratende|Ordentliche|Ständige|Weitere) Mitglieder|Runde|(?:Mit )?[Dd]abei(?: waren| sind)?|Präsent|Beisitz(?:er(?:innen)?)?)(?: \([^)]{0,60}\))?)$/iu;

const EXCUSED_LABEL =
  /^(?:Nicht zugeschaltet|Entsch\.?|Nicht dabei(?: waren| sind)?|Entschuldigt(?:e)?(?: (?:sind|haben sich|fehlen|fehlend|abwesend))?|Abwesend(?:e)?|Verhindert|Fehlt|Fehlen|Es fehl(?:t|en|te|ten)(?: entschuldigt)?|Entschuldigt fehl(?:t|en|te|ten)|Nicht anwesend|Entschuldigungen|Fehlend|Abgemeldet)(?: \([^)]{0,60}\))?$/iu;

const GUEST_LABEL =
  /^(?:Gäste?|Gast|Als (?:Gast|Gäste)|Gäste und Referent[:*]?innen|Referent(?:[:*]?in(?:nen)?)?|Eingeladene? Gäste?|Ständige Gäste|Weitere Gäste)(?: \([^)]{0,60}\))?$/iu;

const LEAD_LABEL =
  /^(?:Vorsitz(?:ende[r]?)?|Sitzungsleitung|Leitung|Leiter(?:in)?|Moderation|Moderator(?:in)?|Sitzungsvorsitz|Gesprächsleitung|Versammlungsleitung|Gastgeber(?:in)?)$/iu;

const TAKER_LABEL =
  /^(?:Prot\.?|Protokoll(?:führung|führer(?:in)?|ant(?:in)?|iert(?: von| durch)?|erstellung)?|Protokoll(?: von| durch)?|Für das Protokoll|Für die Richtigkeit(?: des Protokolls)?|Mitschrift|Schriftführung|Schriftführer(?:in)?|Niederschrift|Verfasst von|Verfasser(?:in)?|Notizen|Aufgezeichnet von|gez\.?)$/iu;

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
  if (block.kind !== 'plain' || block.text.length > 3000 || /:\s*$/.test(block.text)) return [block];
  const sentences = sentencesOf(block.text, block.start);
  if (!sentences.some((sentence) => SENTENCE_LABEL.test(sentence.text))) return [block];
  return sentences.map((sentence) => ({
    ...block,
    text: sentence.text,
    start: sentence.start,
    end: sentence.end,
  }));
}

const EXCUSED_SENTENCE =
  /^(.{3,80}?) (?:fehlte|fehlt|fehlten|fehlen|war|ist|sind|waren|hat sich|hatte sich|haben sich) (?:entschuldigt|verhindert)\.?\s*$/u;

/** "Herr Opitz fehlte entschuldigt." */
function readExcusedSentence(block: Block, people: People): boolean {
  const match = EXCUSED_SENTENCE.exec(block.text);
  const persons = match ? readList(match[1] ?? '', block.start, 'excused') : [];
  for (const person of persons) addPerson(people.persons, person);
  return persons.length > 0;
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
    if (block.start < before && readExcusedSentence(block, people)) continue;
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

/** "Anna Berg (Institut) stellte vor": what the text says later of somebody from the list. */
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
