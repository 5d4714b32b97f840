import {
  Button,
  CheckGroup,
  Entry,
  ErrorSummary,
  type FormState,
  MailingActs,
  MailingFault,
  MailingProgress,
  MailingReceivers,
  MailingSample,
  MailingStop,
  MailingUnsure,
  Paged,
  renderPage,
  TextArea,
  TextField,
} from '#design/index.ts';
import { typed } from '#platform/forms/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDateTime } from '#platform/i18n/format.ts';
import type { MailingDelivery, Missing } from '#platform/mail/index.ts';
import type { Page } from '#platform/lists.ts';
import type { IssueLook } from '../mailing.ts';
import type { IssueRow } from '../tables.ts';
import { newsTexts } from '../texts.ts';

interface Choice {
  value: string;
  label: string;
}

function IssueForm({ form, action, items, stories }: { form: FormState; action: string; items: Choice[]; stories: Choice[] }) {
  const t = newsTexts(form.locale).desk;
  return (
    <form method="post" action={action} class="form">
      <TextField form={form} name="title" label={t.issueTitle} maxLength={160} />
      <TextArea form={form} name="intro" label={t.intro} rows={4} maxLength={3000} optional />
      {items.length > 0 && <CheckGroup form={form} name="items" label={t.items} hint={t.itemsHint} options={items} />}
      {stories.length > 0 && <CheckGroup form={form} name="stories" label={t.stories} options={stories} />}
      <Button>{t.makeIssue}</Button>
    </form>
  );
}

/** /redaktion/newsletter */
export function issuesPage(
  c: Ctx,
  {
    issues,
    subscribers,
    form,
    items,
    stories,
  }: { issues: Page<IssueRow>; subscribers: number; form: FormState; items: Choice[]; stories: Choice[] },
): Response {
  const { locale } = form;
  const all = newsTexts(locale);
  const t = all.desk;
  return renderPage(c, {
    title: t.newsletters,
    isPrivate: true,
    flashes: all.flash,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    crumbs: [{ href: '/redaktion', label: t.title }],
    children: (
      <>
        <h1>{t.newsletters}</h1>
        <p class="lead">{t.subscribers(subscribers)}</p>
        <ErrorSummary errors={form.errors} locale={locale} />
        <h2>{t.newIssue}</h2>
        <IssueForm form={form} action="/redaktion/newsletter" items={items} stories={stories} />
        <Paged list={issues} c={c} path="/redaktion/newsletter">
          <ul class="entries">
            {issues.rows.map((issue) => (
              <Entry
                key={issue.id}
                href={`/redaktion/newsletter/${issue.id}`}
                title={issue.title}
                kicker={`${t.issueStates[issue.state]}, ${formatDateTime(issue.begun_at ?? issue.created_at, locale)}`}
              />
            ))}
          </ul>
        </Paged>
      </>
    ),
  });
}

export interface IssueView extends IssueLook {
  issue: IssueRow;
  delivery: MailingDelivery;
  /** What stood in the way of what was just asked for. */
  missing: readonly Missing[];
  page: number;
  form: FormState;
  items: Choice[];
  stories: Choice[];
}

/** What is going out, or has gone. */
function Progress({ base, view }: { base: string; view: IssueView }) {
  const { issue, mailing, delivery, form } = view;
  const { locale } = form;
  return (
    <>
      <MailingProgress state={mailing.state} delivery={delivery} unsent={issue.unsent} locale={locale} />
      {mailing.state === 'running' && (
        <>
          <p>
            <a href={base}>{newsTexts(locale).desk.reload}</a>
          </p>
          <MailingStop base={base} act="stop" locale={locale} />
        </>
      )}
      {(mailing.state === 'running' || mailing.state === 'finished') && <MailingUnsure base={base} delivery={delivery} locale={locale} />}
    </>
  );
}

/** A look at whom it goes to and what it says, and then the way to send it. */
function Look({ base, view }: { base: string; view: IssueView }) {
  const { mailing, receivers, sample, obstacles, page, form } = view;
  const { locale } = form;
  const t = newsTexts(locale).desk;
  const isDraft = mailing.state === 'draft';
  return (
    <>
      {!isDraft && <p class="muted">{t.held}</p>}
      <MailingReceivers receivers={receivers} page={page} base={base} locale={locale} />
      <MailingSample sample={sample} locale={locale} />
      <MailingActs
        base={base}
        mailing={mailing}
        obstacles={obstacles}
        receiver={sample.id}
        send={isDraft ? t.send(mailing.receivers) : t.resume(mailing.receivers)}
        hint={isDraft ? t.sendHint : t.resumeHint}
        locale={locale}
      />
      {isDraft ? (
        <form method="post" action={`${base}/verwerfen`}>
          <Button kind="tertiary">{t.discard}</Button>
        </form>
      ) : (
        <MailingStop base={base} act="end" locale={locale} />
      )}
      <IssueForm form={form} action={base} items={view.items} stories={view.stories} />
    </>
  );
}

/** What somebody wrote who came too late: it goes out as it is, and their words are still theirs. */
function Unsaved({ issue, form }: { issue: IssueRow; form: FormState }) {
  const [title, intro] = [typed(form.input, 'title'), typed(form.input, 'intro')];
  if (title === issue.title && intro === issue.intro) return null;
  return (
    <>
      <h2>{newsTexts(form.locale).desk.unsaved}</h2>
      <p class="preview prewrap">{[title, intro].filter(Boolean).join('\n\n')}</p>
    </>
  );
}

/** /redaktion/newsletter/:issue */
export function issuePage(c: Ctx, view: IssueView): Response {
  const { issue, mailing, missing, form } = view;
  const { locale } = form;
  const all = newsTexts(locale);
  const t = all.desk;
  const base = `/redaktion/newsletter/${issue.id}`;
  return renderPage(c, {
    title: issue.title,
    isPrivate: true,
    flashes: all.flash,
    status: missing.length + Object.keys(form.errors).length > 0 ? 422 : 200,
    crumbs: [
      { href: '/redaktion', label: t.title },
      { href: '/redaktion/newsletter', label: t.newsletters },
    ],
    children: (
      <>
        <h1>{issue.title}</h1>
        <p class="muted">{t.issueStates[issue.state]}</p>
        <MailingFault missing={missing} locale={locale} />
        <ErrorSummary errors={form.errors} locale={locale} />
        {mailing.state !== 'draft' && <Progress base={base} view={view} />}
        {mailing.state === 'draft' || mailing.state === 'stopped' ? (
          <Look base={base} view={view} />
        ) : (
          missing.length > 0 && <Unsaved issue={issue} form={form} />
        )}
      </>
    ),
  });
}
