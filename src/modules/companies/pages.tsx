import { Button, EmptyState, ErrorSummary, filledForm, type FormState, LinkButton, renderPage, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate } from '#platform/i18n/format.ts';
import { accountsTexts } from '#modules/accounts/index.ts';
import { ProofSection } from './proof.tsx';
import type { ClaimRow, CompanyRow } from './store.ts';
import { companiesTexts } from './texts.ts';

/** Something in the account, ready to be shown. */
export interface Claimed {
  claim: ClaimRow;
  title: string;
  note: string;
  href: string | undefined;
  planHref: string | undefined;
}

export function newCompanyPage(c: Ctx, form: FormState): Response {
  const t = companiesTexts(c.get('locale'));
  return renderPage(c, {
    title: t.newTitle,
    isPrivate: true,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    crumbs: [{ href: '/konto', label: accountsTexts(c.get('locale')).account }],
    children: (
      <>
        <h1>{t.newTitle}</h1>
        <p class="lead">{t.newLead}</p>
        <ErrorSummary errors={form.errors} locale={form.locale} />
        <form method="post" class="form">
          <TextField form={form} name="name" label={t.name} autocomplete="organization" maxLength={200} width="medium" />
          <TextField form={form} name="place" label={t.place} suggest="/api/orte" maxLength={80} width="medium" optional />
          <Button>{t.create}</Button>
        </form>
      </>
    ),
  });
}

function Entries({ c, base, items }: { c: Ctx; base: string; items: Claimed[] }) {
  const locale = c.get('locale');
  const t = companiesTexts(locale);
  return (
    <>
      {items.map(({ claim, title, note, href, planHref }) => (
        <div class="row" key={claim.id}>
          <p class="row__text">
            {href ? <a href={href}>{title}</a> : title}
            <br />
            <span class="muted small">
              {note}, {formatDate(claim.claimed_at, locale)}
            </span>
          </p>
          {planHref && <a href={planHref}>{t.plan}</a>}
          <form method="post" action={`${base}/eintrag/${claim.id}/loesen`}>
            <Button kind="tertiary">{t.release}</Button>
          </form>
        </div>
      ))}
    </>
  );
}

/** A request that somebody sent with their address and has not pulled into an account. */
export interface OwnRequest {
  path: string;
  title: string;
  note: string;
}

function OwnRequests({ c, base, requests }: { c: Ctx; base: string; requests: OwnRequest[] }) {
  const t = companiesTexts(c.get('locale'));
  if (requests.length === 0) return null;
  return (
    <>
      <h3>{t.byMail}</h3>
      <p>{t.byMailLead}</p>
      {requests.map(({ path, title, note }) => (
        <div class="row" key={path}>
          <p class="row__text">
            <a href={path}>{title}</a> <span class="muted small">{note}</span>
          </p>
          <form method="post" action={`${base}/holen`}>
            <Button kind="secondary" name="link" value={path}>
              {t.pull}
            </Button>
          </form>
        </div>
      ))}
    </>
  );
}

export function companyPage(c: Ctx, company: CompanyRow, items: Claimed[], own: OwnRequest[], form: FormState): Response {
  const locale = c.get('locale');
  const t = companiesTexts(locale);
  const base = `/betrieb/${company.id}`;
  const checks = items.filter((item) => item.claim.kind === 'assessment');
  const requests = items.filter((item) => item.claim.kind === 'request');
  return renderPage(c, {
    title: company.name,
    isPrivate: true,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    flashes: { angelegt: t.created, geholt: t.pulled, geloest: t.released, gespeichert: t.saved, nachweis: t.proof.asked },
    crumbs: [{ href: '/konto', label: accountsTexts(locale).account }],
    children: (
      <>
        <h1>{company.name}</h1>
        {company.place && <p class="lead">{company.place}</p>}
        <ErrorSummary errors={form.errors} locale={locale} />
        <h2>{t.checks}</h2>
        {checks.length === 0 && (
          <EmptyState title={t.noChecks}>
            <LinkButton href="/checks">{t.beginCheck}</LinkButton>
          </EmptyState>
        )}
        <Entries c={c} base={base} items={checks} />
        <h2>{t.requests}</h2>
        {requests.length === 0 && own.length === 0 && (
          <EmptyState title={t.noRequests}>
            <LinkButton kind="secondary" href="/finden">
              {t.find}
            </LinkButton>
          </EmptyState>
        )}
        <Entries c={c} base={base} items={requests} />
        <OwnRequests c={c} base={base} requests={own} />
        <h2>{t.claim}</h2>
        <p>{t.claimLead}</p>
        <form method="post" action={`${base}/holen`} class="form">
          <TextField form={form} name="link" label={t.link} hint={t.linkHint} maxLength={500} />
          <Button kind="secondary">{t.pull}</Button>
        </form>
        <ProofSection company={company} base={base} locale={locale} />
        <p>
          <a href={`/mitarbeit/company/${company.id}`}>{t.people}</a>
        </p>
        <p>
          <a href="/betrieb/neu">{t.another}</a>
        </p>
        <details>
          <summary>{t.edit}</summary>
          <form method="post" action={base} class="form">
            <TextField form={filledForm(locale, { name: company.name })} name="name" label={t.name} maxLength={200} width="medium" />
            <TextField
              form={filledForm(locale, { place: company.place })}
              name="place"
              label={t.place}
              suggest="/api/orte"
              maxLength={80}
              width="medium"
              optional
            />
            <Button kind="secondary">{t.save}</Button>
          </form>
        </details>
      </>
    ),
  });
}
