import { xlsxOf } from '#platform/files/table.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Opened } from '../desk.ts';
import { checksTexts } from '../texts.ts';
import { planRows } from './rows.ts';

const WIDTHS = [50, 12, 24, 22, 22, 18, 40, 30];

const DAY_FORMATS: Record<Locale, string> = { de: 'dd.mm.yyyy', en: 'dd mmm yyyy' };

const cellOf = (value: string, locale: Locale) =>
  /^\d{4}-\d\d-\d\d$/.test(value) ? { value, format: DAY_FORMATS[locale] } : { value, wrap: true };

/** The plan as a table; days are days, everything else is text. */
export function planXlsx(opened: Opened, locale: Locale): Promise<Buffer> {
  const { head, rows } = planRows(opened, locale, (day) => day);
  const cells = [head.map((value) => ({ value, bold: true })), ...rows.map((row) => row.map((value) => cellOf(value, locale)))];
  return xlsxOf({ name: checksTexts(locale).plan, rows: cells, widths: WIDTHS, isHeadFixed: true });
}
