import { Alert, Button, ErrorSummary, type FormState, LinkButton, renderPage, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatDateTime } from '#platform/i18n/format.ts';
import { deviceOf } from '../device.ts';
import type { FactorRefusal } from '../factors.ts';
import type { SessionView } from '../store/sessions.ts';
import { accountsTexts } from '../texts.ts';

/** Why a change was refused. */
export type SecurityFault = FactorRefusal | 'already' | 'required';

export interface SecurityPage {
  form: FormState;
  /** What stands in the way of any change at the moment: said before somebody tries. */
  refusal: FactorRefusal | undefined;
  passkeys: { id: string; name: string | null; createdAt: Date | null }[];
  sessions: SessionView[];
  currentSession: string | null;
  hasPassword: boolean;
  hasTotp: boolean;
  isFactorRequired: boolean;
  fault?: SecurityFault | undefined;
}

const RowAction = ({ action, label }: { action: string; label: string }) => (
  <form method="post" action={action}>
    <Button kind="tertiary">{label}</Button>
  </form>
);

const mayChange = (page: SecurityPage) => page.refusal === undefined && page.fault === undefined;

/** What is in the way, and the one step that clears it. */
function InTheWay({ page, c }: { page: SecurityPage; c: Ctx }) {
  const t = accountsTexts(c.get('locale')).security;
  const what = page.fault ?? page.refusal;
  if (!what) return null;
  return (
    <Alert kind={page.fault ? 'danger' : 'info'} title={t.refusals[what]}>
      {what === 'stepUp' && <LinkButton href="/anmelden/zweiter-faktor?weiter=/konto/sicherheit">{t.toStepUp}</LinkButton>}
      {what === 'signInAnew' && <LinkButton href="/anmelden?weiter=/konto/sicherheit">{t.toSignIn}</LinkButton>}
    </Alert>
  );
}

/** Where a password is set, it stands beside what better-auth asks it for. */
const OwnPassword = ({ page, label }: { page: SecurityPage; label: string }) =>
  page.hasPassword ? (
    <TextField
      form={page.form}
      name="kennwort"
      label={label}
      type="password"
      autocomplete="current-password"
      maxLength={200}
      width="medium"
    />
  ) : null;

function Passkeys({ page, c }: { page: SecurityPage; c: Ctx }) {
  const locale = c.get('locale');
  const t = accountsTexts(locale);
  return (
    <>
      <h2>{t.security.passkeys}</h2>
      <p>{t.security.passkeysLead}</p>
      {page.passkeys.length === 0 && <p class="muted">{t.security.noPasskeys}</p>}
      {page.passkeys.map((each) => (
        <div class="row" key={each.id}>
          <p class="row__text">
            {each.name ?? 'Passkey'}{' '}
            <span class="muted small">{each.createdAt && t.security.passkeyFrom(formatDate(each.createdAt, locale))}</span>
          </p>
          {mayChange(page) && <RowAction action={`/konto/sicherheit/passkeys/${each.id}/entfernen`} label={t.security.remove} />}
        </div>
      ))}
      {mayChange(page) && (
        <div hidden data-passkey-add data-failed={t.entry.passkeyFailed}>
          <button type="button" class="kern-btn kern-btn--secondary">
            <span class="kern-label">{t.security.addPasskey}</span>
          </button>
          <p role="alert" data-passkey-state />
        </div>
      )}
      <noscript>
        <p class="muted">{t.security.needsScript}</p>
      </noscript>
    </>
  );
}

