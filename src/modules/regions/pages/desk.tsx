import { Alert, Button, emptyForm, Entry, Facts, LinkButton, Paged, renderPage, Select, TabList } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Page } from '#platform/lists.ts';
import type { Places } from '#reference/index.ts';
import { accountsTexts, roomsFor } from '#modules/accounts/index.ts';
import type { Network } from '#modules/networks/index.ts';
import type { Organisation } from '#modules/organisations/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import type { Proposal } from '../model.ts';
import type { Regions, Shared } from '../service.ts';
import type { EventRow, Recognition, Report } from '../store.ts';
import { EVENTS } from './public.tsx';
import { regionsTexts } from '../texts.ts';

export interface DeskView {
  network: Network;
  /** Whether the question waits for an answer. */
  isAsked: boolean;
  events: Page<EventRow>;
  members: Organisation[];
  others: Organisation[];
  accepted: Awaited<ReturnType<Regions['accepted']>>;
  recognition: Recognition | undefined;
  reports: { year: number; report: Report | undefined }[];
  shared: Shared[];
}

function Life({ view: { network, isAsked }, base, locale }: { view: DeskView; base: string; locale: Locale }) {
  const t = regionsTexts(locale).desk;
  const answer = (value: string, label: string, kind: 'primary' | 'secondary') => (
    <Button kind={kind} name="antwort" value={value}>
      {label}
    </Button>
  );
  if (network.state === 'dormant')
    return (
      <form method="post" action={`${base}/stand`}>
        <p>{t.sleepText}</p>
        {answer('alive', t.wake, 'primary')}
      </form>
    );
  return isAsked ? (
    <Alert kind="info" title={t.question}>
      <form method="post" action={`${base}/stand`}>
        <p>{t.questionText(formatDay(network.last_activity, locale))}</p>
        <div class="actions">
          {answer('alive', t.alive, 'primary')}
          {answer('resting', t.resting, 'secondary')}
        </div>
      </form>
    </Alert>
  ) : null;
}

