/** Runs apart: the sheets of a workbook as texts. */
import readWorkbook from 'read-excel-file/node';
import { ArchiveError, checkArchive } from '#platform/files/archive.ts';
import { original } from '#platform/files/formula.ts';
import { ok, type Result, refused } from '#platform/result.ts';

const MOST_SHEETS = 20;
const MOST_ROWS = 2000;
const MOST_COLUMNS = 60;
const LONGEST_CELL = 5000;
/** All filled cells together: a check of a hundred points in three languages has six thousand. */
const MOST_CELLS = 60_000;

/** A sheet's name and its rows. */
export type SheetTexts = [name: string, rows: string[][]];

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  const text = value instanceof Date ? value.toISOString().slice(0, 10) : String(value as string | number | boolean);
  return original(text.toWellFormed().replace(CONTROL, '').trim()).slice(0, LONGEST_CELL);
};

export default async function readSheets(bytes: Uint8Array): Promise<Result<SheetTexts[], 'broken' | 'noCheck' | 'bomb'>> {
  try {
    const buffer = Buffer.from(bytes);
    checkArchive(buffer, 'xl/workbook.xml');
    const sheets = (await readWorkbook(buffer))
      .slice(0, MOST_SHEETS)
      .map(({ sheet, data }): SheetTexts => [sheet, data.slice(0, MOST_ROWS).map((row) => row.slice(0, MOST_COLUMNS).map(textOf))]);
    const cells = sheets.flatMap(([, rows]) => rows.map((row) => row.filter((text) => text !== '').length));
    return cells.reduce((sum, count) => sum + count, 0) > MOST_CELLS ? refused('bomb') : ok(sheets);
  } catch (error) {
    if (error instanceof RangeError) return refused('bomb');
    if (!(error instanceof ArchiveError)) return refused('broken');
    return refused(error.fault === 'none' ? 'noCheck' : error.fault === 'bomb' ? 'bomb' : 'broken');
  }
}
