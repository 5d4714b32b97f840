import {
  Alert,
  Button,
  Chip,
  EmptyState,
  Entry,
  ErrorSummary,
  Facts,
  type FormState,
  renderPage,
  Select,
  Tag,
  TextArea,
  TextField,
} from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Meeting, MeetingRow, PublicText } from '../store/meetings.ts';
import type { Agreement } from '../store/agreements.ts';
import type { Member } from '../store/bodies.ts';
import type { BodyRow, PaperRow } from '../tables.ts';
import { governanceTexts } from '../texts.ts';
import { bodyName, hasErrors, whenAndWhere } from './frame.tsx';

/** /gremien: who decides what, and when they meet. */
export function bodiesPage(c: Ctx, bodies: BodyRow[], meetings: MeetingRow[], papers: PaperRow[], today: string): Response {
  const locale = c.get('locale');
  const t = governanceTexts(locale);
  const upcoming = meetings
    .filter((meeting) => meeting.state === 'planned' && meeting.day >= today)
    .toReversed()
    .slice(0, 6);
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
        {upcoming.length === 0 && <p>{t.noUpcoming}</p>}
        <ul>
          {upcoming.map((meeting) => (
            <li key={meeting.id}>
              <a href={`/sitzungen/${meeting.id}`}>{bodyName(bodies, meeting.body_id)}</a>: {whenAndWhere(meeting, locale)}
            </li>
          ))}
        </ul>
        <p>
          <a href="/termine.ics">{t.allCalendar}</a>
        </p>
        <h2>{t.papers}</h2>
        {papers.length === 0 && <p>{t.noPapers}</p>}
        <ul>
          {papers.map((paper) => (
            <li key={paper.id}>
              <a href={`/vorlagen/${paper.id}`}>{paper.title}</a>
            </li>
          ))}
        </ul>
        <p>
          <a href="/beschluesse">{t.register}</a>
        </p>
      </>
    ),
  });
}

