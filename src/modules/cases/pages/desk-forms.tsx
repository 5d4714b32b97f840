import type { Troubled } from '#platform/mail/index.ts';
import { Button, Checkbox, FileField, type FormState, Select, TextArea, TextField } from '#design/index.ts';
import { localDay } from '#platform/clock.ts';
import { formatDay } from '#platform/i18n/format.ts';
import { inLocale } from '#platform/i18n/index.ts';
import type { Choice } from '#platform/forms/pick.ts';
import type { Programme } from '#modules/programmes/index.ts';
import type { CompanyRequest } from '#modules/requests/index.ts';
import { phaseOf } from '../model.ts';
import { earliestDay, MOST_HOURS_PER_DAY, ripeOn, sprintSince } from '../plausible.ts';
import type { CaseFile } from '../store/cases.ts';
import { casesTexts } from '../texts.ts';

export interface DeskView {
  /** Id of the story that is told from it. */
  story: string | undefined;
  file: CaseFile;
  programmes: readonly Programme[];
  hoursPerDay: number;
  today: string;
  form: FormState;
  fault?: string | undefined;
  /** Whom the case may be handed to, where a name fits several. */
  handOverTo: readonly Choice[];
  /** What the company asked; undefined where it is forgotten. */
  request: CompanyRequest | undefined;
  /** Letters about it that did not arrive. */
  undelivered: readonly Troubled[];
}

export function VoucherForm({ view }: { view: DeskView }) {
  const { row } = view.file;
  const { form } = view;
  const t = casesTexts(form.locale);
  if (!row.programme || row.voucher_number || !row.process.some((phase) => phase.needs.some((need) => need.kind === 'voucher')))
    return null;
  return (
    <details open={row.phase === 'voucher'}>
      <summary>{t.saveVoucher}</summary>
      <form method="post" action={`/faelle/${row.id}/scheck`} class="form">
        <TextField form={form} name="number" label={t.voucherNumber} maxLength={60} width="medium" />
        <TextField form={form} name="issued" label={t.voucherIssued} type="date" width="short" />
        <Button>{t.saveVoucher}</Button>
      </form>
    </details>
  );
}

export function ProgrammeForm({ view }: { view: DeskView }) {
  const { row } = view.file;
  const { form } = view;
  const { locale } = form;
  const t = casesTexts(locale);
  if (row.programme || view.programmes.length === 0) return null;
  return (
    <details>
      <summary>{t.chooseProgramme}</summary>
      <p class="muted">{t.chooseHint}</p>
      <form method="post" action={`/faelle/${row.id}/programm`} class="form">
        <Select
          form={form}
          name="programme"
          label={t.programme}
          options={view.programmes.map((programme) => ({ value: programme.id, label: inLocale(programme.title, locale) }))}
        />
        <Button kind="secondary">{t.chooseProgramme}</Button>
      </form>
    </details>
  );
}

export function Goals({ view }: { view: DeskView }) {
  const { row, goals, people } = view.file;
  const { form } = view;
  const { locale } = form;
  const t = casesTexts(locale);
  const base = `/faelle/${row.id}`;
  const reached = (['yes', 'partly', 'no'] as const).map((value) => ({ value, label: t.helped[value] }));
  return (
    <>
      <h2>{t.people}</h2>
      <ul>
        {people.map((person) => (
          <li key={person.id}>
            {person.name} <span class="muted">({t.sides[person.side]})</span>
          </li>
        ))}
      </ul>
      <details>
        <summary>{t.addPerson}</summary>
        <form method="post" action={`${base}/personen`} class="form">
          <TextField form={form} name="person" label={t.name} maxLength={120} width="medium" />
          <Select
            form={form}
            name="side"
            label={t.side}
            options={(['management', 'staff', 'adviser', 'other'] as const).map((value) => ({ value, label: t.sides[value] }))}
          />
          <Button kind="secondary">{t.addPerson}</Button>
        </form>
      </details>
      <h2>{t.goals}</h2>
      {goals.length === 0 && <p class="muted">{t.noGoals}</p>}
      {goals.map((goal) => (
        <section class="entry" key={goal.id}>
          <p class="prewrap">{goal.text}</p>
          <p class="muted small">{goal.company_agreed_at ? t.agreed : t.notAgreed}</p>
          {row.state === 'open' && (
            <form method="post" action={`${base}/ziele/${goal.id}`} class="form form--inline">
              <Select
                form={{ ...form, input: { ...form.input, [`reached-${goal.id}`]: [goal.reached ?? ''] } }}
                name={`reached-${goal.id}`}
                label={t.reached}
                options={reached}
                blank="–"
              />
              <Button kind="secondary">{t.saveReached}</Button>
            </form>
          )}
        </section>
      ))}
      {row.state === 'open' && (
        <form method="post" action={`${base}/ziele`} class="form">
          <TextArea form={form} name="goal" label={t.goal} rows={2} maxLength={1000} />
          <Button kind="secondary">{t.addGoal}</Button>
        </form>
      )}
    </>
  );
}

