import writeXlsx from 'write-excel-file/node';
import type { Locale } from '#platform/i18n/index.ts';
import type { Opened } from '../desk.ts';
import { checksTexts } from '../texts.ts';
import { planRows } from './rows.ts';

const WIDTHS = [50, 12, 24, 22, 22, 18, 40, 30];

/** The plan as a table; every cell is text, so that nothing in it is ever run. */
export function planXlsx(opened: Opened, locale: Locale): Promise<Buffer> {
  const { head, rows } = planRows(opened, locale);
  const data = [
    head.map((value) => ({ value, type: String, fontWeight: 'bold' as const })),
    ...rows.map((row) => row.map((value) => ({ value, type: String, wrap: true }))),
  ];
  const options = { sheet: checksTexts(locale).plan.slice(0, 31), columns: WIDTHS.map((width) => ({ width })), stickyRowsCount: 1 };
  return writeXlsx(data as never, options as never).toBuffer();
}
