import { Alert, Button, EmptyState, ErrorSummary, Facts, type FormState, LinkButton, Paged, renderPage, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatDateTime, formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Page } from '#platform/lists.ts';
import { accountsTexts } from '#modules/accounts/index.ts';
import type { Processing } from './config.ts';
import type { Outcome } from './forget.ts';
import type { RuleResult } from './rules.ts';
import { privacyTexts } from './texts.ts';

/** "Laufende Anfragen (1): bleibt, weil …, spätestens bis 3. März 2028" */
export function outcomeLine(outcome: Outcome, locale: Locale): string {
  const t = privacyTexts(locale);
  const count = outcome.count > 1 ? ` (${outcome.count})` : '';
  const parts = [
    `${t.what[outcome.what]}${count}: ${t.done[outcome.done]}`,
    outcome.done === 'kept' ? (t.why[outcome.what] ?? '') : '',
    outcome.until ? t.until(formatDay(outcome.until, locale)) : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

const Outcomes = ({ outcomes, locale }: { outcomes: readonly Outcome[]; locale: Locale }) => (
  <ul>
    {outcomes.map((outcome) => (
      <li key={outcome.what}>{outcomeLine(outcome, locale)}</li>
    ))}
  </ul>
);

export interface Consent {
  subject: string;
  version: string;
  given: boolean;
  at: Date;
}

/** /konto/daten */
export function ownDataPage(c: Ctx, consents: Consent[], outcomes: Outcome[], form: FormState): Response {
  const locale = c.get('locale');
  const t = privacyTexts(locale).own;
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    crumbs: [{ href: '/konto', label: accountsTexts(locale).account }],
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <ErrorSummary errors={form.errors} locale={locale} />
        <h2>{t.download}</h2>
        <p>{t.downloadLead}</p>
        <div class="actions">
          <LinkButton href="/konto/daten.json">{t.json}</LinkButton>
          <LinkButton kind="secondary" href="/konto/daten.pdf">
            {t.pdf}
          </LinkButton>
        </div>
        <h2>{t.consents}</h2>
        {consents.length === 0 ? (
          <p>{t.noConsents}</p>
        ) : (
          <ul>
            {consents.map((consent) => (
              <li key={`${consent.subject}${consent.at.getTime()}`}>
                {t.consent(t.subjects[consent.subject] ?? consent.subject, consent.version, formatDate(consent.at, locale))}
                {!consent.given && `, ${t.withdrawn}`}
              </li>
            ))}
          </ul>
        )}
        <p>
          <a href="/verarbeitungen">{t.all}</a>
        </p>
        <h2>{t.delete}</h2>
        <p>{t.deleteLead}</p>
        <Outcomes outcomes={outcomes} locale={locale} />
        <form method="post" action="/konto/daten/loeschen" class="form">
          <TextField form={form} name="wort" label={t.word} autocomplete="off" maxLength={20} width="short" />
          <Button kind="secondary">{t.deleteNow}</Button>
        </form>
      </>
    ),
  });
}

export function forgottenPage(c: Ctx, outcomes: Outcome[]): Response {
  const locale = c.get('locale');
  const t = privacyTexts(locale).own;
  return renderPage(c, {
    title: t.doneTitle,
    isPrivate: true,
    children: (
      <>
        <h1>{t.doneTitle}</h1>
        <Alert kind="success" title={t.doneLead} />
        <Outcomes outcomes={outcomes} locale={locale} />
      </>
    ),
  });
}

/** /verarbeitungen: everything, from the same file that the nightly job works by. */
export function processingsPage(c: Ctx, processings: readonly Processing[]): Response {
  const t = privacyTexts(c.get('locale')).list;
  return renderPage(c, {
    title: t.title,
    description: t.lead,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        {processings.map((each) => (
          <section key={each.id} id={each.id} lang="de">
            <h2>{each.de}</h2>
            <Facts
              facts={[
                [t.purpose, each.purpose],
                [t.data, each.data],
                [t.basis, each.basis],
                [t.recipients, each.recipients],
                [t.retention, each.retention.text],
              ]}
            />
          </section>
        ))}
      </>
    ),
  });
}

/** /geschaeftsstelle/datenschutz */
/** The page of the accounts that were forgotten. */
export const DELETIONS = 'loeschungen';

export function privacyDeskPage(
  c: Ctx,
  reports: Page<{ id: string; at: Date; results: RuleResult[] }>,
  deletions: Page<{ id: string; at: Date; outcome: Outcome[] }>,
): Response {
  const locale = c.get('locale');
  const t = privacyTexts(locale).office;
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    crumbs: [{ href: '/geschaeftsstelle', label: accountsTexts(locale).roles.office }],
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <p>
          <a href="/verarbeitungen">{privacyTexts(locale).own.all}</a>
        </p>
        <h2>{t.reports}</h2>
        {reports.total === 0 && <EmptyState title={t.noReports} />}
        <Paged list={reports} c={c} anchor="berichte" label={t.reports}>
          {reports.rows.map((report) => {
            const told = report.results.filter((result) => result.count > 0 || result.failed);
            return (
              <div class="row" key={report.id} id={`bericht-${report.id}`}>
                <p class="row__text">
                  {told.length === 0
                    ? t.nothing
                    : told.map((each) => (each.failed ? t.failed(each.rule) : t.result(each.rule, each.count))).join(', ')}
                </p>
                <span class="muted small">{formatDateTime(report.at, locale)}</span>
              </div>
            );
          })}
        </Paged>
        <h2>{t.deletions}</h2>
        {deletions.total === 0 && <EmptyState title={t.noDeletions} />}
        <Paged list={deletions} c={c} parameter={DELETIONS} anchor={DELETIONS} label={t.deletions}>
          {deletions.rows.map((deletion) => (
            <details key={deletion.id} id={`loeschung-${deletion.id}`}>
              <summary>{formatDateTime(deletion.at, locale)}</summary>
              <Outcomes outcomes={deletion.outcome} locale={locale} />
            </details>
          ))}
        </Paged>
      </>
    ),
  });
}
