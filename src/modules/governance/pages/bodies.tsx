import { Button, Entry, ErrorSummary, type FormState, Paged, Select, TextArea, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Page } from '#platform/lists.ts';
import { BODY_KINDS, DECISION_RULES, MEETING_MODES } from '../model.ts';
import type { Member } from '../store/bodies.ts';
import type { MeetingRow } from '../store/meetings.ts';
import type { BodyRow } from '../tables.ts';
import { governanceTexts } from '../texts.ts';
import { officeTexts } from '../texts-office.ts';
import { type Desk, hasErrors, officePage, whenAndWhere } from './frame.tsx';

/** What a body is, how it decides and to whom it answers is only for whoever founds bodies. */
function BodyFields({ desk, form, bodies, own }: { desk: Desk; form: FormState; bodies: BodyRow[]; own: string | undefined }) {
  const t = officeTexts(form.locale);
  const g = governanceTexts(form.locale);
  return (
    <>
      <TextField form={form} name="name" label={t.bodyName} maxLength={200} />
      {desk.isOffice && (
        <>
          <Select form={form} name="kind" label={t.bodyKind} options={BODY_KINDS.map((kind) => ({ value: kind, label: g.kinds[kind] }))} />
          <Select
            form={form}
            name="rule"
            label={t.bodyRule}
            options={DECISION_RULES.map((rule) => ({ value: rule, label: t.rules[rule] }))}
          />
          <Select
            form={form}
            name="parentId"
            label={t.bodyParent}
            blank={t.none}
            options={bodies.filter((body) => body.id !== own).map((body) => ({ value: body.id, label: body.name }))}
          />
        </>
      )}
      <TextArea form={form} name="mandate" label={t.bodyMandate} maxLength={2000} optional />
    </>
  );
}

export function newBodyPage(c: Ctx, desk: Desk, form: FormState, bodies: BodyRow[]): Response {
  const t = officeTexts(form.locale);
  return officePage(c, desk, {
    title: t.newBody,
    status: hasErrors(form) ? 422 : 200,
    children: (
      <>
        <ErrorSummary errors={form.errors} locale={form.locale} />
        <form method="post" action={`${desk.base}/gremien/neu`} class="form" noValidate>
          <BodyFields desk={desk} form={form} bodies={bodies} own={undefined} />
          <Button>{t.create}</Button>
        </form>
      </>
    ),
  });
}

/** The fields of a meeting, for planning and for changing one. */
export function MeetingFields({ form }: { form: FormState }) {
  const t = officeTexts(form.locale);
  const g = governanceTexts(form.locale);
  return (
    <>
      <TextField form={form} name="day" label={t.day} type="date" width="short" />
      <div class="form-row">
        <TextField form={form} name="startTime" label={t.start} width="short" hint="09:30" optional />
        <TextField form={form} name="endTime" label={t.end} width="short" hint="11:00" optional />
      </div>
      <Select form={form} name="mode" label={t.mode} options={MEETING_MODES.map((mode) => ({ value: mode, label: g.modes[mode] }))} />
      <Select
        form={form}
        name="length"
        label={t.length}
        blank={t.notFixed}
        options={(['short', 'long'] as const).map((length) => ({ value: length, label: g.lengths[length] }))}
      />
      <TextField form={form} name="place" label={t.place} maxLength={300} optional />
      <TextField form={form} name="link" label={t.link} maxLength={500} optional />
      <TextField form={form} name="condition" label={t.conditionField} maxLength={300} optional />
    </>
  );
}

interface BodyParts {
  body: BodyRow;
  bodies: BodyRow[];
  members: Member[];
  meetings: Page<MeetingRow>;
  forms: { body: FormState; member: FormState; meeting: FormState };
}

