import type { Locale } from '#platform/i18n/index.ts';
import { PDF_HEAD, PDF_QR, qrRows, renderPdf } from '#platform/pdf.ts';
import { blocksOf } from '#platform/prose.ts';
import { PARTS, type Version } from './model.ts';
import { storiesTexts } from './texts.ts';

const TEMPLATE = `${PDF_HEAD}${PDF_QR}
= #d.title
#text(fill: rgb("#4b5069"))[#d.who]

#text(size: 12.5pt)[#d.summary]
#for section in d.sections [
  == #section.title
  #for block in section.blocks {
    if block.kind == "list" { list(..block.lines.map(l => [#l])) } else { par(block.lines.join(" ")) }
  }
  #if section.figures.len() > 0 [
    #table(columns: (auto, 1fr), stroke: none, inset: (x: 0pt, y: 4pt), column-gutter: 14pt,
      ..section.figures.map(f => ([*#f.at(0)*], [#f.at(1)])).flatten())
  ]
]
#if d.quotes.len() > 0 [
  #for q in d.quotes [
    #block(inset: (left: 0.8em), stroke: (left: 2pt + rgb("#005f6b")), above: 1em, below: 1em)[#emph(q.text) \\ #q.by]
  ]
]
#v(1em)
#grid(columns: (2.6cm, 1fr), gutter: 12pt, qr(d.qr, d.qrAlt, 2.4cm), align(horizon)[#d.url])
`;

/** A public story as an accessible PDF (PDF/UA-1). */
export function storyPdf(
  version: Version,
  { who, url, printed, locale }: { who: string; url: string; printed: string; locale: Locale },
): Promise<Buffer> {
  const t = storiesTexts(locale);
  return renderPdf(TEMPLATE, {
    lang: version.locale,
    title: version.title,
    summary: version.summary,
    who,
    sections: PARTS.filter((part) => version.parts[part] !== '').map((part) => ({
      title: t.sections[part],
      blocks: blocksOf(version.parts[part]),
      figures:
        part === 'result'
          ? version.figures.map(({ label, before, after }) => [label, before === '' ? after : `${t.before} ${before}, ${t.now} ${after}`])
          : [],
    })),
    quotes: version.quotes.map((quote) => ({ text: quote.text, by: t.quoteBy(quote.person) })),
    url,
    qr: qrRows(url),
    qrAlt: url,
    foot: printed,
    page: t.page,
    of: t.of,
  });
}
