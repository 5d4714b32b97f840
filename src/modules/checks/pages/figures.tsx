import { DataTable, EmptyState, renderPage } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import type { CheckDefinition } from '../definition/model.ts';
import { LEAST_SHOWN } from '../figures/model.ts';
import { figuresTexts } from '../figures/texts.ts';
import { STAGES } from '../model.ts';
import type { readFunnel, readUse } from '../store/figures.ts';

export interface UseFigures {
  since: string;
  funnel: Awaited<ReturnType<typeof readFunnel>>;
  use: Awaited<ReturnType<typeof readUse>>;
}

/** A number that is small says only that it is. */
const shown = (number: number, locale: Locale): string => {
  const t = figuresTexts(locale);
  return number === 0 ? t.none : number < LEAST_SHOWN ? t.few : String(number);
};

function CheckFigures({ definition, figures, locale }: { definition: CheckDefinition; figures: UseFigures; locale: Locale }) {
  const t = figuresTexts(locale);
  const reached = (stage: string, accompanied: boolean) =>
    figures.funnel
      .filter(
        (row) => row.checkId === definition.id && row.stage === stage && row.accompanied === accompanied && row.month >= figures.since,
      )
      .reduce((sum, row) => sum + row.reached, 0);
  const used = (theme: string, kind: string) =>
    figures.use.themes.find((row) => row.check_id === definition.id && row.theme === theme && row.kind === kind)?.number ?? 0;
  const durations = figures.use.durations.filter((row) => row.check_id === definition.id);
  return (
    <section>
      <h2>{inLocale(definition.title, locale)}</h2>
      <DataTable
        numeric
        caption={`${inLocale(definition.title, locale)}: ${t.level}`}
        heads={[t.level, t.alone, t.accompanied]}
        rows={STAGES.map((stage) => ({
          key: stage,
          cells: [t.stages[stage], shown(reached(stage, false), locale), shown(reached(stage, true), locale)],
        }))}
      />
      <details>
        <summary>{t.themes}</summary>
        <DataTable
          numeric
          caption={`${inLocale(definition.title, locale)}: ${t.themes}`}
          heads={[t.theme, t.finished, t.stopped]}
          rows={definition.themes.map((theme) => ({
            key: theme.id,
            cells: [inLocale(theme.title, locale), shown(used(theme.id, 'finished'), locale), shown(used(theme.id, 'stopped'), locale)],
          }))}
        />
      </details>
      {durations.length > 0 && (
        <details>
          <summary>{t.duration}</summary>
          <DataTable
            numeric
            caption={`${inLocale(definition.title, locale)}: ${t.duration}`}
            heads={[t.minutes, t.checks]}
            rows={durations.map((row) => ({ key: String(row.minutes), cells: [t.upTo(row.minutes), shown(row.number, locale)] }))}
          />
        </details>
      )}
    </section>
  );
}

/** /geschaeftsstelle/zahlen: the three levels of effect, where people stop, how long it takes. */
export function figuresPage(c: Ctx, definitions: Iterable<CheckDefinition>, figures: UseFigures): Response {
  const locale = c.get('locale');
  const t = figuresTexts(locale);
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    crumbs: [{ href: '/geschaeftsstelle', label: locale === 'de' ? 'Geschäftsstelle' : 'Office' }],
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <p class="muted">
          {t.since(formatDay(figures.since, locale))} {t.byDevice}
        </p>
        {figures.funnel.length === 0 && <EmptyState title={t.nothing} />}
        {[...definitions].map((definition) => (
          <CheckFigures key={definition.id} definition={definition} figures={figures} locale={locale} />
        ))}
      </>
    ),
  });
}