function Password({ page, c }: { page: SecurityPage; c: Ctx }) {
  const t = accountsTexts(c.get('locale')).security;
  return (
    <>
      <h2>{t.password}</h2>
      <p>{t.passwordLead}</p>
      {(mayChange(page) || (page.hasPassword && page.refusal === 'signInAnew')) && (
        <form method="post" action="/konto/sicherheit/passwort" class="form">
          {page.hasPassword && (
            <TextField
              form={page.form}
              name="bisher"
              label={t.current}
              type="password"
              autocomplete="current-password"
              maxLength={200}
              width="medium"
            />
          )}
          <TextField
            form={page.form}
            name="neu"
            label={t.fresh}
            type="password"
            autocomplete="new-password"
            maxLength={200}
            width="medium"
          />
          <Button kind="secondary">{t.setPassword}</Button>
        </form>
      )}
      {page.hasPassword && mayChange(page) && <RowAction action="/konto/sicherheit/passwort/entfernen" label={t.removePassword} />}
    </>
  );
}

function SecondFactor({ page, c }: { page: SecurityPage; c: Ctx }) {
  const t = accountsTexts(c.get('locale')).security;
  return (
    <>
      <h2>{t.second}</h2>
      <p>{page.hasTotp ? t.secondOn : t.secondOff}</p>
      <ul class="plain-list link-list">
        <li>
          <a href="/anmelden/zweiter-faktor?weiter=/konto/sicherheit">{t.showSecond}</a>
        </li>
        <li>
          <a href="/anmelden">{t.otherWay}</a>
        </li>
      </ul>
      {mayChange(page) && !page.hasTotp && (
        <form method="post" action="/konto/sicherheit/zweiter-faktor" class="form">
          <OwnPassword page={page} label={t.ownPassword} />
          <Button kind="secondary">{t.setUp}</Button>
        </form>
      )}
      {mayChange(page) && page.hasTotp && (
        <form method="post" action="/konto/sicherheit/wiederherstellung" class="form">
          <OwnPassword page={page} label={t.ownPassword} />
          <Button kind="secondary">{t.newCodes}</Button>
        </form>
      )}
      {page.hasTotp && page.isFactorRequired && <p class="muted">{t.required}</p>}
      {mayChange(page) && page.hasTotp && !page.isFactorRequired && (
        <RowAction action="/konto/sicherheit/zweiter-faktor/aus" label={t.turnOff} />
      )}
    </>
  );
}

function Sessions({ page, c }: { page: SecurityPage; c: Ctx }) {
  const locale = c.get('locale');
  const t = accountsTexts(locale).security;
  return (
    <>
      <h2>{t.sessions}</h2>
      {page.sessions.map((session) => (
        <div class="row" key={session.id}>
          <p class="row__text">
            {deviceOf(session.userAgent) || t.unknownDevice}
            {session.id === page.currentSession && ` – ${t.thisOne}`}
            <br />
            <span class="muted small">
              {[
                t.methods[session.method],
                t.began(formatDateTime(session.began, locale)),
                t.touched(formatDateTime(session.touched, locale)),
              ]
                .filter(Boolean)
                .join(', ')}
            </span>
          </p>
          {session.id !== page.currentSession && <RowAction action={`/konto/sicherheit/sitzungen/${session.id}/beenden`} label={t.end} />}
        </div>
      ))}
      {page.sessions.length > 1 && <RowAction action="/konto/sicherheit/sitzungen/beenden" label={t.endOthers} />}
    </>
  );
}

/** How somebody signs in, and where they are signed in. */
export function securityPage(c: Ctx, page: SecurityPage): Response {
  const t = accountsTexts(c.get('locale'));
  const isWrong = page.fault !== undefined || Object.keys(page.form.errors).length > 0;
  return renderPage(c, {
    title: t.own.security,
    isPrivate: true,
    status: isWrong ? 422 : 200,
    crumbs: [{ href: '/konto', label: t.account }],
    flashes: { gespeichert: t.profile.saved, beendet: t.security.ended, eingerichtet: t.factor.done },
    children: (
      <>
        <h1>{t.own.security}</h1>
        <p class="lead">{t.security.lead}</p>
        <InTheWay page={page} c={c} />
        <ErrorSummary errors={page.form.errors} locale={page.form.locale} />
        <Passkeys page={page} c={c} />
        <Password page={page} c={c} />
        <SecondFactor page={page} c={c} />
        <Sessions page={page} c={c} />
      </>
    ),
  });
}
