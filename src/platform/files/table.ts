/** Every table that leaves the house, as CSV or XLSX: nothing in it is run by whoever opens it (OWASP: CSV injection). */
import { stringify } from 'csv-stringify/sync';
import writeXlsx from 'write-excel-file/node';
import { plainText } from '../drawable.ts';
import { makeDay } from '../days.ts';
import { harmless } from './formula.ts';
import { withDefaultStyle } from './xlsx-style.ts';

export type Value = string | number | boolean | null | undefined;

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
const FONT = { fontFamily: 'Calibri', fontSize: 11 };

const cellOf = ({ value, bold, wrap, format }: Cell) => {
  const date = dateOf(value);
  const shown = date ?? plain(value);
  if (shown === null || shown === undefined || shown === '') return null;
  return {
    value: typeof shown === 'boolean' ? String(shown) : shown,
    type: date ? Date : typeof shown === 'number' ? Number : String,
    ...(wrap ? { wrap: true } : {}),
    ...(bold ? { fontWeight: 'bold' as const } : {}),
    ...(date || format !== undefined ? { format: format ?? DAY_FORMAT } : {}),
  };
};

/** Sheets as XLSX; every text is a text, every day a day. Names lose what a sheet's name may not hold. */
export async function xlsxOf(...sheets: Sheet[]): Promise<Buffer> {
  const all = sheets.map(({ name, rows, widths, isHeadFixed }) => ({
    sheet: name.replace(/[[\]/\\:*?]/g, '').slice(0, 31),
    data: rows.map((row) => row.map(cellOf)),
    columns: widths.map((width) => ({ width })),
    ...(isHeadFixed ? { stickyRowsCount: 1 } : {}),
  }));
  return withDefaultStyle(await writeXlsx(all as never, FONT as never).toBuffer());
}
