/** Runs apart: the sheets of a workbook as texts. */
import readWorkbook from 'read-excel-file/node';
import { ArchiveError, checkArchive } from '#platform/files/archive.ts';
import { cellText } from '#platform/files/cell.ts';
import { ok, type Result, refused } from '#platform/result.ts';

const MOST_SHEETS = 20;
const MOST_ROWS = 2000;
const MOST_COLUMNS = 60;
const LONGEST_CELL = 5000;
/** All filled cells together: a check of a hundred points in three languages has six thousand. */
const MOST_CELLS = 60_000;

/** A sheet's name and its rows. */
export type SheetTexts = [name: string, rows: string[][]];

const textOf = (value: unknown): string => cellText(value, LONGEST_CELL);

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
