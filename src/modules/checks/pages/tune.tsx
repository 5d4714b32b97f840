import { Button, CheckGroup, type FormState, RadioGroup, renderPage, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { hasPlainWords } from '../definition/model.ts';
import { WORDS } from '../assessment.ts';
import type { Opened } from '../desk.ts';
import { checksTexts } from '../texts.ts';
import { wayTexts } from '../texts-way.ts';
import { CompanyFields } from './company-fields.tsx';
import { crumbs } from './frame.tsx';

/** /bogen/:token/zuschneiden: themes that matter now, size and trade, easy words. */
export function tunePage(c: Ctx, opened: Opened, form: FormState): Response {
  const locale = c.get('locale');
  const w = wayTexts(locale);
  return renderPage(c, {
    title: w.tune,
    crumbs: crumbs(opened, locale),
    isPrivate: true,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    children: (
      <>
        <h1>{w.tune}</h1>
        <p class="lead">{w.tuneLead}</p>
        <form method="post" noValidate class="form">
          <CheckGroup
            form={form}
            name="fokus"
            label={w.tuneFocus}
            hint={w.tuneFocusHint}
            options={opened.definition.themes.map((theme) => ({ value: theme.id, label: inLocale(theme.title, locale) }))}
          />
          <h2>{w.tuneCompany}</h2>
          <p class="muted">{w.tuneCompanyHint}</p>
          <CompanyFields form={form} />
          <TextField
            form={form}
            name="ort"
            label={checksTexts(locale).place}
            hint={checksTexts(locale).placeHint}
            autocomplete="postal-code"
            maxLength={80}
            width="medium"
            optional
          />
          {hasPlainWords(opened.full) && (
            <RadioGroup
              form={form}
              name="woerter"
              label={w.tuneWords}
              hint={w.plainPartly}
              options={WORDS.map((value) => ({ value, label: w.words[value] }))}
            />
          )}
          <Button>{w.tuneSave}</Button>
        </form>
      </>
    ),
  });
}
