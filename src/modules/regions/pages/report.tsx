import { Alert, Button, DataTable, ErrorSummary, type FormState, LinkButton, renderPage, TextArea } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatDay, formatNumber } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { PDF_HEAD, renderPdf } from '#platform/pdf.ts';
import type { Network } from '#modules/networks/index.ts';
import type { NetworksConfig } from '../config.ts';
import type { Figures } from '../model.ts';
import type { Report } from '../store.ts';
import { regionsTexts } from '../texts.ts';
import { crumbOf, statusOf } from './forms.tsx';

/** The figures of a year as lines: what, how many. */
function lines(figures: Figures, locale: Locale): [string, string][] {
  const { rows } = regionsTexts(locale).report;
  const { events, ...counts } = figures;
  const numbers = { ...counts, events: events.length };
  return (Object.keys(rows) as (keyof typeof rows)[]).map((key) => [rows[key], formatNumber(numbers[key], locale)]);
}

interface ReportView {
  network: Network;
  year: number;
  report: Report | undefined;
  figures: Figures;
}

/** …/berichte/:year: figures by the platform, text by the network. */
export function reportPage(c: Ctx, { network, year, report, figures }: ReportView, config: NetworksConfig, form: FormState): Response {
  const locale = c.get('locale');
  const t = regionsTexts(locale).report;
  const isPublished = report?.published_at;
  return renderPage(c, {
    title: t.title(year),
    isPrivate: true,
    status: statusOf(form),
    flashes: { entwurf: t.saved, bericht: t.published },
    crumbs: crumbOf(network),
    children: (
      <>
        <h1>{t.title(year)}</h1>
        {isPublished ? <Alert kind="success" title={t.isPublished(formatDate(isPublished, locale))} /> : <p class="lead">{t.lead}</p>}
        <h2>{t.figures}</h2>
        <DataTable
          caption={t.figures}
          captionHidden
          numeric
          heads={[t.what, t.count]}
          rows={lines(figures, locale).map((cells) => ({ key: cells[0], cells }))}
        />
        <h2>{t.eventList}</h2>
        {figures.events.length === 0 ? (
          <p>{t.noEvents}</p>
        ) : (
          <ul>
            {figures.events.map(({ day, title }) => (
              <li key={day + title}>
                {formatDay(day, locale)}: {title}
              </li>
            ))}
          </ul>
        )}
        {isPublished ? (
          config.report.questions.map((question) => (
            <section key={question.id}>
              <h2>{inLocale(question, locale)}</h2>
              <p class="prewrap">{report.answers[question.id]}</p>
            </section>
          ))
        ) : (
          <>
            <ErrorSummary errors={form.errors} locale={locale} />
            <form method="post" noValidate class="form">
              {config.report.questions.map((question) => (
                <TextArea key={question.id} form={form} name={question.id} label={inLocale(question, locale)} rows={6} maxLength={6000} />
              ))}
              <div class="actions">
                <Button name="schritt" value="veroeffentlichen">
                  {t.publish}
                </Button>
                <Button kind="secondary" name="schritt" value="speichern">
                  {t.save}
                </Button>
              </div>
            </form>
          </>
        )}
        {report && (
          <LinkButton kind="secondary" href={`/netzwerk/${network.id}/berichte/${year}/bericht.pdf`}>
            {t.preview}
          </LinkButton>
        )}
      </>
    ),
  });
}

const TEMPLATE = `${PDF_HEAD}
= #d.title
#text(size: 14pt)[#d.network]
#if d.mark != "" [#text(fill: rgb("#4b5069"))[#d.mark]]
== #d.figures
#table(columns: (1fr, auto), align: (left, right), stroke: 0.4pt + rgb("#c3c6d4"),
  table.header([*#d.what*], [*#d.count*]),
  ..d.lines.map(l => ([#l.at(0)], [#l.at(1)])).flatten())
== #d.eventList
#if d.events.len() == 0 [#d.noEvents] else [#list(..d.events.map(e => [#e]))]
#for part in d.parts [
  == #part.at(0)
  #for paragraph in part.at(1) [#par[#paragraph]]
]
`;

/** A yearly report as PDF/UA. A draft says that it is one. */
export function reportPdf(
  { network, year, report, figures }: ReportView,
  config: NetworksConfig,
  at: Date,
  locale: Locale,
): Promise<Buffer> {
  const t = regionsTexts(locale).report;
  const stand = t.stand(formatDate(report?.published_at ?? at, locale));
  return renderPdf(TEMPLATE, {
    lang: locale,
    title: t.title(year),
    network: network.name,
    mark: report?.published_at ? '' : t.draft,
    figures: t.figures,
    what: t.what,
    count: t.count,
    lines: lines(figures, locale),
    eventList: t.eventList,
    noEvents: t.noEvents,
    events: figures.events.map(({ day, title }) => `${formatDay(day, locale)}: ${title}`),
    parts: config.report.questions.flatMap((question) => {
      const text = report?.answers[question.id] ?? '';
      return text === '' ? [] : [[inLocale(question, locale), text.split(/\n+/)]];
    }),
    foot: `${network.name} · ${stand}`,
    page: t.page,
    of: t.of,
  });
}
