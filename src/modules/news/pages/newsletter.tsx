import { Alert, Button, ErrorSummary, type FormState, renderPage, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import type { SubscriberRow } from '../tables.ts';
import { newsTexts } from '../texts.ts';

const crumbs = (c: Ctx) => [{ href: '/neuigkeiten', label: newsTexts(c.get('locale')).title }];

/** /newsletter */
export function subscribePage(c: Ctx, form: FormState): Response {
  const t = newsTexts(form.locale).newsletter;
  return renderPage(c, {
    title: t.title,
    description: t.lead,
    crumbs: crumbs(c),
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <ErrorSummary errors={form.errors} locale={form.locale} />
        <form method="post" action="/newsletter" noValidate class="form">
          <TextField
            form={form}
            name="email"
            label={t.email}
            hint={t.emailHint}
            type="email"
            autocomplete="email"
            maxLength={254}
            width="medium"
          />
          <Button>{t.order}</Button>
        </form>
      </>
    ),
  });
}

/** The same answer for every address: nobody learns who gets the newsletter. */
export function subscribedPage(c: Ctx): Response {
  const t = newsTexts(c.get('locale')).newsletter;
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    crumbs: crumbs(c),
    children: (
      <>
        <h1>{t.title}</h1>
        <Alert kind="success" title={t.asked}>
          <p>{t.askedText}</p>
        </Alert>
      </>
    ),
  });
}

/** /newsletter/:token */
export function subscriptionPage(c: Ctx, row: SubscriberRow, isEnded: boolean): Response {
  const t = newsTexts(c.get('locale')).newsletter;
  const base = c.req.path.replace(/\/ende$/, '');
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    crumbs: crumbs(c),
    children: (
      <>
        <h1>{row.confirmed_at || isEnded ? t.title : t.confirmTitle}</h1>
        <p class="lead">{isEnded ? t.ended : row.confirmed_at ? t.active(row.email) : t.confirmLead(row.email)}</p>
        {!isEnded && !row.confirmed_at && (
          <form method="post" action={base}>
            <Button>{t.confirm}</Button>
          </form>
        )}
        {!isEnded && (
          <form method="post" action={`${base}/ende`}>
            <Button kind={row.confirmed_at ? 'secondary' : 'tertiary'}>{t.end}</Button>
          </form>
        )}
      </>
    ),
  });
}
