import { formatDate, formatDay } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { PDF_HEAD, renderPdf } from '#platform/pdf.ts';
import { designTexts } from '#design/index.ts';
import { checkpointsOf } from '../definition/model.ts';
import { evaluate, planOrder } from '../model.ts';
import type { Opened } from '../desk.ts';
import { checksTexts } from '../texts.ts';

const TEMPLATE = `${PDF_HEAD}
#let mark(need) = box(width: 10pt, height: 10pt, baseline: 1.5pt, {
  if need == "urgent" { circle(radius: 4.5pt, fill: rgb("#a01028"), stroke: 1.2pt + rgb("#a01028")) }
  else if need == "some" { circle(radius: 4.5pt, fill: gradient.linear((white, 0%), (white, 50%), (rgb("#7a4a00"), 50%), (rgb("#7a4a00"), 100%)), stroke: 1.2pt + rgb("#7a4a00")) }
  else if need == "none" { circle(radius: 4.5pt, stroke: 1.2pt + rgb("#1c6435")) }
  else { line(start: (0pt, 5pt), length: 9pt, stroke: 1.2pt + rgb("#4b5069")) }
})
= #d.title
#text(size: 12pt)[#d.summary]

== #d.profileTitle
#table(
  columns: (1fr, auto, auto, auto, auto), stroke: none, inset: (x: 4pt, y: 5pt), align: (left, left, right, right, right),
  table.header([*#d.head.theme*], [*#d.head.need*], [*#d.head.urgent*], [*#d.head.some*], [*#d.head.none*]),
  table.hline(stroke: 0.6pt),
  ..d.themes.map(t => (t.title, [#mark(t.need) #t.needText], str(t.urgent), str(t.some), str(t.none))).flatten()
)

== #d.urgentTitle
#if d.urgent.len() == 0 [#d.noneUrgent] else {
  for p in d.urgent { block(breakable: false, above: 0.9em)[#mark("urgent") *#p.title* (#p.theme)
    #if p.note != "" [ \\ #text(fill: rgb("#4b5069"))[#p.note] ] ] }
}

== #d.planTitle
#if d.measures.len() == 0 [#d.noPlan] else {
  table(
    columns: (2.2fr, 1fr, 1fr, 0.9fr, 1.4fr), stroke: (x, y) => (bottom: 0.4pt + rgb("#c5c8d6")), inset: 5pt, align: left + top,
    table.header(..d.planHead.map(h => [*#h*])),
    ..d.measures.map(m => ([#if m.done [✓ ]#m.text], m.urgency, m.responsible, m.due, m.control)).flatten()
  )
}
`;

/** Result and action plan as an accessible PDF. */
export function planPdf(opened: Opened, locale: Locale, now: Date): Promise<Buffer> {
  const t = checksTexts(locale);
  const d = designTexts(locale);
  const { definition, assessment } = opened;
  const evaluation = evaluate(definition, assessment.ratings);
  const title = (id: string) => inLocale(definition.themes.find((theme) => theme.id === id)?.title ?? { de: id }, locale);
  const points = new Map(checkpointsOf(definition).map((point) => [point.id, point]));
  return renderPdf(TEMPLATE, {
    lang: locale,
    title: `${inLocale(definition.title, locale)}: ${t.pdfTitle}`,
    foot: t.pdfDate(formatDate(now, locale)),
    page: t.page,
    of: t.of,
    summary: t.resultSummary(
      evaluation.urgent.length,
      evaluation.some.length,
      evaluation.themes.reduce((n, theme) => n + theme.counts.none, 0),
    ),
    profileTitle: t.profile,
    head: { theme: t.profileBy, need: t.pdfNeed, urgent: d.need.urgent, some: d.need.some, none: d.need.none },
    themes: evaluation.themes.map((theme) => ({ title: title(theme.id), need: theme.need, needText: d.need[theme.need], ...theme.counts })),
    urgentTitle: t.urgentTitle,
    noneUrgent: t.noneUrgent,
    urgent: evaluation.urgent.map((point) => ({
      title: inLocale(point.title, locale),
      theme: title(point.theme),
      note: assessment.notes[point.id] ?? '',
    })),
    planTitle: t.plan,
    noPlan: t.pdfNoPlan,
    planHead: t.pdfPlanHead,
    measures: planOrder(assessment.measures).map((measure) => ({
      text: measure.checkpoint
        ? `${measure.text} (${inLocale(points.get(measure.checkpoint)?.title ?? { de: '' }, locale)})`
        : measure.text,
      done: measure.state === 'done',
      urgency: measure.urgency ? t.urgencies[measure.urgency] : '–',
      responsible: measure.responsible || '–',
      due: measure.due ? formatDay(measure.due, locale) : '–',
      control: measure.control || '–',
    })),
  });
}
