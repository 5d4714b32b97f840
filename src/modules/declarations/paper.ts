import { formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { PDF_HEAD, PDF_QR, qrRows, renderPdf } from '#platform/pdf.ts';
import type { Claims } from './model.ts';
import { declarationsTexts } from './texts.ts';

const TEMPLATE = `${PDF_HEAD}${PDF_QR}
#v(1.2cm)
#text(size: 11pt, fill: rgb("#4b5069"))[#d.kicker]
= #d.title
#v(0.4cm)
#text(size: 15pt, weight: "semibold")[#d.company]
#if d.place != "" [ \\ #d.place ]
#v(0.4cm)
#d.text
#v(0.4cm)
#table(columns: (auto, 1fr), stroke: none, inset: (x: 0pt, y: 5pt), column-gutter: 14pt,
  ..d.facts.map(f => ([*#f.at(0)*], [#f.at(1)])).flatten())
#v(0.6cm)
#grid(columns: (auto, 1fr), column-gutter: 16pt, align: horizon,
  qr(d.qr, d.qrAlt, 3.2cm),
  [#d.verify \\ #link(d.url)[#d.url]])
#v(0.6cm)
#text(size: 9.5pt, fill: rgb("#4b5069"))[#d.meaning]
`;

/** The declaration as an accessible PDF, without its signature. */
export function declarationPaper(facts: Omit<Claims, 'sha256'>, checkTitle: string, locale: Locale): Promise<Buffer> {
  const t = declarationsTexts(locale);
  return renderPdf(TEMPLATE, {
    lang: locale,
    title: t.paperTitle(checkTitle),
    kicker: t.paperKicker(facts.sub),
    company: facts.company,
    place: facts.place,
    text: t.paperText(checkTitle),
    facts: [
      [t.number, facts.sub],
      [t.check, t.checkVersion(checkTitle, facts.check.version)],
      [t.measures, String(facts.measures)],
      [t.issued, formatDay(facts.issued, locale)],
      [t.until, formatDay(facts.validUntil, locale)],
    ],
    qr: qrRows(facts.url),
    qrAlt: t.qrAlt(facts.url),
    verify: t.paperVerify,
    url: facts.url,
    meaning: t.meaning,
    foot: t.paperFoot(formatDay(facts.issued, locale)),
    page: t.page,
    of: t.of,
  });
}
