import { Alert, Button, EmptyState, Entry, type FormState, LinkButton, Paged, renderPage, TabList, TextArea } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatDateTime } from '#platform/i18n/format.ts';
import type { Page } from '#platform/lists.ts';
import { diffWords, type Finding, type ShownField } from '../model.ts';
import type { Draft } from '../store.ts';
import type { NoteRow } from '../tables.ts';
import { editorialTexts } from '../texts.ts';
import { Findings } from './parts.tsx';

/** Everything that waits, the oldest first. */
export function reviewListPage(c: Ctx, drafts: Page<Draft & { ownerName: string }>): Response {
  const locale = c.get('locale');
  const t = editorialTexts(locale);
  return renderPage(c, {
    title: t.review.title,
    isPrivate: true,
    flashes: { erledigt: t.review.done, veroeffentlicht: t.review.published, zurueckgegeben: t.review.returned },
    children: (
      <>
        <h1>{t.review.title}</h1>
        <p class="lead">{t.review.lead}</p>
        {drafts.total === 0 && <EmptyState title={t.review.empty} />}
        <Paged list={drafts} c={c}>
          <ul class="entries">
            {drafts.rows.map((draft) => (
              <Entry
                key={draft.id}
                href={`/pruefung/${draft.kind}/${draft.subject}`}
                title={draft.title}
                kicker={[t.kinds[draft.kind], draft.ownerName].filter(Boolean).join(' · ')}
              >
                {draft.submitted_at && <p class="muted small">{t.review.waitsSince(formatDate(draft.submitted_at, locale))}</p>}
              </Entry>
            ))}
          </ul>
        </Paged>
        <h2>{t.review.more}</h2>
        <TabList
          links={[
            ['/standards', t.review.standards],
            ['/abdeckung', t.review.coverage],
            ['/trends', t.review.trends],
            ['/transfer', t.review.research],
          ]}
        />
      </>
    ),
  });
}

/** A field before and after, with what changed marked in both. */
function Compared({ label, before, after, c }: { label: string; before: string | undefined; after: string; c: Ctx }) {
  const t = editorialTexts(c.get('locale')).review;
  const parts = diffWords(before ?? '', after);
  return (
    <div class="compare compare--field">
      <h2>{label}</h2>
      <div class="prewrap">
        {before === undefined ? (
          <span class="muted">{t.nothingBefore}</span>
        ) : (
          parts.map((part, index) => (part.kind === 'new' ? null : part.kind === 'gone' ? <del key={index}>{part.text}</del> : part.text))
        )}
      </div>
      <div class="prewrap">
        {parts.map((part, index) => (part.kind === 'gone' ? null : part.kind === 'new' ? <ins key={index}>{part.text}</ins> : part.text))}
      </div>
    </div>
  );
}

export interface ReviewPage {
  draft: Draft;
  ownerName: string;
  before: ShownField[] | undefined;
  after: ShownField[];
  findings: Finding[];
  notes: (NoteRow & { name: string })[];
  isOwn: boolean;
  form: FormState;
  fault?: string | undefined;
  link: { href: string; label: string } | undefined;
}

/** One draft beside what is published. */
export function reviewPage(c: Ctx, page: ReviewPage): Response {
  const locale = c.get('locale');
  const t = editorialTexts(locale);
  const beforeOf = (label: string) => page.before?.find((field) => field.label === label)?.value ?? (page.before ? '' : undefined);
  const changed = page.after.filter((field) => beforeOf(field.label) !== field.value);
  const same = page.after.filter((field) => beforeOf(field.label) === field.value);
  const path = `/pruefung/${page.draft.kind}/${page.draft.subject}`;
  return renderPage(c, {
    title: page.draft.title,
    isPrivate: true,
    wide: true,
    status: page.fault || Object.keys(page.form.errors).length > 0 ? 422 : 200,
    crumbs: [{ href: '/pruefung', label: t.review.title }],
    children: (
      <>
        <p class="muted">{[t.kinds[page.draft.kind], page.ownerName].filter(Boolean).join(' · ')}</p>
        <h1>{page.draft.title}</h1>
        {page.fault && <Alert kind="danger" title={page.fault} />}
        <Findings findings={page.findings} locale={locale} />
        <p class="lead">{t.review.changes(changed.length)}</p>
        {page.link && (
          <LinkButton kind="secondary" href={page.link.href}>
            {page.link.label}
          </LinkButton>
        )}
        <div class="compare compare--head" aria-hidden="true">
          <strong>{t.review.before}</strong>
          <strong>{t.review.after}</strong>
        </div>
        {changed.map((field) => (
          <Compared key={field.label} label={field.label} before={beforeOf(field.label)} after={field.value} c={c} />
        ))}
        {same.length > 0 && (
          <details>
            <summary>
              {t.review.unchanged}: {same.length}
            </summary>
            {same.map((field) => (
              <p key={field.label}>
                <strong>{field.label}:</strong> <span class="prewrap">{field.value}</span>
              </p>
            ))}
          </details>
        )}
        {page.isOwn ? (
          <Alert kind="info" title={t.review.own} />
        ) : (
          <form method="post" action={path} class="form">
            <TextArea form={page.form} name="word" label={t.review.word} hint={t.review.wordHint} rows={3} maxLength={2000} optional />
            <input type="hidden" name="version" value={page.draft.version} />
            <div class="actions">
              <Button name="tun" value="veroeffentlichen">
                {t.review.publish}
              </Button>
              <Button kind="secondary" name="tun" value="zurueckgeben">
                {t.review.giveBack}
              </Button>
            </div>
          </form>
        )}
        {page.notes.length > 0 && (
          <>
            <h2>{t.review.history}</h2>
            <ul class="timeline">
              {page.notes.map((note) => (
                <li key={note.id}>
                  {formatDateTime(note.at, locale)}: {t.whats[note.what]} {note.name && t.review.by(note.name)}
                  {note.word && <p class="quote">{note.word}</p>}
                </li>
              ))}
            </ul>
          </>
        )}
      </>
    ),
  });
}
