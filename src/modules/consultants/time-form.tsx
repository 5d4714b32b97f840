import { Button, type FormState, TextField } from '#design/index.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { consultantsTexts } from './texts.ts';

/** How much time somebody has: it counts at once. */
export function TimeForm({ form, base, locale }: { form: FormState; base: string; locale: Locale }) {
  const t = consultantsTexts(locale).time;
  return (
    <>
      <h2>{t.title}</h2>
      <p>{t.lead}</p>
      <form method="post" action={`${base}/zeit`} noValidate class="form">
        <TextField
          form={form}
          name="capacity"
          label={t.capacity}
          hint={t.capacityHint}
          inputMode="numeric"
          maxLength={3}
          width="short"
          optional
        />
        <TextField form={form} name="away_until" label={t.away} type="date" width="short" optional />
        <Button kind="secondary">{t.save}</Button>
      </form>
    </>
  );
}
