/** Every table that leaves the house, as CSV or XLSX: nothing in it is run by whoever opens it (OWASP: CSV injection). */
import { setImmediate as othersFirst } from 'node:timers/promises';
import { stringify } from 'csv-stringify/sync';
import { plainText } from '../drawable.ts';
import { inPortions } from '../rows.ts';
import { makeDay } from '../days.ts';
import { harmless } from './formula.ts';
import { apart, type ApartLimits } from './apart.ts';
import { inThread } from './thread.ts';
import { HttpError } from '../http/errors.ts';
import { type Workbook, type WorkbookCell, workbookOf } from './workbook.ts';
import type workbookJob from './workbook.job.ts';

export type Value = string | number | boolean | null | undefined;

/** The mark of UTF-8, in bytes. */
const MARK_BYTES = 3;

const plain = (value: Value): Value => (typeof value === 'string' ? harmless(plainText(value)) : value);

/**
 * Rows as CSV, the header first. For people: semicolons as German programs expect them, and the mark that lets spreadsheets
 * read umlauts. For programs: commas, and no mark.
 */
export const csvOf = (rows: readonly (readonly Value[])[], readers: 'people' | 'programs' = 'people'): Buffer =>
  Buffer.from(
    stringify(
      rows.map((row) => row.map(plain)),
      readers === 'people' ? { delimiter: ';', bom: true, record_delimiter: 'windows' } : {},
    ),
  );

/** So many rows are written before others get their turn. */
const PORTION = 500;

/** The same for very many rows: while they are written others are served. */
export async function longCsvOf(rows: readonly (readonly Value[])[]): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (const portion of inPortions(rows, PORTION)) {
    const piece = csvOf(portion);
    // The mark stands at the beginning of the file only.
    pieces.push(pieces.length === 0 ? piece : piece.subarray(MARK_BYTES));
    await othersFirst();
  }
  return Buffer.concat(pieces);
}

export interface Cell {
  value: Value;
  bold?: boolean;
  wrap?: boolean;
  /** Of a number or a day, as spreadsheets write it: `#,##0.00`, `dd.mm.yyyy`. */
  format?: string;
}

export interface Sheet {
  name: string;
  rows: readonly (readonly Cell[])[];
  /** Widths of the columns, in characters. */
  widths: readonly number[];
  /** The header stays where it is while one scrolls. */
  isHeadFixed?: boolean;
}

/** A day (`YYYY-MM-DD`) as spreadsheets hold it: one that sorts and can be filtered. They know none before 1900. */
function dateOf(value: Value): Date | undefined {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(typeof value === 'string' ? value : '') ?? [];
  const made = year === undefined ? null : makeDay(Number(year), Number(month), Number(day));
  return made === null ? undefined : new Date(`${made}T00:00:00Z`);
}
const DAY_FORMAT = 'dd.mm.yyyy';

const cellOf = ({ value, bold, wrap, format }: Cell): WorkbookCell => {
  const date = dateOf(value);
  const filled = date ?? plain(value);
  if (filled === null || filled === undefined || filled === '') return null;
  const shown = typeof filled === 'boolean' ? String(filled) : filled;
  if (!wrap && !bold && !date && format === undefined) return shown;
  return {
    value: shown,
    ...(wrap ? { wrap: true } : {}),
    ...(bold ? { fontWeight: 'bold' as const } : {}),
    ...(date || format !== undefined ? { format: format ?? DAY_FORMAT } : {}),
  };
};

/** Sheets as the job takes them: what is a day is one, and names lose what a sheet's name may not hold. */
const prepared = (sheets: readonly Sheet[]): Workbook =>
  sheets.map(({ name, rows, widths, isHeadFixed }) => ({
    sheet: name.replace(/[[\]/\\:*?]/g, '').slice(0, 31),
    data: rows.map((row) => row.map(cellOf)),
    columns: widths.map((width) => ({ width })),
    ...(isHeadFixed ? { stickyRowsCount: 1 } : {}),
  }));

/** More cells than this take so long that others would wait: such a table is made in a thread of its own … */
const MOST_CELLS_HERE = 3000;
/** … and one with more than this in a process, whose memory goes back with its end. */
const MOST_CELLS_IN_THREAD = 50_000;
const JOB = 'platform/files/workbook.job.ts';
const LIMITS: ApartLimits = { seconds: 60, memoryMb: 1500, answerMb: 64, line: 'papers' };

/** Sheets as XLSX; every text is a text, every day a day. @throws HttpError where too many are made at once */
export async function xlsxOf(...sheets: Sheet[]): Promise<Buffer> {
  const workbook = prepared(sheets);
  const cells = sheets.reduce((sum, { rows, widths }) => sum + rows.length * widths.length, 0);
  if (cells <= MOST_CELLS_HERE) return workbookOf(workbook);
  if (cells <= MOST_CELLS_IN_THREAD) return Buffer.from(await inThread<typeof workbookJob>(JOB, workbook));
  const made = await apart<typeof workbookJob>(JOB, workbook, LIMITS);
  if (made.ok) return Buffer.from(made.value);
  throw made.fault === 'busy' ? new HttpError(429) : new Error(`a table was not made: ${made.fault}`);
}
