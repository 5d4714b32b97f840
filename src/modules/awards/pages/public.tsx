import { EmptyState, Facts, LinkButton, Paged, renderPage } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay, formatList } from '#platform/i18n/format.ts';
import { inLocale } from '#platform/i18n/index.ts';
import type { Page } from '#platform/lists.ts';
import { may } from '#modules/accounts/index.ts';
import { type Award, standingOf, type Step } from '../model.ts';
import type { DecisionRow } from '../store.ts';
import { awardsTexts } from '../texts.ts';

/** /praedikate */
export function awardsPage(c: Ctx, awards: readonly Award[]): Response {
  const locale = c.get('locale');
  const t = awardsTexts(locale);
  return renderPage(c, {
    title: t.title,
    description: t.lead,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <ul class="entries">
          {awards.map((award) => (
            <li class="entry" key={award.id}>
              <h2 class="entry__title">
                <a href={`/praedikate/${award.id}`}>{inLocale(award.title, locale)}</a>
              </h2>
              <p>{inLocale(award.summary, locale)}</p>
            </li>
          ))}
        </ul>
        <p>
          <a href="/nachweise/pruefen">{t.verifyNumber}</a>
        </p>
        {may(c.get('actor'), 'award.review') && (
          <p>
            <a href="/praedikate/pruefung">{t.toReview}</a>
          </p>
        )}
      </>
    ),
  });
}

export interface Registered {
  company: string;
  place: string;
  step: string;
  until: string;
  /** The number of the certificate. */
  number: string;
}

/** /praedikate/:award: what it is, its steps, and who has received it. */
export function awardPage(c: Ctx, award: Award, registered: Page<Registered>): Response {
  const locale = c.get('locale');
  const t = awardsTexts(locale);
  const { kind, grants } = c.get('actor');
  const companies = grants.filter((grant) => grant.role === 'company' && grant.id !== null);
  return renderPage(c, {
    title: inLocale(award.title, locale),
    description: inLocale(award.summary, locale),
    crumbs: [{ href: '/praedikate', label: t.title }],
    children: (
      <>
        <h1>{inLocale(award.title, locale)}</h1>
        <p class="lead">{inLocale(award.summary, locale)}</p>
        {award.aliases.length > 0 && <p class="muted">{t.aka(formatList(award.aliases, locale))}</p>}
        <Facts facts={[[t.fields, award.fields.map((field) => inLocale(field.title, locale)).join(', ')]]} />
        {companies.length === 0 ? (
          <>
            <p class="muted">{t.beginHint}</p>
            <LinkButton href={kind === 'person' ? '/betrieb/neu' : '/anmelden'}>{t.toAccount}</LinkButton>
          </>
        ) : (
          companies.map((company) => (
            <LinkButton key={company.id} href={`/betrieb/${company.id ?? ''}/praedikat/${award.id}`}>
              {t.way}
            </LinkButton>
          ))
        )}
        <h2>{t.steps}</h2>
        <ol>
          {award.steps.map((step) => (
            <li key={step.id}>
              <strong>{inLocale(step.title, locale)}</strong>
              <ul>
                {step.tasks.map((task) => (
                  <li key={task.id}>{inLocale(task.title, locale)}</li>
                ))}
              </ul>
              <p>{t.grants(inLocale(step.grants, locale), step.months)}</p>
            </li>
          ))}
        </ol>
        <h2>{t.register}</h2>
        {registered.total === 0 ? (
          <EmptyState title={t.registerNone} />
        ) : (
          <Paged list={registered} c={c} anchor="verzeichnis">
            <ul>
              {registered.rows.map((entry) => (
                <li key={`${entry.company} ${entry.step}`}>
                  {[entry.company, entry.place].filter(Boolean).join(', ')}:{' '}
                  <a href={`/praedikate/urkunde/${entry.number}`}>{entry.step}</a>, {t.until(formatDay(entry.until, locale))}
                </li>
              ))}
            </ul>
          </Paged>
        )}
      </>
    ),
  });
}

/** /praedikate/urkunde/:number: valid, expired, withdrawn. */
export function certificatePage(c: Ctx, award: Award, step: Step, decision: DecisionRow, company: string, today: string): Response {
  const locale = c.get('locale');
  const t = awardsTexts(locale);
  const standing = standingOf(decision, today) ?? 'withdrawn';
  const title = t.verifyTitle(decision.number ?? '');
  return renderPage(c, {
    title,
    isPrivate: true,
    children: (
      <>
        <h1>{title}</h1>
        <Facts
          facts={[
            [t.state, t[standing]],
            [t.title, `${inLocale(award.title, locale)}: ${inLocale(step.grants, locale)}`],
            ...(decision.named ? ([[t.company, company]] as [string, string][]) : []),
            [t.validUntil, decision.valid_until ? formatDay(decision.valid_until, locale) : ''],
          ]}
        />
        {!decision.named && <p>{t.anonymous}</p>}
      </>
    ),
  });
}