export function SessionForm({ view }: { view: DeskView }) {
  const { row } = view.file;
  const { form } = view;
  const { locale } = form;
  const t = casesTexts(locale);
  const phase = phaseOf(row.process, row.phase);
  const earliest = earliestDay(row.process, row, localDay(row.opened_at));
  if (earliest > view.today) return <p class="muted">{t.sessionFrom(formatDay(earliest, locale))}</p>;
  const since = sprintSince(row.process, { ...row, sessions: view.file.sessions });
  const hasErrors = Object.keys(form.errors).length > 0;
  return (
    <details open={hasErrors} id="sitzung">
      <summary>{t.addSession}</summary>
      <form method="post" action={`/faelle/${row.id}/sitzungen`} class="form">
        <TextField form={form} name="day" label={t.day} hint={t.dayHint(formatDay(earliest, locale))} type="date" width="short" />
        <TextField
          form={form}
          name="minutes"
          label={t.minutes}
          hint={t.minutesHint(MOST_HOURS_PER_DAY)}
          inputMode="numeric"
          width="short"
        />
        <Select
          form={form}
          name="kind"
          label={t.kind}
          options={(['talk', 'workshop', 'review', 'other'] as const).map((value) => ({ value, label: t.kinds[value] }))}
        />
        <TextField form={form} name="tookPart" label={t.tookPart} hint={t.tookPartHint} maxLength={600} />
        <TextArea form={form} name="notes" label={t.notes} rows={5} maxLength={10000} />
        {phase?.funded && <Checkbox form={form} name="funded" label={t.funded} />}
        {since && (
          <>
            <Checkbox
              form={form}
              name="endsSprint"
              label={t.endsSprint}
              hint={t.sprintHint(formatDay(since, locale), formatDay(ripeOn(since), locale))}
            />
            <TextField form={form} name="sprintReason" label={t.sprintReason} maxLength={300} optional />
          </>
        )}
        <TextField form={form} name="reason" label={t.reason} maxLength={300} optional />
        <Button>{t.addSession}</Button>
      </form>
    </details>
  );
}

export function DocumentForm({ view }: { view: DeskView }) {
  const { row } = view.file;
  const { form } = view;
  const t = casesTexts(form.locale);
  return (
    <details id="unterlage">
      <summary>{t.fileDocument}</summary>
      <form method="post" action={`/faelle/${row.id}/unterlagen`} enctype="multipart/form-data" class="form">
        <Select
          form={form}
          name="documentKind"
          label={t.kind}
          options={(['documentation', 'report', 'other'] as const).map((value) => ({ value, label: t.documentKinds[value] }))}
        />
        <TextField form={form} name="documentName" label={t.documentName} maxLength={160} />
        <TextArea form={form} name="documentText" label={t.documentText} rows={6} maxLength={50000} optional />
        <FileField label={t.documentFile} error={form.errors['datei']} />
        <Button>{t.addDocument}</Button>
      </form>
    </details>
  );
}
