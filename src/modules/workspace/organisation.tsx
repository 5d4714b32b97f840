import { EmptyState, Entry, LinkButton, More, Paged, renderPage, TabList } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay, formatNumber } from '#platform/i18n/format.ts';
import { askedPage, type Page, pageOfAll } from '#platform/lists.ts';
import { accountsTexts, type Action, may, roomsFor } from '#modules/accounts/index.ts';
import { casesTexts } from '#modules/cases/index.ts';
import { qualificationTexts } from '#modules/qualification/index.ts';
import { type Draft, editorialTexts, type StandingRow } from '#modules/editorial/index.ts';
import type { Organisation } from '#modules/organisations/index.ts';
import { overlapTexts } from '#modules/overlap/index.ts';
import { anchoringTexts } from '#modules/anchoring/index.ts';
import { workspaceTexts } from './texts.ts';

export interface OrganisationOverview {
  organisation: Organisation;
  waiting: { title: string; href: string }[];
  drafts: Draft[];
  standings: StandingRow[];
  /** The most urgent of them. */
  agreements: Page<{ id: string; text: string; due: string | null }>;
  reach: { views: { month: string; views: number }[]; requests: number; answered: number };
}

const shorten = (text: string) => (text.length > 140 ? `${text.slice(0, 140)} …` : text);

/** Offers as drafts and as what is published, each once. */
function Offers({ c, overview }: { c: Ctx; overview: OrganisationOverview }) {
  const locale = c.get('locale');
  const t = workspaceTexts(locale).organisation;
  const e = editorialTexts(locale);
  const base = `/organisation/${overview.organisation.id}/angebote`;
  const drafts = overview.drafts.filter((draft) => draft.kind === 'offer');
  const published = overview.standings.filter((row) => row.kind === 'offer');
  const rows = new Map(published.map((row) => [row.subject, { title: row.title, notes: [e.standings[row.state]] }]));
  for (const draft of drafts) {
    const known = rows.get(draft.subject);
    rows.set(draft.subject, { title: draft.title, notes: [...(known?.notes ?? []), e.states[draft.state]] });
  }
  const list = pageOfAll([...rows], askedPage(c));
  return (
    <>
      <h2>{t.offers}</h2>
      {rows.size === 0 ? (
        <EmptyState title={t.noOffers}>
          <LinkButton href={`${base}/neu`}>{t.addOffer}</LinkButton>
        </EmptyState>
      ) : (
        <>
          <Paged list={list} c={c} anchor="angebote">
            <ul class="entries">
              {list.rows.map(([id, row]) => (
                <Entry key={id} href={`${base}/${id}`} title={row.title} kicker={row.notes.join(', ')} level={3} />
              ))}
            </ul>
          </Paged>
          <LinkButton kind="secondary" href={`${base}/neu`}>
            {t.addOffer}
          </LinkButton>
        </>
      )}
    </>
  );
}

function Reach({ c, reach }: { c: Ctx; reach: OrganisationOverview['reach'] }) {
  const locale = c.get('locale');
  const t = workspaceTexts(locale).organisation;
  const total = reach.views.reduce((sum, row) => sum + row.views, 0);
  const most = Math.max(1, ...reach.views.map((row) => row.views));
  return (
    <>
      <h2>{t.reach}</h2>
      <p>
        {t.reachSentence(total, reach.requests, reach.answered)} <span class="muted">{t.reachHow}</span>
      </p>
      {reach.views.length > 0 && (
        <div class="table-scroll">
          <table class="kern-table">
            <thead>
              <tr>
                <th scope="col">{t.month}</th>
                <th scope="col">{t.views}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {reach.views.map((row) => (
                <tr key={row.month}>
                  <td>{row.month.slice(0, 7)}</td>
                  <td>{formatNumber(row.views, locale)}</td>
                  <td>
                    <svg class="reach__bar" aria-hidden="true" viewBox="0 0 100 6" preserveAspectRatio="none">
                      <rect x="0" y="0" width={(row.views / most) * 100} height="6" fill="currentColor" />
                    </svg>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

/** /organisation/:organisation: the workplace of those who work for an organisation. */
export function organisationOverviewPage(c: Ctx, overview: OrganisationOverview): Response {
  const locale = c.get('locale');
  const t = workspaceTexts(locale).organisation;
  const { organisation, waiting, agreements } = overview;
  const base = `/organisation/${organisation.id}`;
  /** A door that is shut for somebody is not shown. */
  const allowed = (action: Action, link: [string, string]): [string, string][] =>
    may(c.get('actor'), action, { organisation: organisation.id }) ? [link] : [];
  const links: [string, string][] = [
    [`${base}/anfragen`, t.inbox],
    [`${base}/verankerung`, anchoringTexts(locale).title],
    ...allowed('case.oversee', [`${base}/betreuung`, casesTexts(locale).care.quality]),
    [`${base}/kurse`, qualificationTexts(locale).own.courses],
    [`${base}/gemeinsam`, overlapTexts(locale).partners.title],
    [`${base}/profil`, t.profile],
    ...allowed('members.manage', [`/mitarbeit/organisation/${organisation.id}`, t.people]),
    [`${base}/vereinbarungen`, t.chartersLink],
    [`/partner/${organisation.slug}`, t.publicPage],
    [`${base}/angebote.csv`, t.exports],
    ...allowed('membership.leave', [`${base}/austritt`, t.leave]),
  ];
  return renderPage(c, {
    title: organisation.name,
    isPrivate: true,
    crumbs: [{ href: '/konto', label: accountsTexts(locale).account }],
    children: (
      <>
        <h1>{organisation.name}</h1>
        <nav aria-label={organisation.name}>
          <TabList links={links} />
        </nav>
        <h2>{t.waiting}</h2>
        {waiting.length === 0 ? (
          <p>{t.nothing}</p>
        ) : (
          <ul class="link-list">
            {waiting.map((item) => (
              <li key={item.href + item.title}>
                <a href={item.href}>{item.title}</a>
              </li>
            ))}
          </ul>
        )}
        <Offers c={c} overview={overview} />
        <h2>{t.agreements}</h2>
        {agreements.total === 0 ? (
          <p>{t.noAgreements}</p>
        ) : (
          <>
            <ul>
              {agreements.rows.map((each) => (
                <li key={each.id}>
                  {shorten(each.text)} <span class="muted small">{each.due ? t.dueOn(formatDay(each.due, locale)) : t.noDue}</span>
                </li>
              ))}
            </ul>
            <More shown={agreements.rows.length} total={agreements.total} c={c} />
          </>
        )}
        <Reach c={c} reach={overview.reach} />
        <h2>{accountsTexts(locale).rooms.title}</h2>
        <TabList links={roomsFor(c)} />
      </>
    ),
  });
}
