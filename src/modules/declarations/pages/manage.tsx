import { Button, Checkbox, ErrorSummary, Facts, type FormState, LinkButton, renderPage, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Declaration } from '../store.ts';
import type { Validity } from '../model.ts';
import { declarationsTexts } from '../texts.ts';

/** What both pages tell. */
const factsOf = (declaration: Declaration, check: string, state: Validity, locale: Locale): [string, string][] => {
  const t = declarationsTexts(locale);
  return [
    [t.state, `${t.states[state]}${declaration.withdrawn_at ? ` (${formatDate(declaration.withdrawn_at, locale)})` : ''}`],
    [t.number, declaration.number],
    [t.check, t.checkVersion(check, declaration.version)],
    [t.issued, formatDay(declaration.issued_on, locale)],
    [t.until, formatDay(declaration.valid_until, locale)],
  ];
};

export interface ManagePage {
  declaration: Declaration;
  token: string;
  check: string;
  state: Validity;
  canRenew: boolean;
  publicUrl: string;
  form: FormState;
}

/** /erklaerung/verwalten/:token: the company's own page of a declaration. */
export function managePage(c: Ctx, page: ManagePage): Response {
  const locale = c.get('locale');
  const t = declarationsTexts(locale);
  const { declaration, token, form } = page;
  const base = `/erklaerung/verwalten/${token}`;
  const isThere = declaration.token !== '';
  return renderPage(c, {
    title: t.manage,
    isPrivate: true,
    flashes: t.flash,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    children: (
      <>
        <h1>{t.manage}</h1>
        <ErrorSummary errors={form.errors} locale={locale} />
        <Facts facts={factsOf(declaration, page.check, page.state, locale)} />
        {isThere && (
          <div class="actions">
            <LinkButton href={`${base}/datei.pdf`}>{t.pdf}</LinkButton>
            <LinkButton href={`${base}/unterschrift.json`} kind="secondary">
              {t.json}
            </LinkButton>
            <LinkButton href={`/erklaerung/${declaration.number}`} kind="tertiary">
              {t.publicPage}
            </LinkButton>
          </div>
        )}
        <h2>{t.manageLink}</h2>
        <p>{t.manageLinkHint}</p>
        <a class="private-link" href={base}>
          {page.publicUrl}
          {base}
        </a>
        <h2>{t.settings}</h2>
        <form method="post" action={base} noValidate class="form">
          <Checkbox form={form} name="named" label={t.named} hint={t.namedHint} />
          <TextField form={form} name="email" label={t.email} hint={t.emailHint} type="email" optional maxLength={254} />
          <Button kind="secondary">{t.save}</Button>
        </form>
        {page.canRenew && (
          <>
            <h2>{t.renew}</h2>
            <p>{t.renewText}</p>
            <form method="post" action={`${base}/erneuern`}>
              <Button kind="secondary">{t.renewButton}</Button>
            </form>
          </>
        )}
        {page.state === 'valid' && (
          <details>
            <summary>{t.withdraw}</summary>
            <p>{t.withdrawText}</p>
            <form method="post" action={`${base}/zurueckziehen`}>
              <Button kind="secondary">{t.withdrawButton}</Button>
            </form>
          </details>
        )}
        <h2>{t.offline}</h2>
        <p>
          {t.offlineText} <a href="/.well-known/transferwerk-keys.json">/.well-known/transferwerk-keys.json</a>
        </p>
        <p>
          <code>npx transferwerk declaration verify {declaration.number}.pdf --keys transferwerk-keys.json</code>
        </p>
      </>
    ),
  });
}

/** /erklaerung/:number: valid, expired or withdrawn, and nothing that the company did not agree to. */
export function verificationPage(c: Ctx, declaration: Declaration, check: string, state: Validity): Response {
  const locale = c.get('locale');
  const t = declarationsTexts(locale);
  const place: [string, string][] = declaration.place ? [[t.place, declaration.place]] : [];
  const facts: [string, string][] = declaration.named
    ? [[t.company, declaration.company], ...place, ...factsOf(declaration, check, state, locale)]
    : [
        [t.state, t.states[state]],
        [t.number, declaration.number],
      ];
  return renderPage(c, {
    title: t.verifyTitle(declaration.number),
    isPrivate: true,
    children: (
      <>
        <h1>{t.verifyTitle(declaration.number)}</h1>
        <p class="lead">{t.verifyLead[state]}</p>
        <Facts facts={facts} />
        {!declaration.named && <p>{t.anonymous}</p>}
        <p class="muted">{t.meaning}</p>
      </>
    ),
  });
}
