import { Alert, Button, ErrorSummary, type FormState, renderPage, Select, TextArea, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { changesForReaders } from '../circulated.ts';
import { attendanceLines } from '../documents/attendance.ts';
import type { Agreement } from '../store/agreements.ts';
import type { Meeting } from '../store/meetings.ts';
import type { BodyRow, PersonRow } from '../tables.ts';
import { governanceTexts } from '../texts.ts';
import { hasErrors, shorten, whenAndWhere } from './frame.tsx';

export interface Draft {
  meeting: Meeting;
  body: BodyRow;
  agreements: readonly Agreement[];
  /** Whose letter it is; undefined: a link that was everybody's. */
  person: PersonRow | undefined;
  isOver: boolean;
}

/** What an objection can be about: each as it is named to whoever answers it. */
export function partsOfDraft({ meeting, agreements }: Pick<Draft, 'meeting' | 'agreements'>, locale: Locale): string[] {
  const t = governanceTexts(locale);
  return [
    ...meeting.items.map((item) => `${item.number}. ${item.title}`),
    ...agreements.map((agreement) => `${t.agreementKinds[agreement.kind]}: ${shorten(agreement.text)}`),
    t.participants,
  ];
}

/** What has changed since the draft was sent round, so that nobody lets something else pass than they have read. */
export function ChangedSince({ meeting, agreements, locale }: Pick<Draft, 'meeting' | 'agreements'> & { locale: Locale }) {
  const t = governanceTexts(locale);
  const changes = changesForReaders(meeting, agreements);
  if (changes.length === 0) return null;
  return (
    <>
      <h2 id="geaendert">{t.changedSince}</h2>
      <p>{t.changedSinceLead}</p>
      {changes.map(({ label, before, after }) => (
        <section key={label}>
          <h3>{label}</h3>
          <div class="compare">
            <div>
              <p class="muted small">{t.sentRound}</p>
              <p class="prewrap">{before || t.nothingThere}</p>
            </div>
            <div>
              <p class="muted small">{t.byNow}</p>
              <p class="prewrap">{after || t.nothingThere}</p>
            </div>
          </div>
        </section>
      ))}
    </>
  );
}

/** The whole draft as it would be approved: who was there, what was said, what was agreed. */
export function WholeDraft({
  title,
  meeting,
  agreements,
  locale,
}: Pick<Draft, 'meeting' | 'agreements'> & { title: string; locale: Locale }) {
  const t = governanceTexts(locale);
  return (
    <>
      <h2>{title}</h2>
      <p>{whenAndWhere(meeting, locale)}</p>
      {attendanceLines(meeting, locale).map(({ title, names }) => (
        <p key={title}>
          <strong>{title}:</strong> {names}
        </p>
      ))}
      {meeting.items.map((item) => (
        <section key={item.id}>
          <h3>
            {item.number}. {item.title}
          </h3>
          <p class="prewrap">{item.text}</p>
        </section>
      ))}
      {agreements.length > 0 && (
        <>
          <h3>{t.agreed}</h3>
          <ul>
            {agreements.map((agreement) => (
              <li key={agreement.id}>
                {agreement.text}{' '}
                <span class="muted small">
                  {[
                    t.agreementKinds[agreement.kind],
                    agreement.responsible.map((who) => who.name).join(', ') || t.nobody,
                    agreement.due ? formatDay(agreement.due, locale) : (agreement.due_text ?? t.noDue),
                  ].join(' · ')}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function whyOver({ minutes_state: state, early_why: reason }: Meeting, locale: Locale): string {
  const t = governanceTexts(locale);
  if (state === 'draft') return t.objectionBack;
  return reason === '' ? t.objectionOver : t.objectionEarly(reason);
}

/** What somebody has objected to, each with its answer. */
function OwnObjections({ draft: { meeting, person }, locale }: { draft: Draft; locale: Locale }) {
  const t = governanceTexts(locale);
  const own = person ? meeting.objections.filter((each) => each.person_id === person.id) : [];
  if (own.length === 0) return null;
  return (
    <>
      <h2>{t.ownObjections}</h2>
      <ul>
        {own.map((each) => (
          <li key={each.id}>
            <q>{each.text}</q>
            <br />
            {t.objectionAnswer}: {each.answer ?? t.objectionWaits}
          </li>
        ))}
      </ul>
    </>
  );
}

/** /einspruch/:token: a draft of minutes, and an objection to it, by whoever got the letter. */
export function objectionPage(c: Ctx, draft: Draft, form: FormState): Response {
  const { meeting, body, person, isOver } = draft;
  const locale = c.get('locale');
  const t = governanceTexts(locale);
  const parts = partsOfDraft(draft, locale);
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
          <Alert kind="warning" title={whyOver(meeting, locale)} />
        ) : (
          <p>{t.objectionLead(meeting.objections_until ? formatDay(meeting.objections_until, locale) : '–')}</p>
        )}
        <ChangedSince meeting={meeting} agreements={draft.agreements} locale={locale} />
        <OwnObjections draft={draft} locale={locale} />
        <WholeDraft title={t.wholeDraft} meeting={meeting} agreements={draft.agreements} locale={locale} />
        {!isOver && (
          <>
            <h2>{t.objectionText}</h2>
            <ErrorSummary errors={form.errors} locale={locale} />
            <form method="post" action={c.req.path} class="form" noValidate>
              {person ? <p>{t.objectionBy(person.name)}</p> : <TextField form={form} name="who" label={t.objectionWho} maxLength={200} />}
              <Select
                form={form}
                name="about"
                label={t.objectionAbout}
                blank={t.objectionWhole}
                options={parts.map((part) => ({ value: part, label: part }))}
              />
              <TextArea form={form} name="text" label={t.objectionText} maxLength={4000} />
              <Button>{t.objectionSend}</Button>
            </form>
          </>
        )}
      </>
    ),
  });
}
