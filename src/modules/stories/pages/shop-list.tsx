import { Button, EmptyState, Entry, ErrorSummary, type FormState, Paged, renderPage, Select, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate } from '#platform/i18n/format.ts';
import type { Page } from '#platform/lists.ts';
import type { Owner } from '../service/parts.ts';
import { shopTexts } from '../shop-texts.ts';
import type { StoryRow } from '../tables.ts';
import { storiesTexts } from '../texts.ts';

/** /geschichtenwerkstatt */
export function listPage(c: Ctx, { rows, owners, form }: { rows: Page<StoryRow>; owners: Owner[]; form: FormState }): Response {
  const { locale, errors } = form;
  const all = storiesTexts(locale);
  const t = shopTexts(locale);
  const isFaulty = Object.keys(errors).length > 0;
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    flashes: all.flash,
    status: isFaulty ? 422 : 200,
    crumbs: [{ href: '/geschichten', label: all.title }],
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <ErrorSummary errors={errors} locale={locale} />
        {rows.total === 0 && (
          <EmptyState title={t.none}>
            <p>{t.noneHint}</p>
          </EmptyState>
        )}
        <Paged list={rows} c={c}>
          <ul class="entries">
            {rows.rows.map((row) => (
              <Entry
                key={row.id}
                href={`/geschichtenwerkstatt/${row.id}`}
                title={row.content.title || all.untitled}
                kicker={[all.stages[row.stage], row.company].filter(Boolean).join(' · ')}
              >
                <p class="muted small">
                  {row.owner_name}, {t.changed(formatDate(row.updated_at, locale))}
                </p>
              </Entry>
            ))}
          </ul>
        </Paged>
        <details open={isFaulty || rows.total === 0}>
          <summary>{t.new}</summary>
          <p class="muted">{t.newHint}</p>
          <form method="post" action="/geschichtenwerkstatt" class="form">
            {owners.length > 1 && (
              <Select
                form={form}
                name="owner"
                label={t.owner}
                options={owners.map(({ scope, id, name }) => ({ value: `${scope ?? ''}:${id ?? ''}`, label: name }))}
              />
            )}
            <TextField form={form} name="title" label={t.storyTitle} hint={t.titleHint} maxLength={160} />
            <TextField form={form} name="company" label={t.company} maxLength={160} autocomplete="off" />
            <TextField form={form} name="contact" label={t.contact} maxLength={120} autocomplete="off" optional />
            <TextField
              form={form}
              name="email"
              label={t.email}
              hint={t.emailHint}
              type="email"
              maxLength={254}
              autocomplete="off"
              optional
            />
            <Button>{t.begin}</Button>
          </form>
        </details>
      </>
    ),
  });
}
