import { formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { PDF_HEAD, renderPdf } from '#platform/pdf.ts';
import type { Agreement } from '../store/agreements.ts';
import type { Meeting } from '../store/meetings.ts';
import type { BodyRow } from '../tables.ts';
import { governanceTexts } from '../texts.ts';
import { officeTexts } from '../texts-office.ts';
import { whenAndWhere } from '../pages/frame.tsx';
import { attendanceLines } from './attendance.ts';

const TEMPLATE = `${PDF_HEAD}
= #d.title
#d.when

#for line in d.attendance { par[*#line.title:* #line.names] }

#for item in d.items [
== #item.title
#for part in item.text { if part != "" { par(part) } }
]
#if d.agreements.len() > 0 [
== #d.agreedTitle
#table(
  columns: (2.4fr, 1.2fr, 1fr), stroke: (x, y) => (bottom: 0.4pt + rgb("#c5c8d6")), inset: 5pt, align: left + top,
  table.header(..d.head.map(h => [*#h*])),
  ..d.agreements.map(a => (a.text, a.who, a.due)).flatten()
)
]
#if d.taker != "" [#d.takerTitle: #d.taker]
`;

/** The minutes as an accessible PDF (PDF/UA-1). */
export function minutesPdf(meeting: Meeting, body: BodyRow, agreements: readonly Agreement[], locale: Locale): Promise<Buffer> {
  const t = governanceTexts(locale);
  const o = officeTexts(locale);
  const title = `${o.protocol}: ${t.meeting(body.name, formatDay(meeting.day, locale))}`;
  return renderPdf(TEMPLATE, {
    lang: locale,
    title,
    foot: title,
    when: whenAndWhere(meeting, locale),
    page: o.pdfPage,
    of: o.pdfOf,
    attendance: attendanceLines(meeting, locale),
    items: meeting.items.map((item) => ({ title: `${item.number}. ${item.title}`, text: item.text.split('\n') })),
    agreedTitle: t.agreed,
    head: [t.agreed, t.responsible, t.due],
    agreements: agreements.map((agreement) => ({
      text: agreement.text,
      who: agreement.responsible.map((who) => who.name).join(', ') || '–',
      due: agreement.due ? formatDay(agreement.due, locale) : (agreement.due_text ?? '–'),
    })),
    takerTitle: o.pdfTaker,
    taker: meeting.minute_taker,
  });
}
