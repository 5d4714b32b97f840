import { Button, CheckGroup, designTexts, ErrorSummary, type FormState, LinkButton, Select, TextArea, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { SECTIONS, SIZES, sizeLabel } from '#reference/index.ts';
import { LANGUAGES, type Language } from '#modules/checks/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { CONDITION_NEEDS } from '../form.ts';
import { canEdit, type PointFile, type ThemeFile } from '../model.ts';
import type { Draft } from '../service.ts';
import { authoringTexts } from '../texts.ts';
import { draftFrame, draftPath, faultText } from './frame.tsx';

const isFilled = (form: FormState, prefix: string) =>
  Object.entries(form.input).some(([name, values]) => name.startsWith(prefix) && values.some((value) => value !== ''));

/** The texts of one language beside German. */
export function LanguageFields({
  form,
  language,
  kind,
  locale,
}: {
  form: FormState;
  language: Language;
  kind: 'head' | 'theme' | 'point';
  locale: Locale;
}) {
  const t = authoringTexts(locale);
  const name = (key: string) => `${language}_${key}`;
  return (
    <details open={form.locale === 'en' && language === 'en' && isFilled(form, `${language}_`)}>
      <summary>{t.translation(t.languages[language])}</summary>
      <TextField form={form} name={name('title')} label={t.titleField} optional maxLength={300} />
      {kind === 'head' && (
        <>
          <TextArea form={form} name={name('summary')} label={t.summary} optional rows={3} maxLength={1200} />
          <TextArea form={form} name={name('audience')} label={t.audience} optional rows={2} maxLength={1200} />
        </>
      )}
      {kind === 'theme' && <TextArea form={form} name={name('intro')} label={t.intro} optional rows={2} maxLength={1200} />}
      {kind === 'point' && (
        <>
          <TextField form={form} name={name('question')} label={t.question} optional maxLength={300} />
          <TextArea form={form} name={name('practice')} label={t.practice} hint={t.practiceHint} optional rows={5} maxLength={5000} />
          <TextArea form={form} name={name('why')} label={t.why} optional rows={2} maxLength={1200} />
          <TextArea form={form} name={name('measures')} label={t.proposals} hint={t.proposalsHint} optional rows={4} maxLength={2600} />
        </>
      )}
    </details>
  );
}

const industryOptions = (locale: Locale) =>
  SECTIONS.map((section) => ({ value: section.code, label: `${section.code} ${inLocale(section, locale)}` }));
const sizeOptions = SIZES.map((size) => ({ value: size, label: sizeLabel(size) }));

function ConditionFields({ form, draft, own, locale }: { form: FormState; draft: Draft; own: string; locale: Locale }) {
  const t = authoringTexts(locale);
  const words = designTexts(locale).need;
  return (
    <details open={isFilled(form, 'nur_')}>
      <summary>{t.only}</summary>
      <CheckGroup
        form={form}
        name="nur_branchen"
        label={t.onlyIndustries}
        groups={[{ label: t.onlyIndustries, options: industryOptions(locale) }]}
      />
      <CheckGroup form={form} name="nur_groessen" label={t.onlySizes} options={sizeOptions} />
      <Select
        form={form}
        name="nur_thema"
        label={t.onlyTheme}
        blank={t.noTheme}
        options={draft.file.themes
          .filter((theme) => theme.id !== own)
          .map((theme) => ({ value: theme.id, label: theme.title || theme.id }))}
      />
      <CheckGroup
        form={form}
        name="nur_bedarf"
        label={t.onlyNeed}
        options={CONDITION_NEEDS.map((need) => ({ value: need, label: words[need] }))}
      />
    </details>
  );
}

function OwnFaults({ draft, kind, id, locale }: { draft: Draft; kind: 'theme' | 'point'; id: string; locale: Locale }) {
  const faults = draft.faults.filter(({ place }) => place.kind === kind && place.id === id);
  if (faults.length === 0) return null;
  return (
    <ul class="muted">
      {faults.map((fault) => (
        <li key={fault.path.join('.')}>{faultText(fault, locale)}</li>
      ))}
    </ul>
  );
}

/** /standards/:draft/thema/:theme */
export function themeEditPage(c: Ctx, draft: Draft, theme: ThemeFile, form: FormState): Response {
  const locale = c.get('locale');
  const t = authoringTexts(locale);
  return draftFrame(c, draft, {
    title: theme.title || theme.id,
    below: true,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    children: (
      <>
        <p class="muted">
          {t.theme} {theme.id}
        </p>
        <h1>{theme.title || theme.id}</h1>
        <ErrorSummary errors={form.errors} locale={locale} />
        <OwnFaults draft={draft} kind="theme" id={theme.id} locale={locale} />
        <form method="post" noValidate class="form">
          <input type="hidden" name="stand" value={form.input['stand']?.[0] ?? draft.revision} />
          <TextField form={form} name="title" label={t.titleField} maxLength={300} />
          <TextArea form={form} name="intro" label={t.intro} rows={2} maxLength={1200} />
          <TextField form={form} name="replaces" label={t.replaces} hint={t.replacesHint} optional maxLength={300} />
          <ConditionFields form={form} draft={draft} own={theme.id} locale={locale} />
          {LANGUAGES.map((language) => (
            <LanguageFields key={language} form={form} language={language} kind="theme" locale={locale} />
          ))}
          {canEdit(draft) && <Button>{t.save}</Button>}
        </form>
        <LinkButton kind="tertiary" href={`${draftPath(draft)}/vorschau/${theme.id}`}>
          {t.preview}
        </LinkButton>
      </>
    ),
  });
}

function VariantFields({ form, index, locale }: { form: FormState; index: number; locale: Locale }) {
  const t = authoringTexts(locale);
  const name = (key: string) => `v${index}_${key}`;
  return (
    <details open={isFilled(form, `v${index}_`)}>
      <summary>{t.variant(index + 1)}</summary>
      <p class="muted">{t.variantHint}</p>
      <CheckGroup
        form={form}
        name={name('branchen')}
        label={t.onlyIndustries}
        groups={[{ label: t.onlyIndustries, options: industryOptions(locale) }]}
      />
      <CheckGroup form={form} name={name('groessen')} label={t.onlySizes} options={sizeOptions} />
      <TextField form={form} name={name('question')} label={t.question} optional maxLength={300} />
      <TextArea form={form} name={name('practice')} label={t.practice} optional rows={4} maxLength={5000} />
      <TextArea form={form} name={name('measures')} label={t.proposals} optional rows={3} maxLength={2600} />
      {LANGUAGES.map((language) => (
        <details key={language}>
          <summary>{t.translation(t.languages[language])}</summary>
          <TextField form={form} name={`${language}_${name('question')}`} label={t.question} optional maxLength={300} />
          <TextArea form={form} name={`${language}_${name('practice')}`} label={t.practice} optional rows={4} maxLength={5000} />
          <TextArea form={form} name={`${language}_${name('measures')}`} label={t.proposals} optional rows={3} maxLength={2600} />
        </details>
      ))}
    </details>
  );
}

/** /standards/:draft/punkt/:point */
export function pointEditPage(c: Ctx, draft: Draft, point: PointFile, form: FormState, topics: Topics): Response {
  const locale = c.get('locale');
  const t = authoringTexts(locale);
  const theme = draft.file.themes.find((each) => each.checkpoints.some(({ id }) => id === point.id));
  return draftFrame(c, draft, {
    title: point.title || point.id,
    below: true,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    children: (
      <>
        <p class="muted">
          {t.point} {point.id}, {theme?.title}
        </p>
        <h1>{point.title || point.id}</h1>
        <ErrorSummary errors={form.errors} locale={locale} />
        <OwnFaults draft={draft} kind="point" id={point.id} locale={locale} />
        <form method="post" noValidate class="form">
          <input type="hidden" name="stand" value={form.input['stand']?.[0] ?? draft.revision} />
          <TextField form={form} name="title" label={t.titleField} maxLength={300} />
          <TextField form={form} name="code" label={t.code} hint={t.codeHint} optional maxLength={20} width="short" />
          <TextField form={form} name="question" label={t.question} maxLength={300} />
          <TextArea form={form} name="practice" label={t.practice} hint={t.practiceHint} rows={6} maxLength={5000} />
          <TextArea form={form} name="why" label={t.why} rows={2} maxLength={1200} />
          <TextArea form={form} name="measures" label={t.proposals} hint={t.proposalsHint} rows={4} maxLength={2600} />
          <CheckGroup
            form={form}
            name="topics"
            label={t.topics}
            hint={t.topicsHint}
            groups={topics.fields.map((field) => ({
              label: inLocale(field, locale),
              options: topics.all
                .filter((topic) => topic.field === field.id)
                .map((topic) => ({ value: topic.id, label: inLocale(topic, locale) })),
            }))}
          />
          <TextField form={form} name="replaces" label={t.replaces} hint={t.replacesHint} optional maxLength={300} />
          <ConditionFields form={form} draft={draft} own={theme?.id ?? ''} locale={locale} />
          {Array.from({ length: Math.min(12, (point.variants?.length ?? 0) + 1) }, (_, index) => (
            <VariantFields key={index} form={form} index={index} locale={locale} />
          ))}
          {LANGUAGES.map((language) => (
            <LanguageFields key={language} form={form} language={language} kind="point" locale={locale} />
          ))}
          {canEdit(draft) && <Button>{t.save}</Button>}
        </form>
        <LinkButton kind="tertiary" href={`${draftPath(draft)}/vorschau/${theme?.id ?? ''}`}>
          {t.preview}
        </LinkButton>
      </>
    ),
  });
}
