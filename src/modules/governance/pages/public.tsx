import { Alert, EmptyState, Entry, eventThing, Facts, More, Paged, renderPage } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { PlaceDoors } from '#modules/accounts/index.ts';
import { localMoment } from '#platform/clock.ts';
import { formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Page } from '#platform/lists.ts';
import type { Meeting, MeetingRow } from '../store/meetings.ts';
import type { PublicText } from '../public-text.ts';
import type { Member } from '../store/bodies.ts';
import type { BodyRow, PaperRow } from '../tables.ts';
import { governanceTexts } from '../texts.ts';
import { bodyName, whenAndWhere } from './frame.tsx';

/** /gremien: who decides what, and when they meet. */
export function bodiesPage(c: Ctx, bodies: BodyRow[], upcoming: Page<MeetingRow>, papers: Page<PaperRow>): Response {
  const locale = c.get('locale');
  const t = governanceTexts(locale);
  return renderPage(c, {
    title: t.title,
    description: t.lead,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        {bodies.length === 0 && (
          <EmptyState title={t.empty}>
            <p>{t.emptyHint}</p>
          </EmptyState>
        )}
        <ul class="plain-list">
          {bodies.map((body) => (
            <Entry
              key={body.id}
              href={`/gremien/${body.slug}`}
              title={body.name}
              kicker={`${t.kinds[body.kind]} · ${t.decides(t.rules[body.rule])}`}
            >
              {body.mandate && <p>{body.mandate}</p>}
            </Entry>
          ))}
        </ul>
        <h2>{t.upcoming}</h2>
        {upcoming.total === 0 && <p>{t.noUpcoming}</p>}
        <ul>
          {upcoming.rows.map((meeting) => (
            <li key={meeting.id}>
              <a href={`/sitzungen/${meeting.id}`}>{bodyName(bodies, meeting.body_id)}</a>: {whenAndWhere(meeting, locale)}
            </li>
          ))}
        </ul>
        <More shown={upcoming.rows.length} total={upcoming.total} c={c} />
        <p>
          <a href="/termine.ics">{t.allCalendar}</a>
        </p>
        <h2>{t.papers}</h2>
        {papers.total === 0 && <p>{t.noPapers}</p>}
        <Paged list={papers} c={c} anchor="vorlagen">
          <ul>
            {papers.rows.map((paper) => (
              <li key={paper.id}>
                <a href={`/vorlagen/${paper.id}`}>{paper.title}</a>
              </li>
            ))}
          </ul>
        </Paged>
        <p>
          <a href="/beschluesse">{t.register}</a>
        </p>
      </>
    ),
  });
}

export interface PublicBody {
  body: BodyRow;
  parent: BodyRow | undefined;
  members: Member[];
  upcoming: Page<MeetingRow>;
  /** Meetings whose minutes are public. */
  published: Page<MeetingRow>;
  today: string;
}

/** The page of the meetings ahead; that of the past ones has the parameter of every list. */
export const UPCOMING = 'termine';

/** /gremien/:slug */
export function bodyPage(c: Ctx, { body, parent, members, upcoming, published, today }: PublicBody): Response {
  const locale = c.get('locale');
  const t = governanceTexts(locale);
  const current = members.filter((member) => member.to_day === null || member.to_day >= today);
  // A person is named only with consent; an organisation always.
  const named = current.flatMap((member) => {
    const name =
      member.person === null
        ? member.organisation
        : member.person.public_since !== null
          ? [member.person.name, member.person.organisation].filter(Boolean).join(', ')
          : (member.person.organisation ?? member.organisation);
    return name ? [`${name}${member.role ? ` (${member.role})` : ''}`] : [];
  });
  return renderPage(c, {
    title: body.name,
    crumbs: [{ href: '/gremien', label: t.title }],
    children: (
      <>
        <p class="entry__kicker">{t.kinds[body.kind]}</p>
        <h1>{body.name}</h1>
        <Facts
          facts={[
            [t.mandate, body.mandate],
            [t.partOf, parent ? <a href={`/gremien/${parent.slug}`}>{parent.name}</a> : ''],
            ['', t.decides(t.rules[body.rule])],
          ]}
        />
        <PlaceDoors c={c} scope="body" id={body.id} />
        <h2>{t.upcoming}</h2>
        {upcoming.total === 0 && <p>{t.noUpcoming}</p>}
        <Paged list={upcoming} c={c} parameter={UPCOMING} anchor={UPCOMING} label={t.upcoming}>
          <ul>
            {upcoming.rows.map((meeting) => (
              <li key={meeting.id}>
                <a href={`/sitzungen/${meeting.id}`}>{whenAndWhere(meeting, locale)}</a>
              </li>
            ))}
          </ul>
        </Paged>
        <p>
          <a href={`/gremien/${body.slug}/termine.ics`}>{t.calendar}</a>
        </p>
        <h2>{t.past}</h2>
        {published.total === 0 && <p>{t.noPast}</p>}
        <Paged list={published} c={c} anchor="protokolle" label={t.past}>
          <ul>
            {published.rows.map((meeting) => (
              <li key={meeting.id}>
                <a href={`/sitzungen/${meeting.id}`}>{whenAndWhere(meeting, locale)}</a>
              </li>
            ))}
          </ul>
        </Paged>
        <h2>{t.members}</h2>
        {current.length === 0 ? <p>{t.noMembers}</p> : <p>{t.memberCount(named.length, current.length - named.length)}</p>}
        <ul>
          {named.map((name) => (
            <li key={name}>{name}</li>
          ))}
        </ul>
      </>
    ),
  });
}

