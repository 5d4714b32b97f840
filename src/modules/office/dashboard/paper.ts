import { xlsxPieces } from '#platform/files/long-table.ts';
import { formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { PDF_HEAD, renderPdf } from '#platform/pdf.ts';
import { partsText } from './figures.ts';
import type { Figure } from './model.ts';
import { dashboardTexts } from './texts.ts';

const TEMPLATE = `${PDF_HEAD}
= #d.title
#table(columns: (1fr, auto, 1.4fr), stroke: 0.5pt + rgb("#c8ccd8"), inset: 6pt,
  table.header(..d.heads.map(h => [*#h*])),
  ..d.rows.flatten().map(cell => [#cell]))
`;

const lines = (figures: readonly Figure[], locale: Locale): [string, string, string][] => {
  const t = dashboardTexts(locale);
  return figures.map((figure) => [
    t.titles[figure.id],
    String(figure.count),
    [partsText(figure, locale), t.captions[figure.id]].filter(Boolean).join('. '),
  ]);
};

/** The report as an accessible PDF (PDF/UA-1). */
export function reportPdf(figures: readonly Figure[], day: string, locale: Locale): Promise<Buffer> {
  const t = dashboardTexts(locale);
  return renderPdf(TEMPLATE, {
    lang: locale,
    title: t.report(formatDay(day, locale)),
    heads: t.heads,
    rows: lines(figures, locale),
    foot: 'Transferwerk',
    page: t.page,
    of: t.of,
  });
}

/** The same as a table, with what lies behind each figure: one line each, to be sorted and filtered by. */
export function reportXlsx(figures: readonly Figure[], locale: Locale): AsyncIterable<Uint8Array> {
  const t = dashboardTexts(locale);
  async function* rows() {
    yield figures.map((figure) => [
      t.titles[figure.id],
      figure.count,
      [partsText(figure, locale), t.captions[figure.id]].filter(Boolean).join('. '),
    ]);
    for (const figure of figures) yield figure.rows.rows.map((row) => [t.titles[figure.id], null, row.title, row.note]);
  }
  return xlsxPieces({ name: t.title, head: [...t.heads, t.note], numbers: [1], rows: rows() });
}

/** The report as the text of a mail. */
export function reportText(figures: readonly Figure[], url: string, locale: Locale): string {
  const rows = lines(figures, locale).map(([title, count, says]) => `${title}: ${count}\n${says}`);
  return [...rows, dashboardTexts(locale).mailFoot(url)].join('\n\n');
}
