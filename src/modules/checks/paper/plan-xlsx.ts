import { xlsxOf } from '#platform/files/table.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Opened } from '../desk.ts';
import { checksTexts } from '../texts.ts';
import { planRows } from './rows.ts';

const WIDTHS = [50, 12, 24, 22, 22, 18, 40, 30];

/** The plan as a table; every cell is text. */
export function planXlsx(opened: Opened, locale: Locale): Promise<Buffer> {
  const { head, rows } = planRows(opened, locale);
  const cells = [head.map((value) => ({ value, bold: true })), ...rows.map((row) => row.map((value) => ({ value, wrap: true })))];
  return xlsxOf({ name: checksTexts(locale).plan, rows: cells, widths: WIDTHS, isHeadFixed: true });
}
