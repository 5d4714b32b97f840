import type { BodyRow, PaperRow, PersonRow } from '../tables.ts';
import { AgreementList } from './agreement-list.tsx';
import { Alert, Button, ErrorSummary, Facts, type FormState, LinkButton, Select, TextField, Undelivered } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { compareText, formatDateTime, formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Troubled } from '#platform/mail/index.ts';
import { isWritable, type MinutesHindrance } from '../minutes-gates.ts';
import type { MinutesState } from '../model.ts';
import type { Agreement } from '../store/agreements.ts';
import type { Member } from '../store/bodies.ts';
import type { Meeting } from '../store/meetings.ts';
import { governanceTexts } from '../texts.ts';
import { officeTexts } from '../texts-office.ts';
import type { MeetingStep } from '../meeting-gates.ts';
import { MeetingFields } from './bodies.tsx';
import { ChangedSince } from './objection.tsx';
import { StateForms } from './minutes-steps.tsx';
import { Planned } from './planned.tsx';
import { type Desk, hasErrors, MinutesWay, officePage, whenAndWhere } from './frame.tsx';

export interface MeetingParts {
  meeting: Meeting;
  body: BodyRow;
  agreements: Agreement[];
  papers: PaperRow[];
  receivers: { reached: Member[]; unreached: Member[] };
  /** Whom a draft of the minutes goes to. */
  readers: { reached: PersonRow[]; unreached: PersonRow[] };
  /** What keeps the minutes from a step today. */
  missing(to: MinutesState): MinutesHindrance[];
  mayTake(step: MeetingStep): boolean;
  publicUrl: string;
  today: string;
  /** Last day for objections where nothing else is said. */
  until: string;
  /** Letters about it that did not arrive. */
  undelivered: readonly Troubled[];
  /** Which of the page's forms holds the errors. */
  form: FormState;
  fault?: string | undefined;
  /** What was said with a step that could not be taken. */
  typed?: { until: string | undefined; reason: string };
}

function Objections({ desk, meeting, locale }: { desk: Desk; meeting: Meeting; locale: Locale }) {
  const t = officeTexts(locale);
  if (meeting.objections.length === 0) return null;
  return (
    <>
      <h2 id="einwaende">{t.objections}</h2>
      {meeting.objections.map((objection) => (
        <article class="entry" key={objection.id}>
          <p class="entry__kicker">
            {objection.who}, {formatDateTime(objection.at, locale)}
          </p>
          {objection.about !== '' && <p class="muted small">{objection.about}</p>}
          <p class="prewrap">{objection.text}</p>
          {objection.answer !== null ? (
            <p class="quote">{objection.answer}</p>
          ) : (
            <form method="post" action={`${desk.base}/sitzungen/${meeting.id}/einwand/${objection.id}`} class="form">
              <label class="kern-label" for={`answer-${objection.id}`}>
                {t.answer}
              </label>
              <textarea class="kern-form-input__input" id={`answer-${objection.id}`} name="answer" rows={3} />
              <Button kind="secondary">{t.answerSend}</Button>
            </form>
          )}
        </article>
      ))}
    </>
  );
}

