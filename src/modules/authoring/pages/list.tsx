import { Button, EmptyState, ErrorSummary, FileField, type FormState, renderPage, Tag, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { may } from '#modules/accounts/index.ts';
import { type Edition, LANGUAGES, missingIn, textsIn } from '#modules/checks/index.ts';
import type { Authoring } from '../service.ts';
import { authoringTexts } from '../texts.ts';
import { FileFaults, homeOf } from './frame.tsx';

function EditionEntry({ c, edition, newest }: { c: Ctx; edition: Edition; newest: boolean }) {
  const t = authoringTexts(c.get('locale'));
  const { definition, state, source } = edition;
  const texts = textsIn(source.file);
  const mayWrite = may(c.get('actor'), 'standard.write');
  return (
    <article class="entry">
      <h3 class="entry__title">
        <a href={`/checks/${definition.id}`}>{definition.title.de}</a>, {t.versionOf(definition.version)}
      </h3>
      <p>
        <Tag>{t.editionStates[state]}</Tag>{' '}
        <span class="muted small">
          {LANGUAGES.map((language) =>
            t.missing(missingIn(source.file, source.translations, language).length, texts, t.languages[language]),
          ).join(' · ')}
        </span>
      </p>
      {newest && mayWrite && (
        <form method="post" action={`/standards/fassung/${definition.id}`} class="actions">
          <Button kind="secondary">{t.nextVersion}</Button>
        </form>
      )}
      {state !== 'withdrawn' && may(c.get('actor'), 'standard.publish') && (
        <details>
          <summary>{t.withdraw}</summary>
          <p>{t.withdrawText}</p>
          <form method="post" action={`/standards/zurueckziehen/${definition.id}/${definition.version}`}>
            <Button kind="secondary">{t.withdraw}</Button>
          </form>
        </details>
      )}
    </article>
  );
}

/** /standards: what is being written, what is published, and beginning. */
export async function standardsPage(c: Ctx, authoring: Authoring, form: FormState, faults: readonly string[] = []): Promise<Response> {
  const locale = c.get('locale');
  const t = authoringTexts(locale);
  const drafts = await authoring.drafts();
  const { editions } = authoring.checks;
  const mayWrite = may(c.get('actor'), 'standard.write');
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    flashes: t.flash,
    status: faults.length > 0 || Object.keys(form.errors).length > 0 ? 422 : 200,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <ErrorSummary errors={form.errors} locale={locale} />
        <FileFaults faults={faults} locale={locale} />
        <h2>{t.drafts}</h2>
        {drafts.length === 0 && <EmptyState title={t.noDrafts} />}
        {drafts.map((draft) => (
          <div class="row" key={draft.id}>
            <p class="row__text">
              <a href={homeOf(c, draft)}>
                {draft.file.title}, {t.versionOf(draft.version)}
              </a>
              <br />
              <span class="muted small">{formatDate(draft.updated_at, locale)}</span>
            </p>
            <Tag>{t.states[draft.state]}</Tag>
          </div>
        ))}
        <h2>{t.published}</h2>
        {[...editions.current.keys()].flatMap((id) =>
          editions
            .of(id)
            .map((edition, index) => (
              <EditionEntry key={`${id} ${edition.definition.version}`} c={c} edition={edition} newest={index === 0} />
            )),
        )}
        {mayWrite && (
          <>
            <h2>{t.newCheck}</h2>
            <form method="post" action="/standards/neu" noValidate class="form">
              <TextField form={form} name="title" label={t.checkTitle} maxLength={300} />
              <TextField form={form} name="id" label={t.checkId} hint={t.checkIdHint} maxLength={60} width="medium" />
              <Button>{t.begin}</Button>
            </form>
            <h2>{t.readIn}</h2>
            <form method="post" action="/standards/einlesen" encType="multipart/form-data" class="form">
              <FileField label={t.readIn} hint={t.readInHint} accept=".yaml,.yml,.json,.xlsx" error={form.errors['datei']} />
              <Button kind="secondary">{t.upload}</Button>
            </form>
          </>
        )}
      </>
    ),
  });
}