function Members({ view, base, locale }: { view: DeskView; base: string; locale: Locale }) {
  const t = regionsTexts(locale).desk;
  const { members, others, accepted } = view;
  return (
    <>
      <h2>{t.members}</h2>
      <p>{t.membersLead}</p>
      {members.length === 0 && <p>{t.noMembers}</p>}
      {members.map((member) => {
        const word = accepted.get(member.id);
        return (
          <form method="post" action={`${base}/partner/${member.id}/entfernen`} class="row" key={member.id}>
            <p class="row__text">
              <a href={`/partner/${member.slug}`}>{member.name}</a>
              <br />
              <span class="muted small">{word ? t.acceptedOn(word.version, formatDate(word.at, locale)) : t.notAccepted}</span>
            </p>
            <button class="kern-btn kern-btn--tertiary" type="submit" aria-label={t.remove(member.name)}>
              <span class="kern-label">{t.removeShort}</span>
            </button>
          </form>
        );
      })}
      {others.length > 0 && (
        <form method="post" action={`${base}/partner`} class="form-row">
          <Select
            form={emptyForm(locale)}
            name="organisation"
            label={t.addMember}
            blank={t.choose}
            options={others.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Button kind="secondary">{t.add}</Button>
        </form>
      )}
    </>
  );
}

/** A proposal as a sentence. */
function proposalText(proposal: Proposal, topics: Topics, locale: Locale): string {
  const t = regionsTexts(locale).desk.proposals;
  switch (proposal.kind) {
    case 'bundle':
      return t.bundle(Math.round(proposal.share * 100));
    case 'event':
      return t.event(proposal.title, formatDay(proposal.day, locale));
    case 'topic':
      return t.topic(topics.label(proposal.topic, locale), proposal.offers);
    case 'meet':
      return t.meet;
  }
}

interface SharedProps {
  view: DeskView;
  places: Places;
  topics: Topics;
  locale: Locale;
}

function SharedPartners({ view: { shared, members }, places, topics, locale }: SharedProps) {
  const t = regionsTexts(locale).desk;
  const names = new Map(members.map(({ id, name }) => [id, name]));
  return (
    <>
      <h2>{t.shared}</h2>
      <p>{shared.length === 0 ? t.noShared : t.sharedLead}</p>
      <ul class="plain-list entries">
        {shared.map(({ network, partners, districts, proposals }) => (
          <Entry key={network.id} href={`/vor-ort/${network.slug}`} title={network.name} kicker={t.samePartners(partners.length)} level={3}>
            <p>{partners.flatMap((id) => names.get(id) ?? []).join(', ')}</p>
            <p class="small muted">
              {t.sameDistricts}: {districts.map((key) => places.districts.get(key)?.name ?? key).join(' · ')}
            </p>
            <ul>
              {proposals.map((proposal) => (
                <li key={proposal.kind}>{proposalText(proposal, topics, locale)}</li>
              ))}
            </ul>
            <p>
              <a href={`mailto:${network.email}`}>{t.write}</a>
            </p>
          </Entry>
        ))}
      </ul>
    </>
  );
}

function Events({ view: { events }, base, c }: { view: DeskView; base: string; c: Ctx }) {
  const locale = c.get('locale');
  const t = regionsTexts(locale).desk;
  return (
    <>
      <h2>{t.events}</h2>
      {events.total === 0 ? (
        <p>{t.noEvents}</p>
      ) : (
        <Paged list={events} c={c} path={base} parameter={EVENTS} anchor={EVENTS} label={t.events}>
          <ul class="link-list">
            {events.rows.map((event) => (
              <li key={event.id}>
                <a href={`${base}/termine/${event.id}`}>{event.title}</a>{' '}
                <span class="muted small">
                  {[formatDay(event.day, locale), event.place, event.cancelled && t.cancelled].filter(Boolean).join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </Paged>
      )}
      <LinkButton kind="secondary" href={`${base}/termine/neu`}>
        {t.addEvent}
      </LinkButton>
    </>
  );
}

/** /netzwerk/:network: the workplace of those who coordinate a network. */
export function deskPage(c: Ctx, view: DeskView, places: Places, topics: Topics): Response {
  const locale = c.get('locale');
  const all = regionsTexts(locale);
  const t = all.desk;
  const { network, recognition, reports } = view;
  const base = `/netzwerk/${network.id}`;
  const links: [string, string][] = [
    [`${base}/anfragen`, t.inbox],
    [`${base}/gebiet`, t.area],
    [`${base}/anerkennung`, t.recognition],
    [`/mitarbeit/network/${network.id}`, t.people],
    [`${base}/betreuung`, t.care],
    ['/faelle', t.cases],
    ['/geschichtenwerkstatt', t.stories],
    ['/redaktion', t.news],
    ['/trends', t.trends],
    ['/transfer', t.research],
    ['/standards', t.standards],
    [`/abdeckung?netz=${network.slug}`, t.coverage],
    [`/vor-ort/${network.slug}`, t.publicPage],
  ];
  return renderPage(c, {
    title: network.name,
    isPrivate: true,
    flashes: {
      gespeichert: t.saved,
      beantwortet: t.answered,
      dazu: t.memberAdded,
      heraus: t.memberRemoved,
      termin: all.event.saved,
      terminstand: all.event.changed,
      entwurf: all.report.saved,
      bericht: all.report.published,
    },
    crumbs: [{ href: '/konto', label: accountsTexts(locale).account }],
    children: (
      <>
        <h1>{network.name}</h1>
        <nav aria-label={network.name}>
          <TabList links={links} />
        </nav>
        <details>
          <summary>{accountsTexts(locale).rooms.title}</summary>
          <TabList links={roomsFor(c)} />
        </details>
        <Facts
          facts={[
            [t.state, `${all.states[network.state]}, ${t.lastActivity(formatDay(network.last_activity, locale))}`],
            [
              t.recognition,
              recognition
                ? [
                    all.recognition.states[recognition.state],
                    recognition.state === 'recognised' &&
                      recognition.valid_until &&
                      all.recognition.validUntil(formatDay(recognition.valid_until, locale)),
                  ]
                    .filter(Boolean)
                    .join(', ')
                : all.recognition.none,
            ],
          ]}
        />
        <Life view={view} base={base} locale={locale} />
        <Events view={view} base={base} c={c} />
        <Members view={view} base={base} locale={locale} />
        <SharedPartners view={view} places={places} topics={topics} locale={locale} />
        <h2>{t.reports}</h2>
        <ul class="link-list">
          {reports.map(({ year, report }) => (
            <li key={year}>
              <a href={`${base}/berichte/${year}`}>{t.reportOf(year)}</a>{' '}
              <span class="muted small">{t.reportStates[report ? (report.published_at ? 'published' : 'draft') : 'none']}</span>
            </li>
          ))}
        </ul>
      </>
    ),
  });
}