function Members({ desk, parts, locale }: { desk: Desk; parts: BodyParts; locale: Locale }) {
  const t = officeTexts(locale);
  const g = governanceTexts(locale);
  const form = parts.forms.member;
  return (
    <>
      <h2>{g.members}</h2>
      {parts.members.length === 0 && <p>{g.noMembers}</p>}
      <ul>
        {parts.members.map((member) => (
          <li key={member.id}>
            {[member.person?.name, member.organisation ?? member.person?.organisation, member.role].filter(Boolean).join(', ')}{' '}
            <span class="muted small">
              {formatDay(member.from_day, locale)}
              {member.to_day ? ` – ${formatDay(member.to_day, locale)}` : ''}
            </span>
            {member.to_day === null && (
              <form method="post" action={`${desk.base}/gremien/${parts.body.id}/mitglied/${member.id}/beenden`} class="inline-form">
                <Button kind="tertiary">{t.endMember}</Button>
              </form>
            )}
          </li>
        ))}
      </ul>
      <details open={hasErrors(form)}>
        <summary>{t.addMember}</summary>
        <form method="post" action={`${desk.base}/gremien/${parts.body.id}/mitglied`} class="form" noValidate>
          <TextField form={form} name="memberName" label={t.name} maxLength={200} />
          <TextField form={form} name="organisation" label={t.organisation} maxLength={200} optional />
          <TextField form={form} name="role" label={t.role} maxLength={100} optional />
          <TextField form={form} name="email" label={t.email} type="email" optional />
          <Button>{t.addMember}</Button>
        </form>
      </details>
    </>
  );
}

/** The office's page of a body: what it is, who is in it, its meetings. */
export function officeBodyPage(c: Ctx, desk: Desk, parts: BodyParts): Response {
  const locale = c.get('locale');
  const t = officeTexts(locale);
  const { body, meetings, forms } = parts;
  const errors = { ...forms.body.errors, ...forms.member.errors, ...forms.meeting.errors };
  return officePage(c, desk, {
    title: body.name,
    status: Object.keys(errors).length > 0 ? 422 : 200,
    children: (
      <>
        <ErrorSummary errors={errors} locale={locale} />
        <Paged list={meetings} c={c} path={`${desk.base}/gremien/${body.id}`}>
          <ul class="plain-list">
            {meetings.rows.map((meeting) => (
              <Entry
                key={meeting.id}
                href={`${desk.base}/sitzungen/${meeting.id}`}
                title={whenAndWhere(meeting, locale)}
                kicker={
                  meeting.state === 'cancelled'
                    ? governanceTexts(locale).cancelled
                    : governanceTexts(locale).minutesStates[meeting.minutes_state]
                }
                level={2}
              />
            ))}
          </ul>
        </Paged>
        <details open={hasErrors(forms.meeting) || meetings.total === 0}>
          <summary>{t.plan}</summary>
          <form method="post" action={`${desk.base}/gremien/${body.id}/sitzung`} class="form" noValidate>
            <MeetingFields form={forms.meeting} />
            <TextArea form={forms.meeting} name="agenda" label={t.agendaField} rows={5} maxLength={4000} optional />
            <div class="form-row">
              <TextField form={forms.meeting} name="times" label={t.times} width="short" inputMode="numeric" optional />
              <TextField form={forms.meeting} name="everyWeeks" label={t.weeks} width="short" inputMode="numeric" optional />
            </div>
            <Button>{t.planSend}</Button>
          </form>
        </details>
        <Members desk={desk} parts={parts} locale={locale} />
        <p>
          <a href={`/mitarbeit/body/${body.id}`}>{t.accounts}</a> · <a href={`/gremien/${body.slug}`}>{t.publicPage}</a>
        </p>
        <details open={hasErrors(forms.body)}>
          <summary>{t.bodyMandate}</summary>
          <form method="post" action={`${desk.base}/gremien/${body.id}`} class="form" noValidate>
            <BodyFields desk={desk} form={forms.body} bodies={parts.bodies} own={body.id} />
            <Button>{t.save}</Button>
          </form>
        </details>
      </>
    ),
  });
}
