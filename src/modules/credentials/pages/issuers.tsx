import { Alert, Button, EmptyState, ErrorSummary, type FormState, renderPage, TextArea, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { credentialsTexts } from '../texts.ts';

/** /nachweise/stellen: whose word the office trusts. */
export function issuersPage(c: Ctx, issuers: readonly { did: string; name: string }[], form: FormState, compareAt?: string): Response {
  const locale = c.get('locale');
  const t = credentialsTexts(locale);
  return renderPage(c, {
    title: t.issuersTitle,
    isPrivate: true,
    flashes: t.flash,
    status: Object.keys(form.errors).length > 0 || compareAt ? 422 : 200,
    children: (
      <>
        <h1>{t.issuersTitle}</h1>
        <p class="lead">{t.issuersLead}</p>
        <ErrorSummary errors={form.errors} locale={locale} />
        {issuers.length === 0 && <EmptyState title={t.issuersNone} />}
        {issuers.map((issuer) => (
          <form method="post" action="/nachweise/stellen" class="row" key={issuer.did}>
            <p class="row__text">
              <strong>{issuer.name}</strong> <span class="muted small">{issuer.did}</span>
            </p>
            <input type="hidden" name="entfernen" value={issuer.did} />
            <Button kind="secondary">{t.remove}</Button>
          </form>
        ))}
        <h2>{t.issuersAdd}</h2>
        <form method="post" action="/nachweise/stellen" class="form">
          <TextField form={form} name="name" label={t.issuerName} maxLength={120} />
          <TextArea form={form} name="document" label={t.issuerDocument} hint={t.issuerDocumentHint} rows={8} maxLength={20000} />
          {compareAt && (
            <Alert kind="warning" title={t.compareTitle}>
              <p>
                {t.compare} <a href={compareAt}>{compareAt}</a>
              </p>
              <label class="kern-form-check">
                <input type="checkbox" class="kern-form-check__checkbox" name="verglichen" value="ja" required />{' '}
                <span class="kern-label">{t.compared}</span>
              </label>
            </Alert>
          )}
          <Button>{t.issuersAdd}</Button>
        </form>
      </>
    ),
  });
}
