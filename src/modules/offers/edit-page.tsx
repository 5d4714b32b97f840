import {
  Alert,
  Button,
  Checkbox,
  CheckGroup,
  ErrorSummary,
  FileField,
  type FormState,
  renderPage,
  Select,
  TextArea,
  TextField,
} from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { SECTIONS, SIZES, sizeLabel } from '#reference/index.ts';
import { contentFlashes, ContentSteps, ContentWay, type Draft, Findings, SaveButtons, type StandingRow } from '#modules/editorial/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { type OfferContent, offerFindings } from './content.ts';
import { OFFER_KINDS } from './model.ts';
import { offersTexts } from './texts.ts';

/** What is there, as the form shows it. */
export const formOf = (locale: Locale, content: OfferContent): FormState => ({
  locale,
  errors: {},
  input: {
    ...Object.fromEntries((['kind', 'title', 'summary', 'description', 'price', 'place'] as const).map((name) => [name, [content[name]]])),
    ...Object.fromEntries((['online', 'on_site', 'free'] as const).map((name) => [name, content[name] ? ['ja'] : []])),
    topics: content.topics,
    industries: content.industries,
    sizes: content.sizes,
    languages: content.languages,
    reach_km: content.reach_km === null ? [] : [String(content.reach_km)],
    nationwide: content.reach_km === null && content.on_site ? ['ja'] : [],
  },
});

export interface EditPage {
  organisation: { id: string; name: string };
  id: string;
  isNew: boolean;
  form: FormState;
  content: OfferContent | undefined;
  draft: Draft | undefined;
  standing: StandingRow | undefined;
  publicPath: string | undefined;
  fileFault?: string | undefined;
}

function Fields({ form, topics }: { form: FormState; topics: Topics }) {
  const { locale } = form;
  const t = offersTexts(locale);
  return (
    <>
      <Select form={form} name="kind" label={t.form.kind} options={OFFER_KINDS.map((kind) => ({ value: kind, label: t.kinds[kind] }))} />
      <TextField form={form} name="title" label={t.form.title} maxLength={200} />
      <TextArea form={form} name="summary" label={t.form.summary} hint={t.form.summaryHint} rows={2} maxLength={400} />
      <TextArea form={form} name="description" label={t.form.description} hint={t.form.descriptionHint} rows={10} maxLength={8000} />
      <CheckGroup
        form={form}
        name="topics"
        label={t.topics}
        hint={t.form.topicsHint}
        groups={topics.fields.map((field_) => ({
          label: inLocale(field_, locale),
          options: topics.all
            .filter((topic) => topic.field === field_.id)
            .map((topic) => ({ value: topic.id, label: inLocale(topic, locale) })),
        }))}
      />
      <fieldset class="kern-fieldset" id="ways">
        <legend class="kern-label">{t.form.ways}</legend>
        <div class="kern-fieldset__body">
          <Checkbox form={form} name="on_site" label={t.form.onSite} />
          <Checkbox form={form} name="online" label={t.form.online} />
        </div>
      </fieldset>
      <TextField form={form} name="place" label={t.form.place} suggest="/api/orte" maxLength={80} width="medium" />
      <TextField
        form={form}
        name="reach_km"
        label={t.form.reach}
        hint={t.form.reachHint}
        inputMode="numeric"
        maxLength={4}
        width="short"
        optional
      />
      <Checkbox form={form} name="nationwide" label={t.form.nationwide} />
      <Checkbox form={form} name="free" label={t.form.free} />
      <TextField form={form} name="price" label={t.form.price} hint={t.form.priceHint} maxLength={200} optional />
      <CheckGroup
        form={form}
        name="languages"
        label={t.languages}
        options={Object.entries(t.languageNames).map(([value, label]) => ({ value, label }))}
      />
      <CheckGroup
        form={form}
        name="sizes"
        label={t.form.sizes}
        hint={t.form.sizesHint}
        options={SIZES.map((size) => ({ value: size, label: sizeLabel(size) }))}
      />
      <CheckGroup
        form={form}
        name="industries"
        label={t.industries}
        hint={t.form.industriesHint}
        groups={[
          {
            label: t.form.chooseIndustries,
            options: SECTIONS.map((section) => ({ value: section.code, label: inLocale(section, locale) })),
          },
        ]}
      />
    </>
  );
}

/** An offer being written: its way, what is missing, the fields, the PDF. */
export function editPage(c: Ctx, page: EditPage, topics: Topics): Response {
  const locale = c.get('locale');
  const t = offersTexts(locale);
  const a = contentFlashes(locale);
  const base = `/organisation/${page.organisation.id}/angebote/${page.isNew ? 'neu' : page.id}`;
  const title = page.content?.title || t.form.newTitle;
  const isWrong = Object.keys(page.form.errors).length > 0 || page.fileFault !== undefined;
  return renderPage(c, {
    title,
    isPrivate: true,
    status: isWrong ? 422 : 200,
    flashes: a,
    crumbs: [{ href: `/organisation/${page.organisation.id}`, label: page.organisation.name }],
    children: (
      <>
        <h1>{title}</h1>
        {page.isNew ? (
          <p class="lead">{t.form.lead}</p>
        ) : (
          <>
            <ContentWay draft={page.draft} standing={page.standing} locale={locale} />
            {page.content && page.draft && <Findings findings={offerFindings(page.content)} locale={locale} />}
            {page.draft && <a href={`${base}/verwandte`}>{t.form.relatives}</a>}
            <ContentSteps draft={page.draft} standing={page.standing} base={base} publicPath={page.publicPath} locale={locale} />
          </>
        )}
        <ErrorSummary errors={page.form.errors} locale={locale} />
        <form method="post" action={base} class="form">
          <Fields form={page.form} topics={topics} />
          <SaveButtons locale={locale} />
        </form>
        {!page.isNew && (
          <form method="post" action={`${base}/datei`} encType="multipart/form-data" class="form">
            {page.content?.document && <Alert kind="info" title={page.content.document.name} />}
            <FileField label={t.form.document} hint={t.form.documentHint} accept=".pdf" error={page.fileFault} />
            <Button kind="secondary">{t.form.upload}</Button>
          </form>
        )}
      </>
    ),
  });
}
