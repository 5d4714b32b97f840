import { Button, CheckGroup, EmptyState, ErrorSummary, type FormState, Paged, renderPage, TextArea, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { inLocale } from '#platform/i18n/index.ts';
import type { Page } from '#platform/lists.ts';
import type { Topics } from '#modules/topics/index.ts';
import type { ObservationRow } from '../store.ts';
import { trendsTexts } from '../texts.ts';
import { byWhom, ObservationForm } from './observations.tsx';
import { type Judged, Radar } from './radar.tsx';

/** The page of the observations that belong to no trend yet. */
export const LOOSE = 'beobachtungen';

/** /trends */
export function trendsPage(
  c: Ctx,
  {
    list,
    loose,
    form,
    open,
    topics,
  }: { list: Page<Judged>; loose: Page<ObservationRow>; form: FormState; open: 'trend' | 'observation' | undefined; topics: Topics },
): Response {
  const { locale } = form;
  const t = trendsTexts(locale);
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    flashes: t.flash,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <ErrorSummary errors={form.errors} locale={locale} />
        {list.total === 0 ? (
          <EmptyState title={t.none} />
        ) : (
          <Paged list={list} c={c} path="/trends" label={t.title}>
            <Radar judged={list.rows} topics={topics} locale={locale} />
            <ol class="link-list radar__names">
              {list.rows.map(({ trend }) => (
                <li key={trend.id}>
                  <a href={`/trends/${trend.id}`}>{trend.title}</a>
                </li>
              ))}
            </ol>
          </Paged>
        )}
        <details open={open === 'observation' || list.total + loose.total === 0}>
          <summary>{t.add}</summary>
          <ObservationForm form={open === 'trend' ? { ...form, errors: {}, input: {} } : form} action="/trends/beobachtungen" />
        </details>
        <h2>{t.loose}</h2>
        {loose.total === 0 && <p class="muted">{t.noLoose}</p>}
        <form method="post" action="/trends" class="form">
          {loose.total > 0 && (
            <Paged list={loose} c={c} path="/trends" parameter={LOOSE} anchor={LOOSE} label={t.loose}>
              <CheckGroup
                form={form}
                name="observations"
                label={t.observations}
                hint={t.nameHint}
                options={loose.rows.map((row) => ({ value: row.id, label: `${row.text.slice(0, 160)} (${byWhom(row, locale)})` }))}
              />
            </Paged>
          )}
          <details open={open === 'trend'}>
            <summary>{t.name}</summary>
            <TextField form={form} name="title" label={t.trendTitle} maxLength={120} />
            <TextArea form={form} name="description" label={t.description} rows={4} maxLength={3000} />
            <CheckGroup
              form={form}
              name="topics"
              label={t.topics}
              groups={topics.fields.map((field) => ({
                label: inLocale(field, locale),
                options: field.topics.map((topic) => ({ value: topic.id, label: inLocale(topic, locale) })),
              }))}
            />
            <Button>{t.create}</Button>
          </details>
        </form>
      </>
    ),
  });
}
