import { xlsxOf } from '#platform/files/table.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { phaseOf } from '../model.ts';
import type { CaseFile } from '../store/cases.ts';
import { casesTexts } from '../texts.ts';
import { sprintText } from './content.ts';

const WIDTHS = [12, 24, 16, 40, 10, 10, 14, 16, 40];

export interface InvoiceLine {
  day: string;
  phase: string;
  kind: string;
  people: string;
  hours: number;
  funded: boolean;
  amount: number;
  remark: string;
}

/** What an invoice rests on: each session with its hours and amount; cents are rounded line by line. */
function invoiceLines({ row, sessions }: Pick<CaseFile, 'row' | 'sessions'>, hoursPerDay: number, locale: Locale): InvoiceLine[] {
  const t = casesTexts(locale);
  const hourRate = (row.day_rate ?? 0) / hoursPerDay;
  return sessions.map((session) => {
    const phase = phaseOf(row.process, session.phase);
    const hours = session.minutes / 60;
    return {
      day: session.day,
      phase: phase ? inLocale(phase, locale) : session.phase,
      kind: t.kinds[session.kind],
      people: session.took_part.join(', '),
      hours: Math.round(hours * 100) / 100,
      funded: session.funded,
      amount: session.funded ? Math.round(hours * hourRate * 100) / 100 : 0,
      remark: sprintText(session, locale),
    };
  });
}

/** The basis of the invoice as a table. */
export function invoiceXlsx(file: CaseFile, hoursPerDay: number, percent: number | undefined, locale: Locale): Promise<Buffer> {
  const t = casesTexts(locale);
  const lines = invoiceLines(file, hoursPerDay, locale);
  const rate = Math.round(((file.row.day_rate ?? 0) / hoursPerDay) * 100) / 100;
  const text = (value: string, bold = false) => ({ value, bold, wrap: true });
  const money = (value: number, bold = false) => ({ value, bold, format: '#,##0.00' });
  const sum = Math.round(lines.reduce((all, line) => all + line.amount, 0) * 100) / 100;
  const hours = lines.filter((line) => line.funded).reduce((all, line) => all + line.hours, 0);
  const blank = [text(''), text(''), text('')];
  const grant = percent === undefined ? 0 : Math.floor(sum * percent) / 100;
  const data = [
    t.invoiceHeads.map((head) => text(head, true)),
    ...lines.map((line) => [
      text(line.day),
      text(line.phase),
      text(line.kind),
      text(line.people),
      money(line.hours),
      text(line.funded ? '✓' : t.notFunded),
      money(line.funded ? rate : 0),
      money(line.amount),
      text(line.remark),
    ]),
    [text(t.invoiceSum, true), ...blank, money(hours, true), text(''), text(''), money(sum, true), text('')],
    ...(percent === undefined
      ? []
      : [
          [text(t.invoiceGrant(percent)), ...blank, text(''), text(''), text(''), money(grant), text('')],
          [text(t.invoiceOwn, true), ...blank, text(''), text(''), text(''), money(Math.round((sum - grant) * 100) / 100, true), text('')],
        ]),
  ];
  return xlsxOf({ name: t.invoice, rows: data, widths: WIDTHS, isHeadFixed: true });
}
