import { Button, type FormState, RadioGroup, Select, TextField } from '#design/index.ts';
import { inLocale } from '#platform/i18n/index.ts';
import type { FactDefinition } from '../model.ts';
import { programmesTexts } from '../texts.ts';

function Question({ fact, form }: { fact: FactDefinition; form: FormState }) {
  const { locale } = form;
  const t = programmesTexts(locale);
  const common = { form, name: fact.id, label: inLocale(fact, locale), ...(fact.hint ? { hint: inLocale(fact.hint, locale) } : {}) };
  if (fact.kind === 'yesNo') {
    const options = [
      { value: 'ja', label: t.yes },
      { value: 'nein', label: t.no },
      { value: '', label: t.dontKnow },
    ];
    return <RadioGroup {...common} options={options} />;
  }
  if (fact.kind === 'choice') {
    const options = (fact.options ?? []).map((option) => ({ value: option.id, label: inLocale(option, locale) }));
    return <Select {...common} options={options} blank={t.dontKnow} />;
  }
  return <TextField {...common} inputMode="numeric" width="short" optional />;
}

/** The questions of a programme: what is asked next first, what was answered below. */
export function Questions({
  asked,
  answered,
  form,
  action,
}: {
  asked: FactDefinition[];
  answered: FactDefinition[];
  form: FormState;
  action: string;
}) {
  const t = programmesTexts(form.locale);
  return (
    <form method="get" action={action} class="form">
      {[...asked, ...answered].map((fact) => (
        <Question fact={fact} form={form} key={fact.id} />
      ))}
      <Button>{t.show}</Button>
    </form>
  );
}
