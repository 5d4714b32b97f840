import { Button, type FormState, TextArea, TextField } from '#design/index.ts';
import { formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { ObservationRow } from '../store.ts';
import { trendsTexts } from '../texts.ts';

/** Who saw it, and when. */
export const byWhom = (row: ObservationRow, locale: Locale) =>
  trendsTexts(locale).by(row.who || trendsTexts(locale).somebody, formatDay(row.seen_on, locale));

export function Observations({ rows, locale }: { rows: readonly ObservationRow[]; locale: Locale }) {
  return (
    <ul class="plain-list">
      {rows.map((row) => (
        <li class="entry" key={row.id}>
          <p class="prewrap">{row.text}</p>
          <p class="muted small">
            {row.source} · {byWhom(row, locale)}
          </p>
        </li>
      ))}
    </ul>
  );
}

export function ObservationForm({ form, action }: { form: FormState; action: string }) {
  const t = trendsTexts(form.locale);
  return (
    <form method="post" action={action} class="form">
      <TextArea form={form} name="text" label={t.text} rows={3} maxLength={2000} />
      <TextField form={form} name="source" label={t.source} hint={t.sourceHint} maxLength={300} />
      <TextField form={form} name="seen" label={t.seen} type="date" width="short" />
      <Button kind="secondary">{t.save}</Button>
    </form>
  );
}
