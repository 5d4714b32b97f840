import { Button, Checkbox, type FormState, LinkButton, TabList, TextArea } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { may } from '#modules/accounts/index.ts';
import { blankAssessment, carryOver, CheckpointField, type CheckDefinition, createDefinition } from '#modules/checks/index.ts';
import { differences } from '../model.ts';
import type { Draft } from '../service.ts';
import type { CommentRow } from '../store.ts';
import { authoringTexts } from '../texts.ts';
import { draftFrame, draftPath, filesOf } from './frame.tsx';

function CommentView({ c, draft, comment }: { c: Ctx; draft: Draft; comment: CommentRow }) {
  const locale = c.get('locale');
  const t = authoringTexts(locale);
  const blank: FormState = { locale, input: {}, errors: {} };
  const mayAnswer = may(c.get('actor'), 'standard.write') && !comment.resolved;
  return (
    <li class="entry" id={`k-${comment.id}`}>
      <p class="muted small">
        {comment.author_name}, {formatDate(comment.created_at, locale)} {comment.resolved && `(${t.isResolved})`}
      </p>
      <p class="prewrap">{comment.text}</p>
      {comment.answer && (
        <p class="prewrap">
          <strong>{t.answer}:</strong> {comment.answer}
        </p>
      )}
      {mayAnswer && (
        <details>
          <summary>{t.answerSend}</summary>
          <form method="post" action={`${draftPath(draft)}/kommentar/${comment.id}`} class="form">
            <TextArea form={blank} name="answer" label={t.answer} rows={2} maxLength={2000} />
            <Checkbox form={blank} name="resolved" label={t.resolved} />
            <Button kind="secondary">{t.answerSend}</Button>
          </form>
        </details>
      )}
    </li>
  );
}

function Comments({ c, draft, checkpoint, title }: { c: Ctx; draft: Draft; checkpoint: string; title: string }) {
  const locale = c.get('locale');
  const t = authoringTexts(locale);
  const blank: FormState = { locale, input: {}, errors: {} };
  const comments = draft.comments.filter((comment) => comment.checkpoint === checkpoint);
  const isOpen = draft.state === 'consultation';
  if (comments.length === 0 && !isOpen) return null;
  return (
    <div>
      <ul class="plain-list">
        {comments.map((comment) => (
          <CommentView key={comment.id} c={c} draft={draft} comment={comment} />
        ))}
      </ul>
      {isOpen && (
        <details>
          <summary>{t.commentOn(title)}</summary>
          <form method="post" action={`${draftPath(draft)}/kommentar`} class="form">
            <input type="hidden" name="punkt" value={checkpoint} />
            <TextArea form={blank} name="text" label={t.comment} rows={3} maxLength={2000} />
            <Button kind="secondary">{t.commentSend}</Button>
          </form>
        </details>
      )}
    </div>
  );
}

/** /standards/:draft/lesen: the whole draft to read, with a place to say something at every point. */
export function readPage(c: Ctx, draft: Draft): Response {
  const locale = c.get('locale');
  const t = authoringTexts(locale);
  const { file } = draft;
  const until = draft.consultation_until;
  return draftFrame(c, draft, {
    title: t.read,
    below: may(c.get('actor'), 'standard.write'),
    children: (
      <>
        <h1>
          {file.title}, {t.versionOf(draft.version)}
        </h1>
        <p class="lead">{draft.state === 'consultation' ? t.readLead : draft.state === 'draft' ? t.notOpen : t.closed}</p>
        {until && draft.state === 'consultation' && (
          <p>
            {t.until}: {formatDay(until, locale)}
          </p>
        )}
        <TabList
          links={[
            ...file.themes.slice(0, 1).map((theme): [string, string] => [`${draftPath(draft)}/vorschau/${theme.id}`, t.preview]),
            [`${draftPath(draft)}/unterschied`, t.difference],
            ...filesOf(draft).map((name): [string, string] => [`${draftPath(draft)}/${name}`, name.replace('datei.', '')]),
          ]}
        />
        <div lang="de">
          <p>{file.summary}</p>
          <p>{file.audience}</p>
        </div>
        <Comments c={c} draft={draft} checkpoint="" title={t.whole} />
        {file.themes.map((theme, index) => (
          <section key={theme.id} aria-labelledby={`t-${theme.id}`}>
            <h2 id={`t-${theme.id}`}>
              {index + 1}. {theme.title}
            </h2>
            <p lang="de">{theme.intro}</p>
            {theme.checkpoints.map((point) => (
              <article class="entry" id={`p-${point.id}`} key={point.id}>
                <h3 class="entry__title">
                  {point.code} {point.title}
                </h3>
                <div lang="de">
                  <p>
                    <strong>{point.question}</strong>
                  </p>
                  <ul>
                    {point.practice.map((text) => (
                      <li key={text}>{text}</li>
                    ))}
                  </ul>
                  <p>{point.why}</p>
                  <p class="muted small">{t.proposals}:</p>
                  <ul>
                    {point.measures.map((text) => (
                      <li key={text}>{text}</li>
                    ))}
                  </ul>
                </div>
                <Comments c={c} draft={draft} checkpoint={point.id} title={point.title} />
              </article>
            ))}
          </section>
        ))}
      </>
    ),
  });
}

