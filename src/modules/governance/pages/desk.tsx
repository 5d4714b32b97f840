import { Button, EmptyState, Entry, FileField, LinkButton, Paged, TabList } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate } from '#platform/i18n/format.ts';
import type { Page } from '#platform/lists.ts';
import type { DocumentRow } from '../store/documents.ts';
import type { MeetingRow } from '../store/meetings.ts';
import type { BodyRow, PaperRow } from '../tables.ts';
import { governanceTexts } from '../texts.ts';
import { officeTexts } from '../texts-office.ts';
import { bodyName, type Desk, officePage, shorten, whenAndWhere } from './frame.tsx';

/** How the pages of the desk's lists are named in its address; that of the papers as everywhere. */
export const DESK_PAGES = { upcoming: 'termine', inWork: 'protokolle', documents: 'dokumente', support: 'hilfe' } as const;

export interface DeskContents {
  bodies: BodyRow[];
  /** Bodies that whoever looks may work for; the others may only be read. */
  managed: ReadonlySet<string>;
  upcoming: Page<MeetingRow>;
  /** Meetings whose minutes are being worked on. */
  inWork: Page<MeetingRow>;
  counts: { bodyId: string; open: number; overdue: number }[];
  /** Documents that somebody has to look at. */
  waiting: Page<Pick<DocumentRow, 'id' | 'name' | 'state' | 'created_at'>>;
  papers: Page<PaperRow>;
  /** Agreements for which somebody asked for support. */
  support: Page<{ id: string; text: string; since: Date }>;
  /** Rooms elsewhere that whoever looks may use. */
  more: [href: string, label: string][];
  today: string;
}

/** An agreement's weight by body, as a bar: overdue filled, open striped. */
function OverdueBars({ contents, locale }: { contents: DeskContents; locale: 'de' | 'en' }) {
  const t = officeTexts(locale);
  const rows = contents.counts.filter((count) => count.open > 0).toSorted((a, b) => b.overdue - a.overdue);
  const most = Math.max(1, ...rows.map((row) => row.open));
  if (rows.every((row) => row.overdue === 0)) return <p>{t.overdueNone}</p>;
  return (
    <ul class="plain-list overdue">
      {rows.map((row) => (
        <li key={row.bodyId}>
          {t.overdueBy(bodyName(contents.bodies, row.bodyId), row.overdue, row.open)}
          <svg class="overdue__bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            <rect x="0" y="0.5" width={(row.open / most) * 100} height="5" fill="none" stroke="currentColor" stroke-width="0.6" />
            <rect x="0" y="0.5" width={(row.overdue / most) * 100} height="5" fill="currentColor" />
          </svg>
        </li>
      ))}
    </ul>
  );
}

/** Whoever only reads gets the minutes as they are; whoever works for the body its page. */
const meetingHref = (desk: Desk, contents: DeskContents, meeting: MeetingRow) =>
  contents.managed.has(meeting.body_id) ? `${desk.base}/sitzungen/${meeting.id}` : `${desk.base}/sitzungen/${meeting.id}/protokoll.pdf`;

