import { formatDate, formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { PDF_HEAD, PDF_QR, qrRows, renderPdf } from '#platform/pdf.ts';
import type { CredentialRow } from './store.ts';
import { credentialsTexts } from './texts.ts';
import { partsOf } from './shown.ts';

const TEMPLATE = `${PDF_HEAD}${PDF_QR}
#v(2cm)
#text(size: 11pt, fill: rgb("#4b5069"))[#d.kicker]
= #d.title
#v(0.6cm)
#text(size: 16pt, weight: "semibold")[#d.holder]
#v(0.3cm)
#d.text
#v(0.2cm)
#d.description
#if d.criteria != "" [
  == #d.criteriaTitle
  #d.criteria
]
#v(0.4cm)
#table(columns: (auto, 1fr), stroke: none, inset: (x: 0pt, y: 5pt), column-gutter: 14pt,
  ..d.facts.map(f => ([*#f.at(0)*], [#f.at(1)])).flatten())
#v(0.6cm)
#grid(columns: (auto, 1fr), column-gutter: 16pt, align: horizon,
  qr(d.qr, d.qrAlt, 3cm),
  [#d.verify \\ #link(d.url)[#d.url]])
`;

/** The credential on paper: PDF/UA with the address under which it can be looked up. */
export function credentialPaper(row: CredentialRow, publicUrl: string, locale: Locale): Promise<Buffer> {
  const t = credentialsTexts(locale);
  const url = `${publicUrl}/nachweise/${row.number}`;
  const parts = partsOf(row);
  const issued = formatDate(row.issued_at, locale);
  return renderPdf(TEMPLATE, {
    lang: locale,
    title: row.title,
    kicker: t.kinds[row.kind],
    holder: row.holder,
    text: row.kind === 'accreditation' ? t.paperAccreditation(row.holder) : t.paperText(row.holder, t.kinds[row.kind]),
    description: parts.description,
    criteriaTitle: t.criteria,
    criteria: parts.criteria,
    facts: [
      [t.number, row.number],
      [t.issuer, parts.issuer],
      ...(parts.sponsors ? [[t.sponsors, parts.sponsors]] : []),
      [t.issued, issued],
      [t.until, row.valid_until ? formatDay(row.valid_until, locale) : t.noEnd],
    ],
    qr: qrRows(url),
    qrAlt: t.qrAlt(url),
    verify: t.verify,
    url,
    foot: issued,
    page: t.page,
    of: t.of,
  });
}
