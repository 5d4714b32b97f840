/** Tables of any length: they leave the house while they are made, and nothing is held but the portion at hand. */
import { setImmediate as othersFirst } from 'node:timers/promises';
import { writeXlsxStream } from 'hucre/xlsx';
import { contentOf, csvOf, DAY_FORMAT, MARK_BYTES, sheetName, type Value } from './table.ts';

type Row = readonly Value[];

export interface LongTable {
  /** Of the sheet; a CSV has none. */
  name: string;
  head: readonly string[];
  /** The columns that hold numbers, counted from nought; in all others what is a day is shown as one. */
  numbers?: readonly number[];
  rows: AsyncIterable<readonly Row[]>;
}

/** So many rows are written before others get their turn. */
const AT_ONCE = 200;

async function* inTurns(rows: LongTable['rows']): AsyncGenerator<readonly Row[]> {
  for await (const portion of rows)
    for (let start = 0; start < portion.length; start += AT_ONCE) {
      yield portion.slice(start, start + AT_ONCE);
      await othersFirst();
    }
}

/** As CSV for people: the letters are those of `csvOf`. */
export async function* csvPieces({ head, rows }: Omit<LongTable, 'name'>): AsyncGenerator<Uint8Array> {
  yield csvOf([head]);
  // The mark stands at the beginning of the file only.
  for await (const some of inTurns(rows)) yield csvOf(some).subarray(MARK_BYTES);
}

const [NARROWEST, WIDEST] = [10, 60];
/** So wide that what stands in a column can be read, as far as the first rows tell: the others are not there yet. */
const widthOf = (cells: readonly Value[]): number =>
  Math.min(WIDEST, Math.max(NARROWEST, ...cells.map((cell) => String(cell ?? '').length + 2)));

/** As XLSX; every text is a text, every day a day, and the head stays where it is while one scrolls. */
export async function* xlsxPieces({ name, head, numbers, rows }: LongTable): AsyncGenerator<Uint8Array> {
  const turns = inTurns(rows);
  const turn = await turns.next();
  const first = turn.done ? [] : turn.value;
  async function* cells() {
    yield [...head];
    for (const row of first) yield row.map(contentOf);
    for await (const some of turns) for (const row of some) yield row.map(contentOf);
  }
  const columns = head.map((title, column) => ({
    width: widthOf([title, ...first.map((row) => row[column])]),
    ...(numbers?.includes(column) ? {} : { numFmt: DAY_FORMAT }),
  }));
  yield* writeXlsxStream(cells(), { name: sheetName(name), columns, freezePane: { rows: 1 } });
}

/** Rows that are there already. */
export async function* these(rows: readonly Row[]): LongTable['rows'] {
  yield rows;
}

/** All of it, where it is needed whole. */
export async function wholeOf(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