/** An empty sheet of this draft, as a company would have it before it. */
function emptySheet(draft: Draft, definition: CheckDefinition) {
  const assessment = blankAssessment({ id: '', checkId: draft.check_id, version: draft.version, createdAt: draft.created_at });
  return {
    token: '',
    path: '',
    place: 'device' as const,
    side: 'company' as const,
    isInForce: false,
    definition,
    full: definition,
    assessment,
  };
}

/** /standards/:draft/vorschau/:theme: the page as a company would see it, in the reader's language. */
export function previewPage(c: Ctx, draft: Draft, themeId: string): Response | undefined {
  const locale: Locale = c.get('locale');
  const t = authoringTexts(locale);
  const definition = createDefinition(draft.file, draft.translations);
  const theme = definition.themes.find((candidate) => candidate.id === themeId);
  if (!theme) return undefined;
  const opened = emptySheet(draft, definition);
  const form: FormState = { locale, input: {}, errors: {} };
  return draftFrame(c, draft, {
    title: t.preview,
    below: true,
    children: (
      <>
        <p class="muted">{t.previewLead}</p>
        <p class="actions">
          {definition.themes.map((each) => (
            <LinkButton key={each.id} kind={each.id === themeId ? 'primary' : 'tertiary'} href={`${draftPath(draft)}/vorschau/${each.id}`}>
              {String(each.number)}
            </LinkButton>
          ))}
        </p>
        <h1>{theme.title[locale] ?? theme.title.de}</h1>
        <p class="lead">{theme.intro[locale] ?? theme.intro.de}</p>
        {theme.checkpoints.map((point) => (
          <CheckpointField key={point.id} point={point} form={form} locale={locale} opened={opened} history={[]} />
        ))}
      </>
    ),
  });
}

/** /standards/:draft/unterschied: text by text what is different from the version before. */
export function differencePage(c: Ctx, draft: Draft): Response {
  const locale = c.get('locale');
  const t = authoringTexts(locale);
  const changes = draft.before ? differences(draft.before, draft.file) : [];
  const carry = draft.before && carryOver(createDefinition(draft.before), createDefinition(draft.file));
  return draftFrame(c, draft, {
    title: t.difference,
    below: true,
    wide: true,
    children: (
      <>
        <h1>{t.difference}</h1>
        {carry && <p class="lead">{t.carried(carry.from.size, carry.added.length, carry.changed.length, carry.gone.length)}</p>}
        {changes.length === 0 && <p>{t.differenceNone}</p>}
        {changes.map(({ what, before, after }) => (
          <section class="entry" key={what}>
            <h2 class="entry__title">{what}</h2>
            {before && (
              <p class="prewrap">
                <span class="tag">{t.before}</span> <del>{before}</del>
              </p>
            )}
            {after && (
              <p class="prewrap">
                <span class="tag">{t.after}</span> <ins>{after}</ins>
              </p>
            )}
          </section>
        ))}
      </>
    ),
  });
}
