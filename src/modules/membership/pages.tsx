import {
  Alert,
  Button,
  emptyForm,
  EmptyState,
  Entry,
  ErrorSummary,
  Facts,
  type FormState,
  Paged,
  renderPage,
  Select,
  TextArea,
} from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatDay } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import type { Page } from '#platform/lists.ts';
import type { ShownField } from '#modules/editorial/index.ts';
import { type Charter, type CharterVersion, inForce } from './charters.ts';
import type { AcceptanceRow, Application } from './store.ts';
import { membershipTexts } from './texts.ts';

const isWrong = (form: FormState) => Object.keys(form.errors).length > 0;
const label = (charter: Charter, locale: Locale) => inLocale(charter, locale);

function Version({ version, locale }: { version: CharterVersion; locale: Locale }) {
  const t = membershipTexts(locale).charters;
  return (
    <>
      <p class="muted">
        {t.version(version.version)}, {t.since(t.states[version.state], formatDay(version.since, locale), version.decided)}
      </p>
      {version.text
        .trim()
        .split(/\n\n+/)
        .map((paragraph) => (
          <p key={paragraph} lang="de">
            {paragraph}
          </p>
        ))}
    </>
  );
}

/** /vereinbarungen: what partners bind themselves to, for everybody to read. */
export function chartersPage(c: Ctx, charters: readonly Charter[], acceptances: readonly AcceptanceRow[]): Response {
  const locale = c.get('locale');
  const t = membershipTexts(locale).charters;
  return renderPage(c, {
    title: t.title,
    description: t.lead,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        {charters.map((charter) => {
          const current = inForce(charter);
          const others = charter.versions.filter((version) => version !== current);
          const count = acceptances.filter((row) => row.charter === charter.id && row.version === current?.version).length;
          return (
            <section key={charter.id} id={charter.id}>
              <h2>{label(charter, locale)}</h2>
              {current && <Version version={current} locale={locale} />}
              {count > 0 && <p>{t.acceptedBy(count)}</p>}
              {others.length > 0 && (
                <details>
                  <summary>{t.older}</summary>
                  {others.map((version) => (
                    <Version key={version.version} version={version} locale={locale} />
                  ))}
                </details>
              )}
            </section>
          );
        })}
        <p>
          <a href="/partner-werden">{membershipTexts(locale).apply.title}</a>
        </p>
      </>
    ),
  });
}

/** …/vereinbarungen of an organisation: what it has accepted, what is open. */
export function ownChartersPage(
  c: Ctx,
  organisation: { id: string; name: string },
  charters: readonly Charter[],
  acceptances: readonly AcceptanceRow[],
  mayAccept: boolean,
): Response {
  const locale = c.get('locale');
  const t = membershipTexts(locale).own;
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    flashes: { angenommen: t.done },
    crumbs: [{ href: `/organisation/${organisation.id}`, label: organisation.name }],
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        {charters.map((charter) => {
          const current = inForce(charter);
          if (!current) return null;
          const accepted = acceptances.find((row) => row.charter === charter.id && row.version === current.version);
          return (
            <section key={charter.id}>
              <h2>{label(charter, locale)}</h2>
              <p>{accepted ? t.accepted(current.version, formatDate(accepted.accepted_at, locale)) : t.missing(current.version)}</p>
              <details open={!accepted}>
                <summary>{t.read}</summary>
                <Version version={current} locale={locale} />
              </details>
              {!accepted && mayAccept && (
                <form method="post" action={`/organisation/${organisation.id}/vereinbarungen/${charter.id}`}>
                  <Button>{t.accept(label(charter, locale), current.version)}</Button>
                </form>
              )}
              {!accepted && !mayAccept && <p class="muted">{t.onlyCoordinator}</p>}
            </section>
          );
        })}
      </>
    ),
  });
}

export interface AdmissionsPage {
  applications: Page<Application>;
  organisations: Page<{ id: string; name: string; accepted: number }>;
  charterCount: number;
  bodies: { id: string; name: string }[];
  body: string | null;
  isOffice: boolean;
}

/** /aufnahmen */
export function admissionsPage(c: Ctx, page: AdmissionsPage): Response {
  const locale = c.get('locale');
  const t = membershipTexts(locale).list;
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    flashes: { aufgenommen: t.admitted, abgelehnt: t.declinedFlash, gespeichert: t.saved },
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        {page.applications.total === 0 && <EmptyState title={t.empty} />}
        <Paged list={page.applications} c={c} label={t.title}>
          <ul class="entries">
            {page.applications.rows.map((application) => (
              <Entry
                key={application.id}
                href={`/aufnahmen/${application.id}`}
                title={application.name}
                kicker={`${t.states[application.state]}, ${t.appliedAt(formatDate(application.created_at, locale))}`}
              />
            ))}
          </ul>
        </Paged>
        {page.isOffice && (
          <>
            <h2>{t.body}</h2>
            <form method="post" action="/aufnahmen/gremium" class="form">
              <Select
                form={{ ...emptyForm(locale), input: { gremium: [page.body ?? ''] } }}
                name="gremium"
                label={t.body}
                blank={t.bodyOffice}
                options={page.bodies.map((body) => ({ value: body.id, label: body.name }))}
              />
              <Button kind="secondary">{t.saveBody}</Button>
            </form>
            <h2>{t.who}</h2>
            <Paged list={page.organisations} c={c} parameter="partner" anchor="partner" label={t.who}>
              <ul>
                {page.organisations.rows.map((organisation) => (
                  <li key={organisation.id}>
                    {organisation.name}: {t.of(organisation.accepted, page.charterCount)}
                  </li>
                ))}
              </ul>
            </Paged>
          </>
        )}
      </>
    ),
  });
}

/** /aufnahmen/:id */
export function applicationPage(
  c: Ctx,
  application: Application,
  shown: ShownField[],
  applicant: string,
  form: FormState,
  fault?: string,
): Response {
  const locale = c.get('locale');
  const t = membershipTexts(locale).list;
  const accepted = application.accepted as { charter: string; version: string }[];
  return renderPage(c, {
    title: application.name,
    isPrivate: true,
    status: fault || isWrong(form) ? 422 : 200,
    crumbs: [{ href: '/aufnahmen', label: t.title }],
    children: (
      <>
        <p class="muted">
          {t.states[application.state]}, {t.appliedAt(formatDate(application.created_at, locale))}
        </p>
        <h1>{application.name}</h1>
        {fault && <Alert kind="danger" title={fault} />}
        <ErrorSummary errors={form.errors} locale={locale} />
        <Facts
          facts={[
            ...shown.map((field): [string, string] => [field.label, field.value]),
            [t.accepted, accepted.map((each) => `${each.charter} ${each.version}`).join(', ')],
            [t.by, applicant],
          ]}
        />
        {application.word && <p class="quote">{application.word}</p>}
        {application.state === 'open' && application.body_id !== null && (
          <form method="post" action={`/aufnahmen/${application.id}/vorlage`} class="form">
            <p>{t.askLead}</p>
            <Button>{t.ask}</Button>
          </form>
        )}
        {application.state === 'open' && (
          <form method="post" class="form">
            <TextArea form={form} name="word" label={t.word} hint={t.wordHint} rows={3} maxLength={1000} optional />
            <div class="actions">
              {application.body_id === null && (
                <Button name="tun" value="aufnehmen">
                  {t.admit}
                </Button>
              )}
              <Button kind="secondary" name="tun" value="ablehnen">
                {t.decline}
              </Button>
            </div>
          </form>
        )}
      </>
    ),
  });
}
