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
  /** There is no app: the passkey is both steps in one. */
  isPasskeyOnly?: boolean;
}

/** The second step of signing in. */
export function factorPage(c: Ctx, { form = emptyForm(c.get('locale')), next, isPasskeyOnly = false }: FactorPage): Response {
  const t = accountsTexts(c.get('locale'));
  return renderPage(c, {
    title: t.factor.title,
    isPrivate: true,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    children: (
      <>
        <h1>{t.factor.title}</h1>
        <ErrorSummary errors={form.errors} locale={form.locale} />
        <p class="lead">{isPasskeyOnly ? t.factor.passkeyStep : t.factor.lead}</p>
        {!isPasskeyOnly && (
          <form method="post" action="/anmelden/zweiter-faktor" class="form">
            <CodeField form={form} label={t.factor.code} />
            {next && <input type="hidden" name="weiter" value={next} />}
            <Button>{t.factor.check}</Button>
          </form>
        )}
        <PasskeyButton c={c} next={next} />
        {isPasskeyOnly && (
          <noscript>
            <p>{t.security.needsScript}</p>
          </noscript>
        )}
        <p class="muted">{t.factor.lost}</p>
        <form method="post" action="/abmelden" data-leaves>
          <Button kind="tertiary">{t.factor.otherAccount}</Button>
        </form>
      </>
    ),
  });
}

/** Needs script, as every passkey does: the browser shows it. */
const PasskeyButton = ({ c, next }: { c: Ctx; next: string | undefined }) => {
  const t = accountsTexts(c.get('locale')).entry;
  return (
    <div hidden data-passkey-sign-in data-next={next ?? '/konto'} data-failed={t.passkeyFailed}>
      <button type="button" class="kern-btn kern-btn--secondary">
        <span class="kern-label">{t.passkey}</span>
      </button>
      <p role="alert" data-passkey-state />
    </div>
  );
};

/** A role waits for a second factor, and nobody has opened its first set-up: who can, and why it is so. */
export function needsInvitationPage(c: Ctx): Response {
  const t = accountsTexts(c.get('locale'));
  return renderPage(c, {
    title: t.factor.setUpTitle,
    isPrivate: true,
    crumbs: [{ href: '/konto', label: t.account }],
    children: (
      <>
        <h1>{t.factor.setUpTitle}</h1>
        <p class="lead">{t.factor.needsInvitation}</p>
        <p>{t.factor.needsInvitationHow}</p>
        <LinkButton kind="secondary" href="/konto">
          {t.account}
        </LinkButton>
      </>
    ),
  });
}

export interface FactorIntro {
  next: string | undefined;
  isRequired: boolean;
  /** An account with a password proves it once more. */
  hasPassword: boolean;
}

/** Before the second step is set up: why, and the two ways. */
export function factorIntroPage(c: Ctx, { next, isRequired, hasPassword }: FactorIntro): Response {
  const t = accountsTexts(c.get('locale'));
  return renderPage(c, {
    title: t.factor.setUpTitle,
    isPrivate: true,
    crumbs: [{ href: '/konto', label: t.account }],
    children: (
      <>
        <h1>{t.factor.setUpTitle}</h1>
        {isRequired && <p class="lead">{t.factor.why}</p>}
        <form method="post" action="/konto/sicherheit/zweiter-faktor" class="form">
          {next && <input type="hidden" name="weiter" value={next} />}
          {hasPassword && (
            <TextField
              form={emptyForm(c.get('locale'))}
              name="kennwort"
              label={t.security.ownPassword}
              type="password"
              autocomplete="current-password"
              maxLength={200}
              width="medium"
            />
          )}
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
