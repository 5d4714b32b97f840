import { HeadingLevel, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx';
import { inTexts, plainText } from '#platform/drawable.ts';
import { docxOf } from '#platform/files/docx.ts';
import { formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { whenAndWhere } from '../pages/frame.tsx';
import { attendanceLines } from './attendance.ts';
import type { Agreement } from '../store/agreements.ts';
import type { Meeting } from '../store/meetings.ts';
import type { BodyRow } from '../tables.ts';
import { governanceTexts } from '../texts.ts';
import { officeTexts } from '../texts-office.ts';

const cell = (text: string, isHead = false) =>
  new TableCell({ children: [new Paragraph({ children: [new TextRun({ text, bold: isHead })] })] });

/** The minutes as a Word document: real headings, a real table. */
export function minutesDocx(written: Meeting, body: BodyRow, agreed: readonly Agreement[], locale: Locale): Promise<Buffer> {
  const [meeting, agreements] = [inTexts(written, plainText), inTexts(agreed, plainText)];
  const t = governanceTexts(locale);
  const o = officeTexts(locale);
  const title = `${o.protocol}: ${t.meeting(body.name, formatDay(meeting.day, locale))}`;
  const table = new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      new TableRow({ tableHeader: true, children: [t.agreed, t.responsible, t.due].map((head) => cell(head, true)) }),
      ...agreements.map(
        (agreement) =>
          new TableRow({
            cantSplit: true,
            children: [
              cell(agreement.text),
              cell(agreement.responsible.map((who) => who.name).join(', ') || '–'),
              cell(agreement.due ? formatDay(agreement.due, locale) : (agreement.due_text ?? '–')),
            ],
          }),
      ),
    ],
  });
  return docxOf({
    title,
    locale,
    children: [
      new Paragraph({ text: title, heading: HeadingLevel.TITLE }),
      new Paragraph(whenAndWhere(meeting, locale)),
      ...attendanceLines(meeting, locale).map(({ title: head, names }) => new Paragraph(`${head}: ${names}`)),
      ...meeting.items.flatMap((item) => [
        new Paragraph({ text: `${item.number}. ${item.title}`, heading: HeadingLevel.HEADING_1 }),
        ...item.text.split('\n').map((line) => new Paragraph(line)),
      ]),
      ...(agreements.length > 0 ? [new Paragraph({ text: t.agreed, heading: HeadingLevel.HEADING_1 }), table] : []),
      ...(meeting.minute_taker ? [new Paragraph(`${o.pdfTaker}: ${meeting.minute_taker}`)] : []),
    ],
  });
}