/** /gremien/:slug */
export function bodyPage(
  c: Ctx,
  body: BodyRow,
  parent: BodyRow | undefined,
  members: Member[],
  meetings: MeetingRow[],
  today: string,
): Response {
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
  const upcoming = meetings.filter((meeting) => meeting.state === 'planned' && meeting.day >= today).toReversed();
  const published = meetings.filter((meeting) => meeting.minutes_state === 'published');
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
        <h2>{t.upcoming}</h2>
        {upcoming.length === 0 && <p>{t.noUpcoming}</p>}
        <ul>
          {upcoming.map((meeting) => (
            <li key={meeting.id}>
              <a href={`/sitzungen/${meeting.id}`}>{whenAndWhere(meeting, locale)}</a>
            </li>
          ))}
        </ul>
        <p>
          <a href={`/gremien/${body.slug}/termine.ics`}>{t.calendar}</a>
        </p>
        <h2>{t.past}</h2>
        {published.length === 0 && <p>{t.noPast}</p>}
        <ul>
          {published.map((meeting) => (
            <li key={meeting.id}>
              <a href={`/sitzungen/${meeting.id}`}>{whenAndWhere(meeting, locale)}</a>
            </li>
          ))}
        </ul>
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
export function meetingPage(c: Ctx, meeting: Meeting, body: BodyRow): Response {
  const locale = c.get('locale');
  const t = governanceTexts(locale);
  const text = meeting.minutes_state === 'published' ? (meeting.public_text as PublicText | null) : null;
  return renderPage(c, {
    title: t.meeting(body.name, formatDay(meeting.day, locale)),
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
                    {item.title} {item.duration !== null && <span class="muted small">{t.minutes(item.duration)}</span>}
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

export interface RegisterParts {
  decisions: (Pick<Agreement, 'id' | 'text' | 'body_id' | 'agreed_on' | 'topic' | 'replaced_by'> & { replacedBy: string | undefined })[];
  bodies: BodyRow[];
  form: FormState;
}

/** /beschluesse: the register, searchable by words, body, topic, year; what is in force and what replaced it. */
export function registerPage(c: Ctx, { decisions, bodies, form }: RegisterParts): Response {
  const locale = c.get('locale');
  const t = governanceTexts(locale);
  const query = new URL(c.req.url).searchParams;
  const without = (name: string) => {
    const rest = new URLSearchParams(query);
    rest.delete(name);
    return `/beschluesse?${rest}`;
  };
  const chips = (['text', 'gremium', 'jahr', 'thema'] as const).filter((name) => query.get(name));
  return renderPage(c, {
    title: t.register,
    description: t.registerLead,
    crumbs: [{ href: '/gremien', label: t.title }],
    children: (
      <>
        <h1>{t.register}</h1>
        <p class="lead">{t.registerLead}</p>
        <form method="get" action="/beschluesse" class="form">
          <TextField form={form} name="text" label={t.search} maxLength={100} optional />
          <div class="form-row">
            <Select
              form={form}
              name="gremium"
              label={t.body}
              blank={t.all}
              options={bodies.map((body) => ({ value: body.slug, label: body.name }))}
            />
            <TextField form={form} name="jahr" label={t.year} width="short" inputMode="numeric" maxLength={4} optional />
            <TextField form={form} name="thema" label={t.topic} width="short" maxLength={100} optional />
          </div>
          <label class="keep" for="gilt">
            <input type="checkbox" id="gilt" name="gilt" value="ja" checked={query.has('gilt')} /> {t.inForceOnly}
          </label>
          <Button>{t.show}</Button>
        </form>
        <p>
          {chips.map((name) => (
            <Chip
              key={name}
              label={name === 'gremium' ? (bodies.find((body) => body.slug === query.get(name))?.name ?? '') : (query.get(name) ?? '')}
              removeHref={without(name)}
              locale={locale}
            />
          ))}
        </p>
        <p>{t.registerCount(decisions.length)}</p>
        {decisions.length === 0 && (
          <EmptyState title={t.registerCount(0)}>
            <p>{t.registerEmpty}</p>
          </EmptyState>
        )}
        <ul class="plain-list">
          {decisions.map((decision) => (
            <li class="entry" key={decision.id} id={`b-${decision.id}`}>
              <p class="entry__kicker">
                {bodyName(bodies, decision.body_id)}, {t.from} {formatDay(decision.agreed_on, locale)}
              </p>
              <p>{decision.text}</p>
              <p>
                <Tag>{decision.replaced_by ? t.replaced : t.inForce}</Tag> {decision.topic && <Tag>{decision.topic}</Tag>}{' '}
                {decision.replaced_by && (
                  <a href={`#b-${decision.replaced_by}`}>
                    {t.replacedBy}: {decision.replacedBy}
                  </a>
                )}
              </p>
            </li>
          ))}
        </ul>
      </>
    ),
  });
}

/** /einspruch/:token: an objection to circulated minutes. */
export function objectionPage(c: Ctx, meeting: Meeting, body: BodyRow, form: FormState, isOver: boolean): Response {
  const locale = c.get('locale');
  const t = governanceTexts(locale);
  return renderPage(c, {
    title: t.objectionTitle,
    isPrivate: true,
    status: hasErrors(form) ? 422 : 200,
    flashes: { eingewandt: t.objected },
    children: (
      <>
        <h1>{t.objectionTitle}</h1>
        <p class="lead">{t.meeting(body.name, formatDay(meeting.day, locale))}</p>
        {isOver ? (
          <Alert kind="warning" title={t.objectionOver} />
        ) : (
          <p>{t.objectionLead(meeting.objections_until ? formatDay(meeting.objections_until, locale) : '–')}</p>
        )}
        {meeting.items.map((item) => (
          <section key={item.id}>
            <h2>
              {item.number}. {item.title}
            </h2>
            <p class="prewrap">{item.text}</p>
          </section>
        ))}
        {!isOver && (
          <>
            <ErrorSummary errors={form.errors} locale={locale} />
            <form method="post" action={c.req.path} class="form" noValidate>
              <TextField form={form} name="who" label={t.objectionWho} maxLength={200} />
              <TextArea form={form} name="text" label={t.objectionText} maxLength={4000} />
              <Button>{t.objectionSend}</Button>
            </form>
          </>
        )}
      </>
    ),
  });
}
