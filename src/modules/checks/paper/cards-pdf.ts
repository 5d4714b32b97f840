import { formatDate } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { PDF_HEAD, renderPdf } from '#platform/pdf.ts';
import type { Card } from '../cards.ts';
import type { Opened } from '../desk.ts';
import { planTexts } from '../texts-plan.ts';
import { checksTexts } from '../texts.ts';

/** Lines of the attendance list: a small company's team on one page. */
const LINES = 18;

const TEMPLATE = `${PDF_HEAD}
= #d.title
#for (i, card) in d.cards.enumerate() {
  block(width: 100%, breakable: false, stroke: 0.8pt + rgb("#005f6b"), inset: 14pt, radius: 4pt, above: 1.2em)[
    #text(size: 9pt, fill: rgb("#4b5069"))[#card.number]
    == #card.title
    *#d.so:*
    #list(..card.rules.map(r => [#r]))
    #if card.why != "" [*#d.why:* #card.why \\ ]
    #if card.question != "" [*#d.ask:* #card.question]
  ]
}
#pagebreak()
= #d.attendance
#d.attendanceText

#d.list

#table(columns: (auto, 1fr), stroke: none, inset: (x: 0pt, y: 8pt), column-gutter: 10pt,
  [#d.day:], [#line(length: 60%, stroke: 0.6pt)], [#d.by:], [#line(length: 60%, stroke: 0.6pt)])
#table(columns: (1fr, 1fr), inset: 9pt, stroke: 0.5pt + rgb("#8b90a5"),
  table.header([*#d.head.at(0)*], [*#d.head.at(1)*]),
  ..range(d.lines).map(_ => ([#h(1pt)], [#h(1pt)])).flatten())
`;

/** Cards for a briefing, and the list to sign: on paper, as the law on instruction at work asks for a written note. */
export function cardsPdf(opened: Opened, cards: readonly Card[], locale: Locale, now: Date): Promise<Buffer> {
  const p = planTexts(locale);
  const t = checksTexts(locale);
  return renderPdf(TEMPLATE, {
    lang: locale,
    title: `${p.cards}: ${inLocale(opened.definition.title, locale)}`,
    foot: t.pdfDate(formatDate(now, locale)),
    page: t.page,
    of: t.of,
    so: p.cardSo,
    why: p.cardWhy,
    ask: p.cardAsk,
    cards: cards.map((card, index) => ({ ...card, number: p.cardOf(index + 1, cards.length) })),
    attendance: p.attendance,
    attendanceText: p.attendanceText,
    list: cards.map((card) => card.title).join(' · '),
    day: p.attendanceDay,
    by: p.attendanceBy,
    head: p.attendanceHead,
    lines: LINES,
  });
}
