/** Runs in a thread: a large table, whose writing would keep others waiting. */
import { type Workbook, workbookOf } from './workbook.ts';

export default (sheets: Workbook): Promise<Uint8Array> => workbookOf(sheets);
