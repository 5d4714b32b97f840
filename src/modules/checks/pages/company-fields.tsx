import { type FormState, Select } from '#design/index.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { SECTIONS, SIZES, sizeLabel } from '#reference/index.ts';
import { checksTexts } from '../texts.ts';

/** Size and industry of a company, both voluntary. */
export function CompanyFields({ form }: { form: FormState }) {
  const t = checksTexts(form.locale);
  return (
    <div class="form-row">
      <Select
        form={form}
        name="groesse"
        label={t.companySize}
        blank={t.noAnswer}
        options={SIZES.map((size) => ({ value: size, label: sizeLabel(size) }))}
      />
      <Select
        form={form}
        name="branche"
        label={t.industry}
        blank={t.noAnswer}
        options={SECTIONS.map((section) => ({ value: section.code, label: inLocale(section, form.locale) }))}
      />
    </div>
  );
}
