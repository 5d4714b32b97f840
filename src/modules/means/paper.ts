import { Paragraph } from 'docx';
import { docxOf } from '#platform/files/docx.ts';
import { inTexts, plainText } from '#platform/drawable.ts';
import { xlsxOf } from '#platform/files/table.ts';
import { formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { PDF_HEAD, renderPdf } from '#platform/pdf.ts';
import type { Pledge, Year } from './service.ts';
import { meansTexts } from './texts.ts';

interface Letter {
  subject: string;
  paragraphs: string[];
}

const addressOf = ({ organisation }: Pledge): string[] =>
  organisation ? [organisation.name, [organisation.postal_code, organisation.town].filter(Boolean).join(' ')] : [];

/** A letter as a Word document, to be worked on. */
export function letterDocx(pledge: Pledge, letter: Letter, day: string): Promise<Buffer> {
  const { subject, paragraphs } = inTexts(letter, plainText);
  const lines = [...addressOf(inTexts(pledge, plainText)), '', formatDay(day, 'de'), ''];
  const children = [
    ...lines.map((line) => new Paragraph(line)),
    new Paragraph({ text: subject, heading: 'Heading1' }),
    ...paragraphs.flatMap((text) => [new Paragraph(text), new Paragraph('')]),
  ];
  return docxOf({ title: subject, locale: 'de', children });
}

const TEMPLATE = `${PDF_HEAD}
#for line in d.address [ #line #linebreak() ]
#v(1em)
#d.day
= #d.title
#for p in d.paragraphs [
  #p

]
`;

/** The same as an accessible PDF (PDF/UA-1). */
export const letterPdf = (pledge: Pledge, { subject, paragraphs }: Letter, day: string): Promise<Buffer> => {
  const t = meansTexts('de');
  return renderPdf(TEMPLATE, {
    lang: 'de',
    title: subject,
    address: addressOf(pledge),
    day: formatDay(day, 'de'),
    paragraphs,
    foot: 'Transferwerk',
    page: t.page,
    of: t.of,
  });
};

/** Pledges and budget of a year. */
export function meansXlsx({ pledges, lines }: Year, locale: Locale): Promise<Buffer> {
  const t = meansTexts(locale);
  const text = (value: string, bold = false) => ({ value, bold });
  const money = (cents: number) => ({ value: cents / 100, format: '#,##0.00' });
  const rows = [
    t.heads.map((head) => text(head, true)),
    ...pledges.map(({ row, organisation, received, open, standing }) => [
      text(organisation?.name ?? ''),
      row.kind === 'money' ? money(row.amount ?? 0) : text(row.what),
      money(received),
      money(open),
      text(row.due_on),
      text(t.standings[standing]),
    ]),
    [],
    t.lineHeads.map((head) => text(head, true)),
    ...lines.map((line) => [text(line.title), money(line.planned), money(line.spent), money(line.planned - line.spent), text(line.note)]),
  ];
  return xlsxOf({ name: t.title, rows, widths: [34, 16, 16, 16, 14, 24] });
}
