import { Alert, Button, emptyForm, Facts, FileField, type FormState, LinkButton, renderPage, TextArea, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatDay } from '#platform/i18n/format.ts';
import type { Result } from '#platform/result.ts';
import { partsOf, standing } from '../shown.ts';
import type { CredentialRow } from '../store.ts';
import { credentialsTexts } from '../texts.ts';
import type { Refusal, Verified } from '../verify.ts';

/** /nachweise/:number */
export function credentialPage(c: Ctx, row: CredentialRow, today: string): Response {
  const locale = c.get('locale');
  const t = credentialsTexts(locale);
  const state = standing(row, today);
  const parts = partsOf(row);
  const says = state === 'valid' ? t.valid : t.faults[state](row.valid_until ?? '');
  const why = row.revoked_why === 'forgotten' ? t.forgotten : row.revoked_why;
  const base = `/nachweise/${row.number}`;
  return renderPage(c, {
    title: t.title(row.number),
    isPrivate: true,
    crumbs: [{ href: '/nachweise/pruefen', label: t.checkTitle }],
    children: (
      <>
        <h1>{t.title(row.number)}</h1>
        <Facts
          facts={[
            [t.state, says],
            ...(why ? ([[t.why, why]] as [string, string][]) : []),
            [t.what, `${t.kinds[row.kind]}: ${row.title}`],
            ...(row.holder ? ([[t.holder, row.holder]] as [string, string][]) : []),
            ...(parts.issuer ? ([[t.issuer, parts.issuer]] as [string, string][]) : []),
            ...(parts.sponsors ? ([[t.sponsors, parts.sponsors]] as [string, string][]) : []),
            [t.issued, formatDate(row.issued_at, locale)],
            [t.until, row.valid_until ? formatDay(row.valid_until, locale) : t.noEnd],
          ]}
        />
        {parts.criteria && (
          <>
            <h2>{t.criteria}</h2>
            <p class="prewrap">{parts.criteria}</p>
          </>
        )}
        {parts.issuer && (
          <>
            <h2>{t.files}</h2>
            <ul>
              <li>
                <a href={`${base}/urkunde.pdf`}>{t.pdf}</a>
              </li>
              <li>
                <a href={`${base}/nachweis.json`}>{t.json}</a>
              </li>
              <li>
                <a href={`${base}/paket.json`}>{t.pack}</a>
              </li>
            </ul>
          </>
        )}
        <LinkButton href="/nachweise/pruefen" kind="secondary">
          {t.ofOthers}
        </LinkButton>
      </>
    ),
  });
}

/** /nachweise/pruefen */
export function checkPage(c: Ctx, result?: Result<Verified, Refusal>, form: FormState = emptyForm(c.get('locale'))): Response {
  const locale = c.get('locale');
  const t = credentialsTexts(locale);
  return renderPage(c, {
    title: t.checkTitle,
    description: t.checkLead,
    status: (result && !result.ok) || Object.keys(form.errors).length > 0 ? 422 : 200,
    children: (
      <>
        <h1>{t.checkTitle}</h1>
        <p class="lead">{t.checkLead}</p>
        {result && !result.ok && (
          <Alert
            kind={result.fault.fault === 'unknownIssuer' ? 'warning' : 'danger'}
            title={result.fault.fault === 'unknownIssuer' ? t.isUnknown : t.isNot}
          >
            <p>{t.faults[result.fault.fault](result.fault.detail)}</p>
          </Alert>
        )}
        {result?.ok && (
          <Alert kind="success" title={t.isValid}>
            <Facts
              facts={[
                [t.what, result.value.name],
                [t.holder, result.value.holder],
                [t.issuer, `${result.value.issuerName} (${result.value.issuer})`],
                [t.issued, formatDate(new Date(result.value.from), locale)],
                [t.until, result.value.until ? formatDate(new Date(result.value.until), locale) : t.noEnd],
              ]}
            />
          </Alert>
        )}
        <h2>{t.byNumber}</h2>
        <form method="get" action="/nachweise/pruefen" class="form">
          <TextField form={form} name="nummer" label={t.number} hint={t.numberHint} maxLength={40} width="short" />
          <Button>{t.check}</Button>
        </form>
        <h2>{t.byFile}</h2>
        <form method="post" action="/nachweise/pruefen" enctype="multipart/form-data" class="form">
          <FileField label={t.file} accept=".json,application/json" error={form.errors['datei']} />
          <TextArea form={form} name="content" label={t.content} hint={t.contentHint} rows={6} optional />
          <Button>{t.check}</Button>
        </form>
      </>
    ),
  });
}
