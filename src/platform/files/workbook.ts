import writeXlsx from 'write-excel-file/node';
import { withDefaultStyle } from './xlsx-style.ts';

/** What stands in a cell; what it is follows from it: a text, a number, a day. */
type Content = string | number | Date;
/** A filled cell that does not look like all others. */
interface StyledCell {
  value: Content;
  wrap?: boolean;
  fontWeight?: 'bold';
  format?: string;
}

/** A cell; a bare value where nothing is to be said of it, since there may be half a million. Null: empty. */
export type WorkbookCell = Content | StyledCell | null;

/** Sheets as they are written; only what can be sent to another process. */
export type Workbook = {
  sheet: string;
  data: WorkbookCell[][];
  columns: { width: number }[];
  stickyRowsCount?: number;
}[];

const FONT = { fontFamily: 'Calibri', fontSize: 11 };

const isStyled = (cell: Content | StyledCell): cell is StyledCell => typeof cell === 'object' && !(cell instanceof Date);

function typed(cell: WorkbookCell) {
  if (cell === null) return null;
  const styled = isStyled(cell) ? cell : { value: cell };
  return { ...styled, type: styled.value instanceof Date ? Date : typeof styled.value === 'number' ? Number : String };
}

/** Writes sheets as XLSX. */
export async function workbookOf(sheets: Workbook): Promise<Buffer> {
  const all = sheets.map((sheet) => ({ ...sheet, data: sheet.data.map((row) => row.map(typed)) }));
  return withDefaultStyle(await writeXlsx(all as never, FONT as never).toBuffer());
}