/** The office's page of a meeting: before it, invitations and agenda; after it, the minutes' way. */
export function officeMeetingPage(c: Ctx, desk: Desk, parts: MeetingParts): Response {
  const { meeting, body, agreements, papers, receivers, form, fault } = parts;
  const locale = c.get('locale');
  const t = officeTexts(locale);
  const g = governanceTexts(locale);
  const base = `${desk.base}/sitzungen/${meeting.id}`;
  const isOpen = isWritable(meeting.minutes_state) && meeting.state !== 'cancelled';
  return officePage(c, desk, {
    title: g.meeting(body.name, formatDay(meeting.day, locale)),
    crumbs: [{ href: `${desk.base}/gremien/${body.id}`, label: body.name }],
    status: fault || hasErrors(form) ? 422 : 200,
    flashes: {
      eingeladen: t.invited(receivers.reached.length),
      probe: t.sampleSent,
      abgesagt: t.cancelledTold(receivers.reached.length),
      nochAlt: t.stillOld,
      verteilt: t.circulatedTo(parts.readers.reached.length),
    },
    children: (
      <>
        {fault && <Alert kind="danger" title={fault} />}
        <Undelivered mails={parts.undelivered} locale={locale} />
        <ErrorSummary errors={form.errors} locale={locale} />
        {meeting.state === 'cancelled' && <Alert kind="warning" title={g.cancelled} />}
        <Facts
          facts={[
            [g.when, whenAndWhere(meeting, locale)],
            [g.condition, meeting.condition],
            [t.link, meeting.link],
            [t.taker, meeting.minute_taker],
          ]}
        />
        {meeting.state === 'planned' && <Planned base={base} parts={parts} locale={locale} />}
        {meeting.state === 'held' && (
          <>
            <MinutesWay meeting={meeting} locale={locale} />
            <StateForms desk={desk} parts={parts} locale={locale} />
            <div class="actions">
              <LinkButton kind="secondary" href={`${base}/protokoll`}>
                {t.protocol}
              </LinkButton>
              <LinkButton kind="secondary" href={`${base}/oeffentlich`}>
                {t.publicVersion}
              </LinkButton>
              <a href={`${base}/protokoll.pdf`}>{t.pdf}</a>
              <a href={`${base}/protokoll.docx`}>{t.docx}</a>
            </div>
            {meeting.minutes_state === 'circulated' && <ChangedSince meeting={meeting} agreements={agreements} locale={locale} />}
            <Objections desk={desk} meeting={meeting} locale={locale} />
          </>
        )}
        <h2>{g.agenda}</h2>
        {meeting.items.length === 0 && <p>{g.noAgenda}</p>}
        <ol class="agenda">
          {meeting.items.map((item) => (
            <li key={item.id} value={Number(item.number) || undefined}>
              {item.paper_id ? <a href={`/vorlagen/${item.paper_id}`}>{item.title}</a> : item.title}{' '}
              {item.duration !== null && <span class="muted small">{g.minutes(item.duration)}</span>}
            </li>
          ))}
        </ol>
        {isOpen && (
          <form method="post" action={`${base}/punkt`} class="form form-row" noValidate>
            <TextField form={form} name="itemTitle" label={t.addItem} maxLength={300} />
            <TextField form={form} name="duration" label={t.duration} width="short" inputMode="numeric" optional />
            {papers.length > 0 && (
              <Select
                form={form}
                name="paper"
                label={t.paperOfItem}
                blank="–"
                options={papers.map((paper) => ({ value: paper.id, label: paper.title }))}
              />
            )}
            <Button kind="secondary">{t.create}</Button>
          </form>
        )}
        {agreements.length > 0 && (
          <>
            <h2>{g.agreed}</h2>
            <AgreementList desk={desk} agreements={agreements} locale={locale} />
          </>
        )}
        {meeting.attachments.length > 0 && (
          <ul>
            {meeting.attachments
              .toSorted((a, b) => compareText(a.label, b.label))
              .map((attachment) => (
                <li key={attachment.id}>
                  {attachment.document_id ? (
                    <a href={`${desk.base}/import/${attachment.document_id}/datei`}>{attachment.label}</a>
                  ) : (
                    `${attachment.label}${attachment.status === 'pending' ? ` (${t.pendingAttachment})` : ''}`
                  )}
                </li>
              ))}
          </ul>
        )}
        {isOpen && (
          <details open={form.input['day'] !== undefined && hasErrors(form)}>
            <summary>{t.change}</summary>
            <form method="post" action={`${base}/aendern`} class="form" noValidate>
              <MeetingFields form={form} />
              <Button>{t.save}</Button>
            </form>
          </details>
        )}
      </>
    ),
  });
}
