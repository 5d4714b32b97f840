import { Alert, Button, ErrorSummary, Facts, type FormState, LinkButton, Select, TextArea, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { compareText, formatDateTime, formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { AGREEMENT_KINDS } from '../model.ts';
import type { Agreement } from '../store/agreements.ts';
import type { Meeting, PublicText } from '../store/meetings.ts';
import type { AgendaItemRow, BodyRow } from '../tables.ts';
import { governanceTexts } from '../texts.ts';
import { officeTexts } from '../texts-office.ts';
import { MeetingFields } from './bodies.tsx';
import { type Desk, hasErrors, MinutesWay, officePage, shorten, whenAndWhere } from './frame.tsx';

export interface MeetingParts {
  meeting: Meeting;
  body: BodyRow;
  agreements: Agreement[];
  /** Which of the page's forms holds the errors. */
  form: FormState;
  fault?: string | undefined;
}

function Objections({ desk, meeting, locale }: { desk: Desk; meeting: Meeting; locale: Locale }) {
  const t = officeTexts(locale);
  if (meeting.objections.length === 0) return null;
  return (
    <>
      <h2>{t.objections}</h2>
      {meeting.objections.map((objection) => (
        <article class="entry" key={objection.id}>
          <p class="entry__kicker">
            {objection.who}, {formatDateTime(objection.at, locale)}
          </p>
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

function StateForms({ desk, meeting, locale }: { desk: Desk; meeting: Meeting; locale: Locale }) {
  const t = officeTexts(locale);
  const action = `${desk.base}/sitzungen/${meeting.id}/stand`;
  const { minutes_state: state } = meeting;
  return (
    <form method="post" action={action} class="actions">
      {state === 'draft' && (
        <>
          <span class="small-field small-field--narrow">
            <label for="until">{t.until}</label>
            <input type="date" id="until" name="until" />
          </span>
          <Button name="to" value="circulated">
            {t.circulate}
          </Button>
        </>
      )}
      {state === 'circulated' && (
        <>
          <Button name="to" value="approved">
            {t.approve}
          </Button>
          <Button kind="secondary" name="to" value="draft">
            {t.backToDraft}
          </Button>
        </>
      )}
      {state === 'approved' && (
        <Button name="to" value="published">
          {t.publish}
        </Button>
      )}
      {state === 'published' && (
        <Button kind="secondary" name="to" value="approved">
          {t.unpublish}
        </Button>
      )}
    </form>
  );
}

/** The office's page of a meeting: before it, invitations and agenda; after it, the minutes' way. */
export function officeMeetingPage(c: Ctx, desk: Desk, { meeting, body, agreements, form, fault }: MeetingParts): Response {
  const locale = c.get('locale');
  const t = officeTexts(locale);
  const g = governanceTexts(locale);
  const base = `${desk.base}/sitzungen/${meeting.id}`;
  return officePage(c, desk, {
    title: g.meeting(body.name, formatDay(meeting.day, locale)),
    crumbs: [{ href: `${desk.base}/gremien/${body.id}`, label: body.name }],
    status: fault || hasErrors(form) ? 422 : 200,
    children: (
      <>
        {fault && <Alert kind="danger" title={fault} />}
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
        {meeting.state === 'planned' && (
          <div class="actions">
            <form method="post" action={`${base}/beginnen`}>
              <Button>{t.begin}</Button>
            </form>
            <form method="post" action={`${base}/einladen`}>
              <Button kind="secondary">{meeting.invited_sequence === null ? t.invite : t.inviteAgain}</Button>
            </form>
            <form method="post" action={`${base}/absagen`}>
              <Button kind="tertiary">{t.cancel}</Button>
            </form>
          </div>
        )}
        {meeting.state === 'held' && (
          <>
            <MinutesWay meeting={meeting} locale={locale} />
            <StateForms desk={desk} meeting={meeting} locale={locale} />
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
            <Objections desk={desk} meeting={meeting} locale={locale} />
          </>
        )}
        <h2>{g.agenda}</h2>
        {meeting.items.length === 0 && <p>{g.noAgenda}</p>}
        <ol class="agenda">
          {meeting.items.map((item) => (
            <li key={item.id} value={Number(item.number) || undefined}>
              {item.title} {item.duration !== null && <span class="muted small">{g.minutes(item.duration)}</span>}
            </li>
          ))}
        </ol>
        <form method="post" action={`${base}/punkt`} class="form form-row" noValidate>
          <TextField form={form} name="itemTitle" label={t.addItem} maxLength={300} />
          <TextField form={form} name="duration" label={t.duration} width="short" inputMode="numeric" optional />
          <Button kind="secondary">{t.create}</Button>
        </form>
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
        <details open={form.input['day'] !== undefined && hasErrors(form)}>
          <summary>{t.change}</summary>
          <form method="post" action={`${base}/aendern`} class="form" noValidate>
            <MeetingFields form={form} />
            <Button>{t.save}</Button>
          </form>
        </details>
      </>
    ),
  });
}

function AgreementList({ desk, agreements, locale }: { desk: Desk; agreements: Agreement[]; locale: Locale }) {
  const g = governanceTexts(locale);
  return (
    <ul>
      {agreements.map((agreement) => (
        <li key={agreement.id}>
          <a href={`${desk.base}/vereinbarungen/${agreement.id}`}>{shorten(agreement.text)}</a>{' '}
          <span class="muted small">
            {[
              g.agreementKinds[agreement.kind],
              agreement.responsible.map((who) => who.name).join(', ') || g.nobody,
              agreement.due ? formatDay(agreement.due, locale) : (agreement.due_text ?? g.noDue),
            ].join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}

interface Conflict {
  itemId: string;
  mine: { title: string; text: string };
}

function ItemForm({
  desk,
  meeting,
  item,
  conflict,
  locale,
}: {
  desk: Desk;
  meeting: Meeting;
  item: AgendaItemRow;
  conflict: Conflict | undefined;
  locale: Locale;
}) {
  const t = officeTexts(locale);
  const id = `text-${item.id}`;
  return (
    <form
      method="post"
      action={`${desk.base}/sitzungen/${meeting.id}/protokoll/${item.id}`}
      class="form"
      data-autosave={`${desk.base}/sitzungen/${meeting.id}/protokoll/${item.id}`}
      data-saved={t.saved}
      data-saving="…"
      data-failed={t.notPossible}
      id={`punkt-${item.id}`}
    >
      <input type="hidden" name="version" value={String(item.version)} />
      <h2>
        {item.number}. {item.title}
      </h2>
      {conflict && (
        <Alert kind="warning" title={t.conflictTitle}>
          <p>{t.conflictLead}</p>
          <div class="compare">
            <div>
              <h3>{t.theirs}</h3>
              {item.title !== conflict.mine.title && <p class="prewrap">{item.title}</p>}
              <p class="prewrap">{item.text}</p>
            </div>
            <div>
              <h3>{t.mine}</h3>
              {item.title !== conflict.mine.title && <p class="prewrap">{conflict.mine.title}</p>}
              <p class="prewrap">{conflict.mine.text}</p>
            </div>
          </div>
        </Alert>
      )}
      <input type="hidden" name="title" value={conflict?.mine.title ?? item.title} />
      <label class="kern-label" for={id}>
        {t.writeItem}
      </label>
      <textarea class="kern-form-input__input" id={id} name="text" rows={8} maxLength={20_000}>
        {conflict?.mine.text ?? item.text}
      </textarea>
      <p class="muted small" data-save-state aria-live="polite" />
      <Button kind="secondary">{t.save}</Button>
    </form>
  );
}

/** Taking minutes, item by item; an agreement falls where it belongs. */
export function protocolPage(c: Ctx, desk: Desk, { meeting, body, agreements, form }: MeetingParts, conflict?: Conflict): Response {
  const locale = c.get('locale');
  const t = officeTexts(locale);
  const g = governanceTexts(locale);
  const base = `${desk.base}/sitzungen/${meeting.id}`;
  return officePage(c, desk, {
    title: t.protocol,
    lead: g.meeting(body.name, formatDay(meeting.day, locale)),
    crumbs: [{ href: base, label: g.meeting(body.name, formatDay(meeting.day, locale)) }],
    status: conflict ? 422 : hasErrors(form) ? 422 : 200,
    children: (
      <>
        <ErrorSummary errors={form.errors} locale={locale} />
        <h2>{g.participants}</h2>
        <form method="post" action={`${base}/anwesend`} class="attendance">
          {meeting.attendance.map((each) => (
            <div class="small-field small-field--narrow" key={each.id}>
              <label for={`s-${each.id}`}>{each.name}</label>
              <select id={`s-${each.id}`} name={`s_${each.id}`}>
                {(['invited', 'present', 'excused', 'guest'] as const).map((status) => (
                  <option value={status} key={status} selected={each.status === status}>
                    {t.statuses[status]}
                  </option>
                ))}
              </select>
            </div>
          ))}
          <div class="small-field">
            <label for="newName">{t.attend}</label>
            <input id="newName" name="newName" type="text" />
          </div>
          <div class="small-field">
            <label for="newOrganisation">{t.organisation}</label>
            <input id="newOrganisation" name="newOrganisation" type="text" />
          </div>
          <Button kind="secondary">{t.save}</Button>
        </form>
        {meeting.items.map((item) => (
          <ItemForm
            key={item.id}
            desk={desk}
            meeting={meeting}
            item={item}
            conflict={conflict?.itemId === item.id ? conflict : undefined}
            locale={locale}
          />
        ))}
        <h2>{t.agree}</h2>
        <AgreementList desk={desk} agreements={agreements} locale={locale} />
        <form method="post" action={`${base}/vereinbaren`} class="form" noValidate>
          <TextArea form={form} name="agreement" label={t.text} rows={3} maxLength={4000} />
          <Select
            form={form}
            name="kind"
            label={t.kind}
            options={AGREEMENT_KINDS.map((kind) => ({ value: kind, label: g.agreementKinds[kind] }))}
          />
          <Select
            form={form}
            name="item"
            label={t.item}
            blank="–"
            options={meeting.items.map((item) => ({ value: item.number, label: `${item.number}. ${item.title}` }))}
          />
          <TextField form={form} name="responsible" label={t.who} hint={t.whoHint} maxLength={500} optional />
          <TextField form={form} name="due" label={t.due} type="date" width="short" optional />
          <Button>{t.agree}</Button>
        </form>
      </>
    ),
  });
}

/** The minutes on the left, the public version on the right. */
export function publicVersionPage(c: Ctx, desk: Desk, { meeting, body, agreements, fault }: MeetingParts, text: PublicText): Response {
  const locale = c.get('locale');
  const t = officeTexts(locale);
  const g = governanceTexts(locale);
  const base = `${desk.base}/sitzungen/${meeting.id}`;
  return officePage(c, desk, {
    title: t.publicVersion,
    lead: t.publicLead,
    wide: true,
    crumbs: [{ href: base, label: g.meeting(body.name, formatDay(meeting.day, locale)) }],
    status: fault ? 422 : 200,
    children: (
      <>
        {fault && <Alert kind="danger" title={fault} />}
        <form method="post" action={`${base}/oeffentlich`} class="form">
          {meeting.items.map((item, index) => (
            <div class="compare" key={item.id}>
              <div>
                <h2>
                  {t.internal}: {item.number}. {item.title}
                </h2>
                <p class="prewrap">{item.text}</p>
              </div>
              <div>
                <div class="small-field small-field--wide">
                  <label for={`title${index}`}>
                    {t.public}: {t.titleField} {item.number}
                  </label>
                  <input id={`title${index}`} name={`title${index}`} type="text" value={text.items[index]?.title ?? ''} />
                </div>
                <div class="small-field small-field--wide">
                  <label for={`text${index}`}>
                    {t.public}: {t.text} {item.number}
                  </label>
                  <textarea id={`text${index}`} name={`text${index}`} rows={8}>
                    {text.items[index]?.text ?? ''}
                  </textarea>
                </div>
              </div>
            </div>
          ))}
          {agreements.map((agreement, index) => (
            <div class="compare" key={agreement.id}>
              <div>
                <p>{agreement.text}</p>
                <p class="muted small">{agreement.responsible.map((who) => who.name).join('; ')}</p>
              </div>
              <div>
                <div class="small-field small-field--wide">
                  <label for={`agreement${index}`}>
                    {t.public}: {g.agreementKinds[agreement.kind]}
                  </label>
                  <textarea id={`agreement${index}`} name={`agreement${index}`} rows={3}>
                    {text.agreements[index]?.text ?? ''}
                  </textarea>
                </div>
                <div class="small-field small-field--wide">
                  <label for={`who${index}`}>
                    {t.public}: {t.who}
                  </label>
                  <input
                    id={`who${index}`}
                    name={`who${index}`}
                    type="text"
                    value={(text.agreements[index]?.responsible ?? []).join('; ')}
                  />
                </div>
              </div>
            </div>
          ))}
          <div class="small-field small-field--wide">
            <label for="participants">{g.participants}</label>
            <input id="participants" name="participants" type="text" value={text.participants.join('; ')} />
          </div>
          <Button>{t.savePublic}</Button>
        </form>
      </>
    ),
  });
}
