/** Every table that leaves the house, as CSV or XLSX: nothing in it is run by whoever opens it (OWASP: CSV injection). */
import { stringify } from 'csv-stringify/sync';
import { plainText } from '../drawable.ts';
import { makeDay } from '../days.ts';
import { harmless } from './formula.ts';
import { inThread } from './thread.ts';
import { type Workbook, type WorkbookCell, workbookOf } from './workbook.ts';
import type workbookJob from './workbook.job.ts';

export type Value = string | number | boolean | null | undefined;

/** The mark of UTF-8, in bytes. */
export const MARK_BYTES = 3;

const plain = (value: Value): Value => (typeof value === 'string' ? harmless(plainText(value)) : value);

/**
 * Rows as CSV, the header first. For people: semicolons as German programs expect them, and the mark that lets spreadsheets
 * read umlauts. For programs: commas, and no mark.
 */
export const csvOf = (rows: readonly (readonly Value[])[], readers: 'people' | 'programs' = 'people'): Buffer =>
  Buffer.from(
    stringify(
      rows.map((row) => row.map(plain)),
      // A line break alone ends no record of ours, but one of most programs.
      { quoted_match: /[\r\n]/, ...(readers === 'people' ? { delimiter: ';', bom: true, record_delimiter: 'windows' as const } : {}) },
    ),
  );

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
export const DAY_FORMAT = 'dd.mm.yyyy';

/** More signs no cell may hold: Excel calls the whole file damaged (its specifications and limits). */
const LONGEST_CELL = 32_767;

/** A value as a spreadsheet holds it; null: an empty cell. */
export function contentOf(value: Value): string | number | Date | null {
  const filled = dateOf(value) ?? plain(value);
  if (filled === null || filled === undefined || filled === '') return null;
  if (typeof filled === 'string')
    return filled.length > LONGEST_CELL ? `${filled.slice(0, LONGEST_CELL - 1).replace(/[\ud800-\udbff]$/, '')}…` : filled;
  return typeof filled === 'boolean' ? String(filled) : filled;
}

const cellOf = ({ value, bold, wrap, format }: Cell): WorkbookCell => {
  const shown = contentOf(value);
  if (shown === null) return null;
  const isDay = shown instanceof Date;
  if (!wrap && !bold && !isDay && format === undefined) return shown;
  return {
    value: shown,
    ...(wrap ? { wrap: true } : {}),
    ...(bold ? { fontWeight: 'bold' as const } : {}),
    ...(isDay || format !== undefined ? { format: format ?? DAY_FORMAT } : {}),
  };
};

/** What a sheet's name may not hold is left out. */
export const sheetName = (name: string): string => name.replace(/[[\]/\\:*?]/g, '').slice(0, 31);

/** Sheets as the job takes them: what is a day is one. */
const prepared = (sheets: readonly Sheet[]): Workbook =>
  sheets.map(({ name, rows, widths, isHeadFixed }) => ({
    sheet: sheetName(name),
    data: rows.map((row) => row.map(cellOf)),
    columns: widths.map((width) => ({ width })),
    ...(isHeadFixed ? { stickyRowsCount: 1 } : {}),
  }));

/** More cells than this take so long that others would wait: such a table is made in a thread of its own. */
const MOST_CELLS_HERE = 3000;
const JOB = 'platform/files/workbook.job.ts';

/**
 * Sheets as XLSX; every text is a text, every day a day. For what a page shows; what may be of any length is a `LongTable`.
 * @throws HttpError 429 where too many are made at once
 */
export async function xlsxOf(...sheets: Sheet[]): Promise<Buffer> {
  const workbook = prepared(sheets);
  const cells = sheets.reduce((sum, { rows, widths }) => sum + rows.length * widths.length, 0);
  if (cells <= MOST_CELLS_HERE) return workbookOf(workbook);
  return Buffer.from(await inThread<typeof workbookJob>(JOB, workbook));
}
