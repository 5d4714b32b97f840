import { Alert, Button, emptyForm, ErrorSummary, type FormState, renderPage, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { LINK_LIFE_MINUTES } from '../auth.ts';
import { accountsTexts } from '../texts.ts';

export interface SignInPage {
  form?: FormState;
  next?: string | undefined;
  /** Name of the service for single sign-on, where one is configured. */
  sso: string | undefined;
  fault?: string | undefined;
  status?: 200 | 403 | 410 | 422 | 429;
}

const Next = ({ next }: { next: string | undefined }) => (next ? <input type="hidden" name="weiter" value={next} /> : null);

/** The sign-in: one field, one button; other ways below. */
export function signInPage(c: Ctx, { form = emptyForm(c.get('locale')), next, sso, fault, status = 200 }: SignInPage): Response {
  const t = accountsTexts(c.get('locale')).entry;
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    status,
    flashes: { abgemeldet: t.signedOut },
    children: (
      <>
        <h1>{t.title}</h1>
        {fault && <Alert kind="danger" title={fault} />}
        <ErrorSummary errors={form.errors} locale={form.locale} />
        <p class="lead">{t.lead}</p>
        <form method="post" action="/anmelden" class="form">
          <TextField
            form={form}
            name="email"
            label={t.email}
            hint={t.emailHint}
            type="email"
            autocomplete="username webauthn"
            maxLength={254}
            width="medium"
          />
          <Next next={next} />
          <Button>{t.sendLink}</Button>
        </form>
        <p class="muted">{t.noAccount}</p>
        <h2>{t.other}</h2>
        <div hidden data-passkey-sign-in data-next={next ?? '/konto'} data-failed={t.passkeyFailed}>
          <button type="button" class="kern-btn kern-btn--secondary">
            <span class="kern-label">{t.passkey}</span>
          </button>
          <p class="muted small">{t.passkeyHint}</p>
          <p role="alert" data-passkey-state />
        </div>
        {sso && (
          <p>
            <a class="kern-btn kern-btn--secondary" href={`/anmelden/sso${next ? `?weiter=${encodeURIComponent(next)}` : ''}`}>
              <span class="kern-label">{t.sso(sso)}</span>
            </a>
          </p>
        )}
        <details open={fault !== undefined}>
          <summary>{t.withPassword}</summary>
          <form method="post" action="/anmelden/passwort" class="form">
            <TextField
              form={{ ...form, errors: {} }}
              name="adresse"
              label={t.email}
              type="email"
              autocomplete="username"
              maxLength={254}
              width="medium"
            />
            <TextField
              form={{ ...form, errors: {} }}
              name="passwort"
              label={t.password}
              type="password"
              autocomplete="current-password"
              maxLength={200}
              width="medium"
            />
            <Next next={next} />
            <Button kind="secondary">{t.withPassword}</Button>
          </form>
          <p class="muted">{t.forgot}</p>
          <p>
            <a href="/anmelden/zweiter-faktor">{t.toSecondStep}</a>
          </p>
        </details>
      </>
    ),
  });
}

/** What is said after any address: whether it is known is nobody's business. */
export function linkSentPage(c: Ctx, email: string): Response {
  const t = accountsTexts(c.get('locale')).entry;
  return renderPage(c, {
    title: t.sent,
    isPrivate: true,
    crumbs: [{ href: '/anmelden', label: t.title }],
    children: (
      <>
        <h1>{t.sent}</h1>
        <p class="lead">{t.sentText(email, LINK_LIFE_MINUTES)}</p>
      </>
    ),
  });
}

/** Behind the link of the mail: a button, because programs that look into mails open links by themselves. */
export function linkPage(c: Ctx, token: string, next: string | undefined): Response {
  const t = accountsTexts(c.get('locale')).entry;
  return renderPage(c, {
    title: t.linkTitle,
    isPrivate: true,
    children: (
      <>
        <h1>{t.linkTitle}</h1>
        <p class="lead">{t.linkLead}</p>
        <form method="post" action={`/anmelden/link/${token}`}>
          <Next next={next} />
          <Button>{t.title}</Button>
        </form>
      </>
    ),
  });
}
