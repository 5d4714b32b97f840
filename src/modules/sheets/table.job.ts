/** Runs apart: the cells of a table as texts. */
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { ArchiveError, checkArchive } from '#platform/files/archive.ts';
import { cellText } from '#platform/files/cell.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Cells } from './model.ts';

const MOST_ROWS = 10_000;
const MOST_COLUMNS = 80;
const LONGEST_CELL = 10_000;
/** All cells together, empty ones left out: ten thousand rows of forty columns. */
const MOST_CELLS = 400_000;

export type ContentFault = 'empty' | 'wrongType' | 'broken' | 'bomb' | 'tooMany';

const textOf = (value: unknown): string => cellText(value, LONGEST_CELL);

/** Old programs write Windows-1252: where the bytes are no UTF-8, they are that. */
function decode(bytes: Uint8Array): string {
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

function readCsv(bytes: Uint8Array): string[][] {
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

async function readXlsx(bytes: Buffer): Promise<unknown[][]> {
  checkArchive(bytes, 'xl/workbook.xml');
  return (await readSheet(bytes)) as unknown[][];
}

function faultOf(error: unknown): ContentFault {
  if (error instanceof RangeError) return 'bomb';
  if (!(error instanceof ArchiveError)) return 'broken';
  return error.fault === 'none' ? 'wrongType' : error.fault === 'encrypted' ? 'broken' : error.fault;
}

export default async function readTable(input: { bytes: Uint8Array; isXlsx: boolean }): Promise<Result<Cells[], ContentFault>> {
  try {
    const rows: unknown[][] = input.isXlsx ? await readXlsx(Buffer.from(input.bytes)) : readCsv(input.bytes);
    if (rows.length > MOST_ROWS * 2) return refused('tooMany');
    const cells = rows.map((row) => row.slice(0, MOST_COLUMNS).map(textOf));
    while (cells.at(-1)?.every((cell) => cell === '')) cells.pop();
    if (cells.length === 0) return refused('empty');
    if (cells.length > MOST_ROWS + 1) return refused('tooMany');
    return cells.reduce((sum, row) => sum + row.length, 0) > MOST_CELLS ? refused('bomb') : ok(cells);
  } catch (error) {
    return refused(faultOf(error));
  }
}