function PublicMinutes({ text, meeting, locale }: { text: PublicText; meeting: Meeting; locale: Locale }) {
  const t = governanceTexts(locale);
  return (
    <>
      <h2>{t.participants}</h2>
      <p>
        {text.participants.join(', ')} {meeting.unnamed_participants > 0 && t.more(meeting.unnamed_participants)}
      </p>
      {text.items.map((item) => (
        <section key={item.number}>
          <h2>
            {item.number}. {item.title}
          </h2>
          <p class="prewrap">{item.text}</p>
        </section>
      ))}
      {text.agreements.length > 0 && (
        <>
          <h2>{t.agreed}</h2>
          <ul>
            {text.agreements.map((agreement) => (
              <li key={agreement.text}>
                {agreement.text}{' '}
                <span class="muted small">
                  {[
                    t.agreementKinds[agreement.kind as 'task'],
                    agreement.responsible.join(', '),
                    agreement.due ? t.waits(formatDay(agreement.due, locale)) : '',
                  ]
                    .filter((part) => part !== '')
                    .join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** /sitzungen/:id: date, place, agenda; the public version of the minutes once it is published. */
const thingOf = (meeting: Meeting, body: BodyRow) =>
  eventThing({
    name: body.name,
    start: meeting.start_time ? localMoment(meeting.day, meeting.start_time) : meeting.day,
    end: meeting.end_time ? localMoment(meeting.day, meeting.end_time) : undefined,
    place: meeting.mode === 'online' ? '' : meeting.place,
    online: meeting.mode === 'online' || meeting.mode === 'hybrid' || meeting.place === '',
    isCancelled: meeting.state === 'cancelled',
    organizer: body.name,
  });

export function meetingPage(c: Ctx, meeting: Meeting, body: BodyRow): Response {
  const locale = c.get('locale');
  const t = governanceTexts(locale);
  const text = meeting.minutes_state === 'published' ? (meeting.public_text as PublicText | null) : null;
  return renderPage(c, {
    title: t.meeting(body.name, formatDay(meeting.day, locale)),
    thing: thingOf(meeting, body),
    crumbs: [
      { href: '/gremien', label: t.title },
      { href: `/gremien/${body.slug}`, label: body.name },
    ],
    children: (
      <>
        <h1>{t.meeting(body.name, formatDay(meeting.day, locale))}</h1>
        {meeting.state === 'cancelled' && <Alert kind="warning" title={t.cancelled} />}
        <Facts
          facts={[
            [t.when, whenAndWhere(meeting, locale)],
            [t.condition, meeting.condition],
          ]}
        />
        {text ? (
          <PublicMinutes text={text} meeting={meeting} locale={locale} />
        ) : (
          <>
            <h2>{t.agenda}</h2>
            {meeting.state === 'held' && <p>{t.notPublished}</p>}
            {meeting.state !== 'held' && meeting.items.length === 0 && <p>{t.noAgenda}</p>}
            {meeting.state !== 'held' && (
              <ol class="agenda">
                {meeting.items.map((item) => (
                  <li key={item.id} value={Number(item.number) || undefined}>
                    {item.paper_id ? <a href={`/vorlagen/${item.paper_id}`}>{item.title}</a> : item.title}{' '}
                    {item.duration !== null && <span class="muted small">{t.minutes(item.duration)}</span>}
                  </li>
                ))}
              </ol>
            )}
          </>
        )}
      </>
    ),
  });
}
