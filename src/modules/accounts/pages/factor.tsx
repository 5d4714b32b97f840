import { renderSVG } from 'uqr';
import { Alert, Button, emptyForm, ErrorSummary, type FormState, LinkButton, renderPage, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { accountsTexts } from '../texts.ts';

const CodeField = ({ form, label }: { form: FormState; label: string }) => (
  <TextField form={form} name="code" label={label} autocomplete="one-time-code" maxLength={40} width="short" />
);

export interface FactorPage {
  form?: FormState;
  next: string | undefined;
}

/** The second step of signing in. */
export function factorPage(c: Ctx, { form = emptyForm(c.get('locale')), next }: FactorPage): Response {
  const t = accountsTexts(c.get('locale'));
  return renderPage(c, {
    title: t.factor.title,
    isPrivate: true,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    children: (
      <>
        <h1>{t.factor.title}</h1>
        <ErrorSummary errors={form.errors} locale={form.locale} />
        <p class="lead">{t.factor.lead}</p>
        <form method="post" action="/anmelden/zweiter-faktor" class="form">
          <CodeField form={form} label={t.factor.code} />
          {next && <input type="hidden" name="weiter" value={next} />}
          <Button>{t.factor.check}</Button>
        </form>
        <p class="muted">{t.factor.lost}</p>
      </>
    ),
  });
}

/** Before the second step is set up: why, and the two ways. */
export function factorIntroPage(c: Ctx, next: string | undefined, isRequired: boolean): Response {
  const t = accountsTexts(c.get('locale'));
  return renderPage(c, {
    title: t.factor.setUpTitle,
    isPrivate: true,
    crumbs: [{ href: '/konto', label: t.account }],
    children: (
      <>
        <h1>{t.factor.setUpTitle}</h1>
        {isRequired && <p class="lead">{t.factor.why}</p>}
        <form method="post" action="/konto/sicherheit/zweiter-faktor">
          {next && <input type="hidden" name="weiter" value={next} />}
          <div class="actions">
            <Button>{t.factor.begin}</Button>
          </div>
        </form>
        <p>{t.factor.passkeyInstead}</p>
        <LinkButton kind="secondary" href="/konto/sicherheit">
          {t.security.addPasskey}
        </LinkButton>
      </>
    ),
  });
}

/** The picture for the app, the recovery codes, and the proof that it works. */
export function factorSetUpPage(c: Ctx, uri: string, codes: string[], next: string | undefined): Response {
  const t = accountsTexts(c.get('locale'));
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  const picture = `data:image/svg+xml;base64,${Buffer.from(renderSVG(uri, { border: 2 })).toString('base64')}`;
  return renderPage(c, {
    title: t.factor.setUpTitle,
    isPrivate: true,
    crumbs: [{ href: '/konto', label: t.account }],
    children: (
      <>
        <h1>{t.factor.setUpTitle}</h1>
        <p>{t.factor.scan}</p>
        <img class="qr" src={picture} alt={t.factor.qr} width="192" height="192" />
        <p>
          {t.factor.key}: <code class="private-link">{secret.replace(/(.{4})/g, '$1 ').trim()}</code>
        </p>
        <Alert kind="warning" title={t.factor.codes}>
          <p>{t.factor.codesHint}</p>
        </Alert>
        <Codes codes={codes} />
        <h2>{t.factor.confirm}</h2>
        <form method="post" action="/anmelden/zweiter-faktor" class="form">
          <CodeField form={emptyForm(c.get('locale'))} label={t.factor.code} />
          {next && <input type="hidden" name="weiter" value={next} />}
          <Button>{t.factor.check}</Button>
        </form>
      </>
    ),
  });
}

function Codes({ codes }: { codes: string[] }) {
  return (
    <ul class="codes">
      {codes.map((code) => (
        <li key={code}>
          <code>{code}</code>
        </li>
      ))}
    </ul>
  );
}

/** New recovery codes, shown once. */
export function recoveryCodesPage(c: Ctx, codes: string[]): Response {
  const t = accountsTexts(c.get('locale'));
  return renderPage(c, {
    title: t.factor.codes,
    isPrivate: true,
    crumbs: [
      { href: '/konto', label: t.account },
      { href: '/konto/sicherheit', label: t.own.security },
    ],
    children: (
      <>
        <h1>{t.factor.codes}</h1>
        <p class="lead">{t.factor.codesHint}</p>
        <Codes codes={codes} />
      </>
    ),
  });
}