/** The office's desk: what is overdue, what is coming, what is waiting. */
export function deskPage(c: Ctx, desk: Desk, contents: DeskContents, fault?: string): Response {
  const locale = c.get('locale');
  const t = officeTexts(locale);
  const g = governanceTexts(locale);
  const isSecretary = desk.isOffice || contents.managed.size > 0;
  const { waiting, upcoming, inWork, support, papers } = contents;
  const place = (list: keyof typeof DESK_PAGES) => ({ c, path: desk.base, parameter: DESK_PAGES[list], anchor: DESK_PAGES[list] });
  return officePage(c, desk, {
    title: t.title,
    lead: t.lead,
    status: fault ? 422 : 200,
    children: (
      <>
        {isSecretary && <h2>{t.upload}</h2>}
        {isSecretary && (
          <form method="post" action={`${desk.base}/import`} encType="multipart/form-data" class="form">
            <FileField label={t.file} hint={t.uploadHint} accept=".pdf,.docx,.txt,.md" error={fault} />
            <Button>{t.read}</Button>
          </form>
        )}
        {waiting.total > 0 && (
          <>
            <h3>{t.documents}</h3>
            <Paged list={waiting} {...place('documents')} label={t.documents}>
              <ul>
                {waiting.rows.map((document) => (
                  <li key={document.id}>
                    <a href={`${desk.base}/import/${document.id}`}>{document.name}</a>{' '}
                    <span class="muted small">
                      {t.documentStates[document.state]}, {formatDate(document.created_at, locale)}
                    </span>
                  </li>
                ))}
              </ul>
            </Paged>
          </>
        )}
        {support.total > 0 && (
          <>
            <h2>{t.support}</h2>
            <Paged list={support} {...place('support')} label={t.support}>
              <ul>
                {support.rows.map((each) => (
                  <li key={each.id}>
                    <a href={`${desk.base}/vereinbarungen/${each.id}`}>{shorten(each.text)}</a>{' '}
                    <span class="muted small">{formatDate(each.since, locale)}</span>
                  </li>
                ))}
              </ul>
            </Paged>
          </>
        )}
        <h2>{t.overdueTitle}</h2>
        <OverdueBars contents={contents} locale={locale} />
        {isSecretary && (
          <p>
            <a href={`${desk.base}/vereinbarungen`}>{t.all}</a>
          </p>
        )}
        <h2>{g.upcoming}</h2>
        {upcoming.total === 0 ? (
          <p>{g.noUpcoming}</p>
        ) : (
          <Paged list={upcoming} {...place('upcoming')} label={g.upcoming}>
            <ul>
              {upcoming.rows.map((meeting) => (
                <li key={meeting.id}>
                  <a href={meetingHref(desk, contents, meeting)}>{bodyName(contents.bodies, meeting.body_id)}</a>:{' '}
                  {whenAndWhere(meeting, locale)}
                </li>
              ))}
            </ul>
          </Paged>
        )}
        {inWork.total > 0 && (
          <>
            <h2>{g.past}</h2>
            <Paged list={inWork} {...place('inWork')} label={g.past}>
              <ul>
                {inWork.rows.map((meeting) => (
                  <li key={meeting.id}>
                    <a href={meetingHref(desk, contents, meeting)}>{bodyName(contents.bodies, meeting.body_id)}</a>:{' '}
                    {whenAndWhere(meeting, locale)} <span class="muted small">{g.minutesStates[meeting.minutes_state]}</span>{' '}
                    <a href={`${desk.base}/sitzungen/${meeting.id}/protokoll.docx`}>DOCX</a>
                  </li>
                ))}
              </ul>
            </Paged>
          </>
        )}
        <h2>{t.papers}</h2>
        <Paged list={papers} c={c} path={desk.base} anchor="vorlagen" label={t.papers}>
          <ul>
            {papers.rows.map((paper) => (
              <li key={paper.id}>
                <a href={contents.managed.has(paper.body_id) ? `${desk.base}/vorlagen/${paper.id}` : `/vorlagen/${paper.id}`}>
                  {paper.title}
                </a>{' '}
                <span class="muted small">{g.paperStates[paper.state]}</span>
              </li>
            ))}
          </ul>
        </Paged>
        {isSecretary && (
          <LinkButton kind="secondary" href={`${desk.base}/vorlagen/neu`}>
            {t.newPaper}
          </LinkButton>
        )}
        <h2>{t.bodies}</h2>
        {contents.bodies.length === 0 && (
          <EmptyState title={g.empty}>
            <p>{g.emptyHint}</p>
          </EmptyState>
        )}
        <ul class="plain-list">
          {contents.bodies.map((body) => (
            <Entry
              key={body.id}
              href={contents.managed.has(body.id) ? `${desk.base}/gremien/${body.id}` : `/gremien/${body.slug}`}
              title={body.name}
              kicker={g.kinds[body.kind]}
              level={3}
            />
          ))}
        </ul>
        {isSecretary && (
          <div class="actions">
            {desk.isOffice && (
              <LinkButton kind="secondary" href={`${desk.base}/gremien/neu`}>
                {t.newBody}
              </LinkButton>
            )}
            <LinkButton kind="tertiary" href={`${desk.base}/personen`}>
              {t.persons}
            </LinkButton>
          </div>
        )}
        <h2>{t.more}</h2>
        <TabList links={contents.more} />
      </>
    ),
  });
}
