import { Alert, Button, CheckGroup, ErrorSummary, type FormState, renderPage, Select, TextArea, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { SECTIONS, SIZES, sizeLabel } from '#reference/index.ts';
import type { CheckDefinition } from '#modules/checks/index.ts';
import type { Programme } from '#modules/programmes/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { shopTexts } from '../shop-texts.ts';
import type { StoryFile } from '../store/stories.ts';
import { storiesTexts } from '../texts.ts';

export interface FactsView {
  file: StoryFile;
  form: FormState;
  fault: string | undefined;
  topics: Topics;
  checks: readonly CheckDefinition[];
  programmes: readonly Programme[];
}

/** /geschichtenwerkstatt/:story/angaben */
export function factsPage(c: Ctx, { file, form, fault, topics, checks, programmes }: FactsView): Response {
  const { locale } = form;
  const all = storiesTexts(locale);
  const t = shopTexts(locale);
  const base = `/geschichtenwerkstatt/${file.row.id}`;
  return renderPage(c, {
    title: t.facts,
    isPrivate: true,
    status: fault || Object.keys(form.errors).length > 0 ? 422 : 200,
    crumbs: [
      { href: '/geschichtenwerkstatt', label: t.title },
      { href: base, label: file.row.content.title || all.untitled },
    ],
    children: (
      <>
        <h1>{t.facts}</h1>
        <p class="lead">{t.factsLead}</p>
        {fault && <Alert kind="danger" title={fault} />}
        <ErrorSummary errors={form.errors} locale={locale} />
        <form method="post" action={`${base}/angaben`} class="form">
          <TextField form={form} name="title" label={t.storyTitle} hint={t.titleHint} maxLength={160} />
          <TextArea form={form} name="summary" label={t.summary} hint={t.summaryHint} rows={4} maxLength={600} optional />
          <Select
            form={form}
            name="industry"
            label={t.industry}
            blank={t.notSaid}
            options={SECTIONS.map((section) => ({ value: section.code, label: inLocale(section, locale) }))}
            optional
          />
          <Select
            form={form}
            name="size"
            label={t.size}
            blank={t.notSaid}
            options={SIZES.map((size) => ({ value: size, label: sizeLabel(size) }))}
            optional
          />
          <TextField form={form} name="region" label={t.region} hint={t.regionHint} maxLength={80} optional />
          <CheckGroup
            form={form}
            name="topics"
            label={t.topics}
            groups={topics.fields.map((field) => ({
              label: inLocale(field, locale),
              options: field.topics.map((topic) => ({ value: topic.id, label: inLocale(topic, locale) })),
            }))}
          />
          <CheckGroup
            form={form}
            name="points"
            label={t.points}
            hint={t.pointsHint}
            groups={checks.map((check) => ({
              label: inLocale(check.title, locale),
              options: check.themes.flatMap((theme) =>
                theme.checkpoints.map((point) => ({ value: `${check.id}/${point.id}`, label: inLocale(point.title, locale) })),
              ),
            }))}
          />
          <TextArea form={form} name="refs" label={t.refs} hint={t.refsHint} rows={3} maxLength={3000} optional />
          <Select
            form={form}
            name="programme"
            label={t.programme}
            blank={t.noProgramme}
            options={programmes.map((programme) => ({ value: programme.id, label: inLocale(programme.title, locale) }))}
            optional
          />
          <h2>{t.forApproval}</h2>
          <p class="muted">{t.newHint}</p>
          <TextField form={form} name="company" label={t.company} maxLength={160} autocomplete="off" optional />
          <TextField form={form} name="contact" label={t.contact} maxLength={120} autocomplete="off" optional />
          <TextField form={form} name="email" label={t.email} hint={t.emailHint} type="email" maxLength={254} autocomplete="off" optional />
          <Button>{t.save}</Button>
        </form>
      </>
    ),
  });
}
