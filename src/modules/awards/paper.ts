import { formatDate, formatDay } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { PDF_HEAD, PDF_QR, qrRows, renderPdf } from '#platform/pdf.ts';
import type { Award, Step } from './model.ts';
import type { DecisionRow } from './store.ts';
import { awardsTexts } from './texts.ts';

const TEMPLATE = `${PDF_HEAD}${PDF_QR}
#v(2cm)
= #d.title
#v(0.6cm)
#text(size: 16pt, weight: "semibold")[#d.company]
#v(0.3cm)
#d.text
#v(0.2cm)
#d.basis
#v(0.4cm)
#table(columns: (auto, 1fr), stroke: none, inset: (x: 0pt, y: 5pt), column-gutter: 14pt,
  ..d.facts.map(f => ([*#f.at(0)*], [#f.at(1)])).flatten())
#v(0.6cm)
#grid(columns: (auto, 1fr), column-gutter: 16pt, align: horizon,
  qr(d.qr, d.url, 3cm),
  [#d.verify \\ #link(d.url)[#d.url]])
`;

/** What a company may hang on its wall: an accessible PDF with the way to look it up. */
export function certificatePdf(
  company: string,
  award: Award,
  step: Step,
  decision: DecisionRow,
  url: string,
  locale: Locale,
): Promise<Buffer> {
  const t = awardsTexts(locale);
  const grants = inLocale(step.grants, locale);
  const issued = decision.decided_at ? formatDate(decision.decided_at, locale) : '';
  return renderPdf(TEMPLATE, {
    lang: locale,
    title: `${inLocale(award.title, locale)}: ${grants}`,
    company,
    text: t.paperText(company, inLocale(step.title, locale), grants),
    basis: t.paperBasis,
    facts: [
      [t.number, decision.number ?? ''],
      [t.granted_on, issued],
      [t.validUntil, decision.valid_until ? formatDay(decision.valid_until, locale) : ''],
    ],
    qr: qrRows(url),
    verify: t.verify,
    url,
    foot: issued,
    page: t.page,
    of: t.of,
  });
}
