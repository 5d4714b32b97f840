import writeXlsx from 'write-excel-file/node';
import { withDefaultStyle } from './xlsx-style.ts';

/** A filled cell. What it is follows from its value: a text, a number, a day. */
export interface WorkbookCell {
  value: string | number | Date;
  wrap?: boolean;
  fontWeight?: 'bold';
  format?: string;
}

/** Sheets as they are written; only what can be sent to another process. */
export type Workbook = {
  sheet: string;
  data: (WorkbookCell | null)[][];
  columns: { width: number }[];
  stickyRowsCount?: number;
}[];

const FONT = { fontFamily: 'Calibri', fontSize: 11 };

const typed = (cell: WorkbookCell | null) =>
  cell && { ...cell, type: cell.value instanceof Date ? Date : typeof cell.value === 'number' ? Number : String };

/** Writes sheets as XLSX. */
export async function workbookOf(sheets: Workbook): Promise<Buffer> {
  const all = sheets.map((sheet) => ({ ...sheet, data: sheet.data.map((row) => row.map(typed)) }));
  return withDefaultStyle(await writeXlsx(all as never, FONT as never).toBuffer());
}
