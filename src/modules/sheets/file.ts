import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { readSheet } from 'read-excel-file/node';
import writeXlsx from 'write-excel-file/node';
import { ArchiveError, checkArchive } from '#platform/files/archive.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import { type Cells, harmless, original } from './model.ts';

export const LARGEST_SHEET = 5 * 1024 * 1024;
const MOST_ROWS = 10_000;
const MOST_COLUMNS = 80;
const LONGEST_CELL = 10_000;

export type FileFault = 'tooLarge' | 'empty' | 'wrongType' | 'broken' | 'tooMany';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** A cell as text: dates as days, numbers as they are written, no invisible signs. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
  if (typeof value === 'boolean') return value ? 'ja' : 'nein';
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  return original(text.toWellFormed().replace(CONTROL, '').normalize('NFC').trim()).slice(0, LONGEST_CELL);
}

/** Old programs write Windows-1252: where the bytes are no UTF-8, they are that. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The sign between the columns: whichever is most frequent in the first line outside of quotes. */
function delimiterOf(text: string): string {
  const line = (text.split(/\r?\n/, 1)[0] ?? '').replace(/"[^"]*"/g, '');
  const signs = [';', ',', '\t'];
  return signs.toSorted((a, b) => line.split(b).length - line.split(a).length)[0] ?? ';';
}

function readCsv(bytes: Buffer): string[][] {
  const text = decode(bytes);
  if (text.includes('\0')) throw new Error('no text');
  return parse(text, {
    bom: true,
    delimiter: delimiterOf(text),
    relax_column_count: true,
    skip_empty_lines: true,
    to: MOST_ROWS + 2,
    max_record_size: 200_000,
  }) as string[][];
}

/** Reads a table from XLSX or CSV: rows of texts, the header first; empty rows at the end are dropped. */
export async function readTable(bytes: Buffer, name: string): Promise<Result<Cells[], FileFault>> {
  if (bytes.length > LARGEST_SHEET) return refused('tooLarge');
  if (bytes.length === 0) return refused('empty');
  const isXlsx = bytes.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004', 'latin1'));
  if (!isXlsx && /\.(xls|ods|pdf|docx)$/i.test(name)) return refused('wrongType');
  let rows: unknown[][];
  try {
    if (isXlsx) checkArchive(bytes, 'xl/workbook.xml');
    rows = isXlsx ? ((await readSheet(bytes)) as unknown[][]) : readCsv(bytes);
  } catch (error) {
    return refused(error instanceof ArchiveError && error.message === 'no document' ? 'wrongType' : 'broken');
  }
  const cells = rows.map((row) => row.slice(0, MOST_COLUMNS).map(textOf));
  while (cells.at(-1)?.every((cell) => cell === '')) cells.pop();
  if (cells.length === 0) return refused('empty');
  return cells.length > MOST_ROWS + 1 ? refused('tooMany') : ok(cells);
}

/** A table as CSV: with the mark that lets spreadsheets read umlauts, semicolons as German programs expect them. */
export const toCsv = (rows: readonly Cells[]): Buffer =>
  Buffer.from(
    stringify(
      rows.map((row) => row.map(harmless)),
      { delimiter: ';', bom: true, record_delimiter: 'windows' },
    ),
  );

/** A table as XLSX; every cell is text, so that nothing in it is ever run. */
export async function toXlsx(rows: readonly Cells[], sheet: string): Promise<Buffer> {
  const [header = [], ...rest] = rows;
  const data = [
    header.map((value) => ({ value, type: String, fontWeight: 'bold' as const })),
    ...rest.map((row) => row.map((value) => ({ value, type: String }))),
  ];
  const columns = header.map((title) => ({ width: Math.min(60, Math.max(14, title.length + 2)) }));
  return writeXlsx(
    data as never,
    { sheet: sheet.replace(/[[\]/\\:*?]/g, '').slice(0, 31), columns, stickyRowsCount: 1 } as never,
  ).toBuffer();
}
