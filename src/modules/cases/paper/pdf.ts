import type { Locale } from '#platform/i18n/index.ts';
import { PDF_HEAD, renderPdf } from '#platform/pdf.ts';
import { casesTexts } from '../texts.ts';
import type { ReportContent } from './content.ts';

const TEMPLATE = `${PDF_HEAD}
= #d.title
#table(columns: (auto, 1fr), stroke: none, inset: (x: 0pt, y: 4pt), column-gutter: 14pt,
  ..d.facts.map(f => ([*#f.at(0)*], [#f.at(1)])).flatten())
#if d.goals.len() > 0 [
  == #d.goalsTitle
  #list(..d.goals.map(g => [#g]))
]
#for phase in d.phases [
  == #phase.title
  #for session in phase.sessions [
    === #session.head
    #emph(session.people)

    #for line in session.notes.split("\\n") [ #line #linebreak() ]
  ]
  #for each in phase.texts [
    === #each.title
    #for line in each.text.split("\\n") [ #line #linebreak() ]
  ]
]
#if d.result != "" [
  == #d.resultTitle
  #d.result
]
== #d.historyTitle
#list(..d.history.map(h => [#h]))
`;

/** The report as an accessible PDF (PDF/UA-1). */
export function reportPdf(content: ReportContent, printed: string, locale: Locale): Promise<Buffer> {
  const t = casesTexts(locale);
  return renderPdf(TEMPLATE, {
    lang: locale,
    ...content,
    goalsTitle: t.goals,
    resultTitle: t.close,
    historyTitle: t.history,
    foot: printed,
    page: t.page,
    of: t.of,
  });
}
