import { Alert, Button, CheckGroup, Entry, ErrorSummary, type FormState, renderPage, TextArea, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDateTime } from '#platform/i18n/format.ts';
import type { Delivery } from '#platform/mail/index.ts';
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
  }: { issues: IssueRow[]; subscribers: number; form: FormState; items: Choice[]; stories: Choice[] },
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
        <ul class="entries">
          {issues.map((issue) => (
            <Entry
              key={issue.id}
              href={`/redaktion/newsletter/${issue.id}`}
              title={issue.title}
              kicker={`${t.issueStates[issue.state]}, ${formatDateTime(issue.begun_at ?? issue.created_at, locale)}`}
            />
          ))}
        </ul>
      </>
    ),
  });
}

export interface IssueView {
  issue: IssueRow;
  subscribers: number;
  delivery: Delivery;
  preview: { subject: string; text: string } | undefined;
  form: FormState;
  items: Choice[];
  stories: Choice[];
}

/** /redaktion/newsletter/:issue */
export function issuePage(c: Ctx, { issue, subscribers, delivery, preview, form, items, stories }: IssueView): Response {
  const { locale } = form;
  const all = newsTexts(locale);
  const t = all.desk;
  const base = `/redaktion/newsletter/${issue.id}`;
  return renderPage(c, {
    title: issue.title,
    isPrivate: true,
    flashes: all.flash,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    crumbs: [
      { href: '/redaktion', label: t.title },
      { href: '/redaktion/newsletter', label: t.newsletters },
    ],
    children: (
      <>
        <h1>{issue.title}</h1>
        <p class="muted">{t.issueStates[issue.state]}</p>
        <ErrorSummary errors={form.errors} locale={locale} />
        {issue.state !== 'draft' && (
          <>
            <p>{t.progress(delivery.sent, delivery.letters)}</p>
            <progress class="progress" value={delivery.sent} max={Math.max(1, delivery.letters)}>
              {delivery.sent}
            </progress>
            {issue.state === 'sending' && (
              <p>
                <a href={base}>{t.reload}</a>
              </p>
            )}
          </>
        )}
        {delivery.unsure > 0 && (
          <Alert kind="warning" title={t.unsure(delivery.unsure)}>
            <p>{t.resendHint}</p>
            <form method="post" action={`${base}/unklare`}>
              <Button kind="secondary">{t.resend}</Button>
            </form>
          </Alert>
        )}
        <h2>{t.issuePreview}</h2>
        {preview ? <p class="preview prewrap">{preview.text}</p> : <p class="muted">{t.nothingIn}</p>}
        {issue.state === 'draft' && (
          <>
            {preview && (
              <form method="post" action={`${base}/senden`}>
                <p class="muted">{t.sendHint}</p>
                <Button>{t.send(subscribers)}</Button>
              </form>
            )}
            <IssueForm form={form} action={base} items={items} stories={stories} />
          </>
        )}
      </>
    ),
  });
}
