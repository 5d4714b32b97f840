import { CheckGroup, type FormState } from '#design/index.ts';
import { inLocale } from '#platform/i18n/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { researchTexts } from '../texts.ts';

export function TopicBoxes({ form, topics }: { form: FormState; topics: Topics }) {
  return (
    <CheckGroup
      form={form}
      name="topics"
      label={researchTexts(form.locale).topics}
      groups={topics.fields.map((field) => ({
        label: inLocale(field, form.locale),
        options: field.topics.map((topic) => ({ value: topic.id, label: inLocale(topic, form.locale) })),
      }))}
    />
  );
}
