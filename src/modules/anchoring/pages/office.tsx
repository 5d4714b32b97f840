import { Button, DataTable, ErrorSummary, type FormState, Paged, renderPage, TextArea } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatNumber } from '#platform/i18n/format.ts';
import type { Page } from '#platform/lists.ts';
import type { Level, State, SupportKind } from '../model.ts';
import type { ConceptRow, SupportRow } from '../store.ts';
import { anchoringTexts } from '../texts.ts';

export interface PartnerLine {
  id: string;
  name: string;
  state: State;
  rated: number;
  total: number;
  hardest: Level | undefined;
  late: number;
}
export interface OfficeView {
  counts: ReadonlyMap<State, readonly unknown[]>;
  /** Those who have begun first. */
  lines: Page<PartnerLine>;
  support: Page<SupportRow & { organisation: string }>;
  figures: { kind: SupportKind; asked: number; answered: number; days: number | null }[];
  examples: Page<ConceptRow & { organisation: string }>;
  form: FormState;
}

const STATES: State[] = ['stuck', 'running', 'begun', 'done', 'notBegun'];

const PATH = '/geschaeftsstelle/verankerung';
/** How the pages of its lists are named; that of the partners as everywhere. */
export const LISTS = { support: 'unterstuetzung', examples: 'beispiele' } as const;

/** /geschaeftsstelle/verankerung */
export function officePage(c: Ctx, { counts, lines, support, figures, examples, form }: OfficeView): Response {
  const { locale, errors } = form;
  const all = anchoringTexts(locale);
  const t = all.office;
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    wide: true,
    flashes: all.flash,
    status: Object.keys(errors).length > 0 ? 422 : 200,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <ErrorSummary errors={errors} locale={locale} />
        <p>
          {STATES.map((state) => (
            <span class="tag" key={state}>
              {t.counts(counts.get(state)?.length ?? 0, all.states[state])}
            </span>
          ))}
        </p>
        <h2>{t.supports}</h2>
        {support.total === 0 && <p class="muted">{t.noSupport}</p>}
        <Paged list={support} c={c} path={PATH} parameter={LISTS.support} anchor={LISTS.support} label={t.supports}>
          {support.rows.map((row) => (
            <section class="entry" key={row.id} id={`unterstuetzung-${row.id}`}>
              <h3 class="entry__title">{all.supportKinds[row.kind]}</h3>
              <p class="prewrap">{row.text}</p>
              <p class="muted small">{t.from(row.organisation, row.asked_by, formatDate(row.asked_at, locale))}</p>
              {row.answer ? (
                <p class="quote">{row.answer}</p>
              ) : (
                <form method="post" action={`/geschaeftsstelle/unterstuetzung/${row.id}`} class="form">
                  <TextArea form={{ ...form, input: {} }} name={`answer-${row.id}`} label={t.answer} rows={3} maxLength={3000} />
                  <Button kind="secondary">{t.send}</Button>
                </form>
              )}
            </section>
          ))}
        </Paged>
        {figures.length > 0 && (
          <>
            <h2>{t.figures}</h2>
            <DataTable
              caption={t.figures}
              captionHidden
              heads={t.figureHeads}
              rows={figures.map((figure) => ({
                key: figure.kind,
                cells: [
                  all.supportKinds[figure.kind],
                  String(figure.asked),
                  String(figure.answered),
                  figure.days === null ? '–' : formatNumber(Math.round(figure.days * 10) / 10, locale),
                ],
              }))}
            />
          </>
        )}
        <h2>{t.examples}</h2>
        {examples.total === 0 && <p class="muted">{t.noExamples}</p>}
        <Paged list={examples} c={c} path={PATH} parameter={LISTS.examples} anchor={LISTS.examples} label={t.examples}>
          {examples.rows.map((example) => (
            <section class="entry" key={example.organisation_id}>
              <h3 class="entry__title">{example.organisation}</h3>
              <p class="prewrap">{example.example}</p>
              <form method="post" action={`/geschaeftsstelle/verankerung/${example.organisation_id}/beispiel`}>
                <Button kind="secondary" name="zeigen" value={example.shines_since ? 'nein' : 'ja'}>
                  {example.shines_since ? t.hide : t.show}
                </Button>
              </form>
            </section>
          ))}
        </Paged>
        <h2>{t.partners}</h2>
        <Paged list={lines} c={c} path={PATH} anchor="partner" label={t.partners}>
          <DataTable
            caption={t.partners}
            captionHidden
            heads={t.heads}
            rows={lines.rows.map((line) => ({
              key: line.id,
              cells: [
                line.name,
                all.states[line.state],
                line.state === 'notBegun' ? '–' : `${line.rated}/${line.total}`,
                line.hardest ? all.levels[line.hardest] : '–',
                String(line.late),
              ],
            }))}
          />
        </Paged>
      </>
    ),
  });
}
