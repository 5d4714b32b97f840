import type { Source } from './source.ts';
import { squeeze } from './blocks.ts';

export interface Cell {
  text: string;
  start: number;
  end: number;
}

/** A table of the document: heads in lower case, cells with their places in the cleaned text. */
export interface Table {
  heads: string[];
  rows: Cell[][];
  start: number;
  end: number;
  /** Lines between the rows that are no part of the table: headings with only the first column filled. */
  between: { start: number; end: number }[];
}

interface Line {
  text: string;
  start: number;
}

const HEAD_WORD =
  /^(?:wer|was|wann|bis(?: wann)?|termin|frist|f(?:ä|ae)llig(?:keit)?|datum|deadline|verantwortlich(?:e[rn]?|keit)?|zust(?:ä|ae)ndig(?:keit)?|federführung|aufgaben?|to-?do'?s?|maßnahmen?|massnahmen?|pendenz(?:en)?|auftrag|aufträge|inhalt|beschreibung|thema|gegenstand|ergebnis|beschluss|vereinbarung|schritt|nr\.?|lfd\. ?nr\.?|#|top|trakt(?:andum|\.)?|punkt|status|stand|erledigt|art|typ|bemerkung(?:en)?|name(?:n)?|vorname|nachname|person|organisation|institution|firma|einrichtung|funktion|rolle|anwesend(?:heit)?|teilnahme|kürzel|zeit|uhrzeit|dauer)(?:[ /(-].{0,24})?$/i;

const toLines = (text: string): Line[] => {
  let start = 0;
  return text.split('\n').map((line) => {
    const entry = { text: line, start };
    start += line.length + 1;
    return entry;
  });
};

function trimmed(text: string, start: number): Cell {
  const lead = text.length - text.trimStart().length;
  const inner = text.trim();
  return { text: inner, start: start + lead, end: start + lead + inner.length };
}

function splitBy(line: Line, separator: string): Cell[] {
  const cells: Cell[] = [];
  let position = 0;
  for (const part of line.text.split(separator)) {
    cells.push(trimmed(part, line.start + position));
    position += part.length + 1;
  }
  return cells;
}

const barCells = (line: Line): Cell[] => {
  const cells = splitBy(line, '|');
  if (cells[0]?.text === '' && /^\s*\|/.test(line.text)) cells.shift();
  if (cells.at(-1)?.text === '' && /\|\s*$/.test(line.text)) cells.pop();
  return cells;
};

/** Places where a new column begins: after at least two blanks. */
function columnStarts(text: string): number[] {
  const starts: number[] = [];
  for (let index = 0; index < text.length; index++) {
    const isStart = text[index] !== ' ' && (index === 0 || (text[index - 1] === ' ' && (index === 1 || text[index - 2] === ' ')));
    if (isStart) starts.push(index);
  }
  return starts;
}

/** Cells under given columns; a cell may begin up to three places left of its head. */
function alignedCells(line: Line, starts: number[]): Cell[] {
  const cuts = starts.map((start, column) => {
    if (column === 0) return 0;
    for (let at = start; at > start - 4 && at > 0; at--) if (line.text[at - 1] === ' ' || line.text[at - 1] === undefined) return at;
    return start;
  });
  return cuts.map((cut, column) => trimmed(line.text.slice(cut, cuts[column + 1] ?? line.text.length), line.start + cut));
}

/** No column begins in the middle of a word; behind a blank line the gaps have to be wide, too. */
const isClean = (line: Line, cells: Cell[], afterGap: boolean) =>
  cells.every(
    (cell, column) => column === 0 || cell.text === '' || (afterGap ? / {2}$/ : /\s$/).test(line.text.slice(0, cell.start - line.start)),
  );

const isHead = (cells: Cell[]) =>
  cells.length >= 2 && cells.length <= 9 && cells.filter((cell) => HEAD_WORD.test(cell.text)).length >= Math.max(2, cells.length - 1);

const isRule = (text: string) => /^[\s|:+=-]{3,}$/.test(text) && /[-=]{2}/.test(text);

/** Appends a continuation line to the row above. */
function append(row: Cell[], cells: Cell[]): void {
  cells.forEach((cell, column) => {
    const above = row[column];
    if (!above || cell.text === '') return;
    if (above.text === '') Object.assign(above, cell);
    else {
      above.text =
        /\p{L}-$/u.test(above.text) && /^\p{Ll}/u.test(cell.text) ? above.text.slice(0, -1) + cell.text : `${above.text} ${cell.text}`;
      above.end = cell.end;
    }
  });
}

function readBarred(
  lines: Line[],
  at: number,
  cellsOf: (line: Line) => Cell[],
  belongs: (line: Line) => boolean,
): { table: Table; next: number } {
  const head = lines[at] as Line;
  const heads = cellsOf(head).map((cell) => cell.text.toLowerCase());
  const rows: Cell[][] = [];
  let next = at + 1;
  for (; next < lines.length; next++) {
    const line = lines[next] as Line;
    if (isRule(line.text)) continue;
    if (!belongs(line)) break;
    const cells = cellsOf(line);
    const filled = cells.filter((cell) => cell.text !== '').length;
    const last = rows.at(-1);
    if (last && cells[0]?.text === '' && filled < heads.length - 1 && filled <= 2 && cells.length === heads.length) append(last, cells);
    else if (filled > 0) rows.push(cells);
  }
  return {
    table: { heads, rows, between: [], start: head.start, end: (lines[next - 1] as Line).start + (lines[next - 1] as Line).text.length },
    next,
  };
}

/** Whether a line without columns is only a heading between rows: within five lines the columns go on. */
function rowFollows(lines: Line[], at: number, starts: number[]): boolean {
  for (const line of lines.slice(at + 1, at + 6)) {
    const cells = alignedCells(line, starts);
    const inColumns = cells.slice(1).filter((cell) => cell.text !== '').length;
    if (cells[0]?.text !== '' && inColumns === cells.length - 1 && isClean(line, cells, true)) return true;
  }
  return false;
}

function readAligned(lines: Line[], at: number): { table: Table; next: number } {
  const head = lines[at] as Line;
  const starts = columnStarts(head.text);
  const heads = alignedCells(head, starts).map((cell) => cell.text.toLowerCase());
  const rows: Cell[][] = [];
  const between: Table['between'] = [];
  let gap = false;
  let hasGaps = false;
  let next = at + 1;
  let last = at;
  for (; next < lines.length; next++) {
    const line = lines[next] as Line;
    if (line.text.trim() === '') {
      gap = true;
      continue;
    }
    if (isRule(line.text)) {
      gap = false;
      last = next;
      continue;
    }
    const cells = alignedCells(line, starts);
    const filled = cells.filter((cell) => cell.text !== '').length;
    const isWrapped =
      filled === 1 &&
      !gap &&
      rows.length > 0 &&
      (cells[0]?.text === '' || /^\p{Ll}/u.test(cells[0]?.text ?? '') || (cells[0]?.text.length ?? 0) < 40);
    const isAligned = filled >= 2 || isWrapped;
    if (!isAligned || (gap && filled < 2) || !isClean(line, cells, gap)) {
      if (!rowFollows(lines, next, starts)) break;
      between.push({ start: line.start, end: line.start + line.text.length });
      gap = true;
      continue;
    }
    if (gap && rows.length > 0) hasGaps = true;
    const above = rows.at(-1);
    const isContinuation = above && !gap && (cells[0]?.text === '' || filled === 1 || (hasGaps && rows.length > 1));
    if (isContinuation) append(above, cells);
    else rows.push(cells);
    gap = false;
    last = next;
  }
  const end = lines[last] as Line;
  return { table: { heads, rows, between, start: head.start, end: end.start + end.text.length }, next: last + 1 };
}

/** All tables that say what their columns mean. */
export function findTables(source: Source): Table[] {
  const lines = toLines(source.text);
  const tables: Table[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] as Line;
    if (line.text.length > 400) continue;
    const text = line.text.trim();
    let read: { table: Table; next: number } | undefined;
    if (line.text.includes('|') && isHead(barCells(line))) read = readBarred(lines, at, barCells, (each) => each.text.includes('|'));
    else if (text.includes('\t') && isHead(splitBy(line, '\t')))
      read = readBarred(
        lines,
        at,
        (each) => splitBy(each, '\t'),
        (each) => each.text.includes('\t'),
      );
    else if (/\S {2,}\S/.test(text) && isHead(alignedCells(line, columnStarts(line.text)))) read = readAligned(lines, at);
    if (!read || read.table.rows.length === 0) continue;
    tables.push(read.table);
    at = read.next - 1;
  }
  return tables;
}

/** The column whose head matches, or -1. */
export const columnOf = (table: Table, head: RegExp): number => table.heads.findIndex((each) => head.test(squeeze(each)));
