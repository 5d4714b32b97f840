import { HeadingLevel, PageOrientation, Paragraph, Table, TableCell, TableRow, TextRun, WidthType } from 'docx';
import { inTexts, plainText } from '#platform/drawable.ts';
import { docxOf } from '#platform/files/docx.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import type { Opened } from '../desk.ts';
import { evaluate } from '../model.ts';
import { checksTexts } from '../texts.ts';
import { planRows } from './rows.ts';

const cell = (text: string, isHead = false) =>
  new TableCell({ children: [new Paragraph({ children: [new TextRun({ text, bold: isHead })] })] });

/** Result and plan as a text to work on: real headings, a real table. */
export function planDocx(opened: Opened, locale: Locale, now: Date): Promise<Buffer> {
  const t = checksTexts(locale);
  const title = `${inLocale(opened.definition.title, locale)}: ${t.pdfTitle}`;
  const { urgent } = evaluate(opened.definition, opened.assessment.ratings);
  const { head, rows } = inTexts(planRows(opened, locale), plainText);
  const table = new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      new TableRow({ tableHeader: true, children: head.map((text) => cell(text, true)) }),
      ...rows.map((row) => new TableRow({ cantSplit: true, children: row.map((text) => cell(text)) })),
    ],
  });
  return docxOf({
    title,
    locale,
    properties: { page: { size: { orientation: PageOrientation.LANDSCAPE } } },
    children: [
      new Paragraph({ text: title, heading: HeadingLevel.TITLE }),
      new Paragraph(t.pdfDate(formatDate(now, locale))),
      new Paragraph({ text: t.urgentTitle, heading: HeadingLevel.HEADING_1 }),
      ...(urgent.length === 0
        ? [new Paragraph(t.noneUrgent)]
        : urgent.map((point) => new Paragraph({ text: inLocale(point.title, locale), bullet: { level: 0 } }))),
      new Paragraph({ text: t.plan, heading: HeadingLevel.HEADING_1 }),
      ...(rows.length === 0 ? [new Paragraph(t.pdfNoPlan)] : [table]),
    ],
  });
}
