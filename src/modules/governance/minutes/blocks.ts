import type { Source } from './source.ts';
import { GIVEN_NAMES } from './words.ts';

export type BlockKind = 'heading' | 'bullet' | 'numbered' | 'plain' | 'row' | 'rule';

/** One unit of reading: a heading, a point of a list, a paragraph, a row of a table. */
export interface Block {
  kind: BlockKind;
  /** As long as its stretch of the cleaned text (line breaks are blanks), without its marker. */
  text: string;
  /** Position of `text` in the cleaned text. */
  start: number;
  end: number;
  /** Columns before the marker. */
  indent: number;
  /** What stood before a point: "-", "3.", "☐". */
  marker: string;
  /** A blank line stands before it. */
  gap: boolean;
}

const BULLET = /^([ \t]*)([-–—•·▪◦‣●○■□☐☑☒✓✔➢➔→⇒*+]|=>|->|o(?= ))[ \t]+(\[[ xX]\][ \t]+)?/;
const CHECKBOX = /^([ \t]*)(\[[ xX]\])[ \t]+/;
const NUMBER = /^([ \t]*)(\d{1,2}(?:\.\d{1,2}){0,3}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}|\(\d{1,2}\)|[a-z]\))[ \t]+(?=\S)/;
const HEADING = /^([ \t]*)(#{1,6})[ \t]+/;
const RULE = /^[ \t]*(?:[-=_*~]{3,}|\|?[-:|+= ]{5,})[ \t]*$/;
/** "Ort: Raum 3": a label of few words at the start of a line. */
export const LABEL = /^[ \t]*(?:[A-ZÄÖÜ][\p{L}*:/.()-]{1,40}(?:[ ][\p{L}\d*:/.()-]{1,30}){0,3})[ \t]?:(?=\s|$)/u;
const STARTS_ITEM = /^[ \t]*(?:zu |ad )?(?:TOP|Tagesordnungspunkt|Traktandum|Punkt)\s*\d/i;
/** Lines that begin something new, however full the line before was. */
const ANNOUNCEMENT =
  /^(?:Beschl(?:uss|üsse)|Vereinbar(?:ung|t)|Aufgabe|To-?[Dd]o|TODO|Auftr[aä]g|Entscheid|Festlegung|Empfehlung|Pendenz|Maßnahme|Abstimmung|Verabred|Nächste|Anlage|Protokoll|Verantwortlich|Termin)/;
const SMALL_LABEL =
  /^(?:nicht )?(?:entschuldigt|anwesend|abwesend|dabei|fehlt|fehlen|gäste?|protokoll|moderation|leitung|nächste[sr]? \p{L}{3,12})[\p{L} ]{0,20}:/u;
const MONTH_NUMBER = /^\s*\d{1,2}\.\s*(?:Jan|Jän|Feb|Mär|Maerz|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|\d)/i;

interface RawLine {
  text: string;
  start: number;
}

function linesOf(text: string): RawLine[] {
  const lines: RawLine[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    lines.push({ text: line, start });
    start += line.length + 1;
  }
  return lines;
}

/** Columns side by side, divided by bars, tabs or wide gaps. */
function isRow(line: string): boolean {
  if (/^\s*\|.*\|/.test(line) || line.split('|').length > 2) return true;
  return /\S\t+\S/.test(line.trim());
}

const PAIR_LABEL =
  /^(?:Datum|Termin|Tag|Uhrzeit|Zeit|Beginn|Ende|Dauer|Ort|Raum|Format|Teilnehm|Teilgenommen|Anwesen|Abwesen|Entschuldigt|Gäste?|Gast|Protokoll|Moderation|Leitung|Sitzungsleitung|Vorsitz|Gremium|Sitzung|Verteiler)/i;

/** A row of a two-column head ("| Datum | 3. Dezember |") as a line with a label, character by character as long as before. */
function labelledPair(line: string): string | undefined {
  const bars = /^(\s*)\|?([^|\t]{2,40})([|\t])([^|\t]{1,2000})(\|?\s*)$/.exec(line);
  if (!bars || !PAIR_LABEL.test((bars[2] ?? '').trim()) || (bars[4] ?? '').trim() === '') return undefined;
  const [, lead = '', label = '', , value = '', end = ''] = bars;
  const outer = line.length - lead.length - label.length - value.length - end.length - 1;
  const bare = label.trimEnd();
  return `${lead}${' '.repeat(outer)}${bare}:${' '.repeat(label.length - bare.length)}${value}${' '.repeat(end.length)}`;
}

function opening(line: RawLine, gap: boolean): Block | undefined {
  const { text, start } = line;
  const begin = (kind: BlockKind, match: RegExpExecArray): Block => ({
    kind,
    text: text.slice(match[0].length),
    start: start + match[0].length,
    end: start + text.length,
    indent: (match[1] ?? '').length,
    marker: (match[3] ?? match[2] ?? '').trim(),
    gap,
  });
  if (RULE.test(text)) return { kind: 'rule', text: '', start, end: start + text.length, indent: 0, marker: '', gap };
  const heading = HEADING.exec(text);
  if (heading) return begin('heading', heading);
  const pair = labelledPair(text);
  if (pair !== undefined)
    return { kind: 'plain', text: pair.trimStart(), start: start + leading(pair), end: start + text.length, indent: 0, marker: '', gap };
  if (isRow(text)) return { kind: 'row', text, start, end: start + text.length, indent: 0, marker: '', gap };
  const bullet = CHECKBOX.exec(text) ?? BULLET.exec(text);
  if (bullet) return begin('bullet', bullet);
  const numbered = MONTH_NUMBER.test(text) ? null : NUMBER.exec(text);
  if (numbered) return begin('numbered', numbered);
  return undefined;
}

/** The width at which a writer broke the lines: what nine of ten long lines do not pass. */
function wrapWidth(lines: RawLine[]): number {
  const lengths = lines.map((line) => line.text.trimEnd().length).filter((length) => length > 40);
  if (lengths.length < 4) return 200;
  lengths.sort((a, b) => a - b);
  return Math.min(200, lengths[Math.floor(lengths.length * 0.85)] ?? 200);
}

/** "…, Winfried" at the end of a line: the family name stands in the next. */
const endsWithGivenName = (line: string) =>
  GIVEN_NAMES.has(/(?:,|;|\bund)\s+(\p{Lu}[\p{L}-]{1,20})$/u.exec(line)?.[1]?.toLowerCase() ?? '');

const leading = (text: string) => text.length - text.trimStart().length;

/** Whether a line only goes on where the one before was full. */
function continues(block: Block, line: RawLine, before: string, width: number): boolean {
  const text = line.text.trim();
  if (block.kind === 'row' || block.kind === 'rule' || block.kind === 'heading') return false;
  if ((text.length < 60 && ANNOUNCEMENT.test(text)) || /^\[?[A-Z]\]?\s?:\s/.test(text)) return false;
  if (STARTS_ITEM.test(text) || SMALL_LABEL.test(text)) return false;
  const isLowercase = /^[\p{Ll}(„"»&]/u.test(text) || /^\p{Lu}?[,;)]/u.test(text);
  const endsOpen =
    /(?:,|[-–]|\b(?:und|oder|sowie|der|die|das|des|dem|den|zu|von|mit|für|bis|am|im|an|in|bei|zur|zum|Frau|Herr|Herrn|Dr\.|Prof\.))$/.test(
      before,
    );
  if (isLowercase || endsOpen) return true;
  if (LABEL.test(line.text) && text.length < 200) return false;
  // A list of people behind its label ("Anwesend: A (X), B (Y)"), broken at any width.
  if (
    block.kind === 'plain' &&
    (before.length >= 55 || endsWithGivenName(before)) &&
    !/[.!?:;]$/.test(before) &&
    LABEL.test(block.text) &&
    block.text.split(',').length > 2 &&
    !/^(?:Außerdem|Es|Weiterhin|Ferner|Zudem|Weiters|Als|Die|Der|Das|Dazu|Später|Entschuldigt|Gäste?|Abwesend)\s/.test(text)
  )
    return true;
  const wasFull = before.length > width * 0.78 || before.length + (/^\S+/.exec(text)?.[0].length ?? 0) + 1 > width;
  if (block.kind === 'plain') return wasFull && before.length > 45;
  return leading(line.text) > block.indent || (wasFull && before.length > 45);
}

/** Divides the cleaned text into blocks; a wrapped line belongs to the block it goes on with. */
export function toBlocks(source: Source): Block[] {
  const lines = linesOf(source.text);
  const width = wrapWidth(lines);
  const blocks: Block[] = [];
  let gap = true;
  let before = '';
  for (const line of lines) {
    if (line.text.trim() === '') {
      gap = true;
      continue;
    }
    const last = blocks.at(-1);
    const opened = opening(line, gap);
    if (opened) blocks.push(opened);
    else if (last && !gap && continues(last, line, before, width)) {
      last.text += ` ${line.text}`;
      last.end = line.start + line.text.length;
    } else {
      const indent = leading(line.text);
      blocks.push({
        kind: 'plain',
        text: line.text.slice(indent),
        start: line.start + indent,
        end: line.start + line.text.length,
        indent,
        marker: '',
        gap,
      });
    }
    gap = false;
    before = line.text.trimEnd();
  }
  return blocks;
}

/** Whitespace as one blank, none at the ends. */
export const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();
