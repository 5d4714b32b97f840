import {
  Alert,
  Button,
  Checkbox,
  emptyForm,
  EmptyState,
  ErrorSummary,
  filledForm,
  type FormState,
  Journey,
  LinkButton,
  renderPage,
  Select,
  type Station,
  TextArea,
  TextField,
} from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import type { CompanyRow } from '#modules/companies/index.ts';
import { type Award, standingOf } from '../model.ts';
import type { StepState, TaskState, Way } from '../service.ts';
import { awardsTexts } from '../texts.ts';

/** How a step stands, in words. */
function stepWord({ decision }: StepState, today: string, locale: Locale): string | undefined {
  const t = awardsTexts(locale);
  if (!decision) return undefined;
  if (decision.state === 'submitted') return t.waiting;
  if (decision.state === 'granted')
    return standingOf(decision, today) === 'expired' ? t.expired : t.granted(formatDay(decision.valid_until ?? today, locale));
  return t[decision.state];
}

export function stationsOf(way: Way, today: string, locale: Locale): Station[] {
  return way.steps.map((state) => ({
    label: inLocale(state.step.title, locale),
    state:
      state.decision?.state === 'granted'
        ? 'done'
        : state.decision?.state === 'returned' || state.decision?.state === 'withdrawn'
          ? 'stuck'
          : way.current?.id === state.step.id
            ? 'now'
            : 'ahead',
    note: stepWord(state, today, locale),
  }));
}

function hintOf({ task }: TaskState, locale: Locale): string {
  const t = awardsTexts(locale);
  if (task.kind === 'survey') return t.surveyHint;
  if (task.kind === 'check') return t.checkHint;
  if (task.kind === 'plan') return t.planHint(task.least);
  if (task.kind === 'progress') return t.progressHint(task.least);
  return task.kind === 'group' ? t.groupHint(task.least) : t.talksHint(task.least);
}

function TaskForm({
  state,
  way,
  base,
  locale,
  form,
}: {
  state: TaskState;
  way: Way;
  base: string;
  locale: Locale;
  form: FormState | undefined;
}) {
  const t = awardsTexts(locale);
  const { task, data } = state;
  const kept = form ?? filledForm(locale, { assessment: data.assessment, management: data.management, staff: data.staff });
  if (task.kind === 'group') {
    return (
      <form method="post" action={base} noValidate class="form">
        <div class="form-row">
          <TextField form={kept} name="management" label={t.management} inputMode="numeric" maxLength={2} width="short" />
          <TextField form={kept} name="staff" label={t.staff} inputMode="numeric" maxLength={2} width="short" />
        </div>
        <Button kind="secondary">{t.save}</Button>
      </form>
    );
  }
  if (task.kind === 'talks') {
    return (
      <>
        <ul>
          {(data.talks ?? []).map((talk) => (
            <li key={talk.day + talk.with}>
              {formatDay(talk.day, locale)}, {talk.with}: {talk.result}
            </li>
          ))}
        </ul>
        <form method="post" action={base} noValidate class="form">
          <TextField form={form ?? emptyForm(locale)} name="day" label={t.talkDay} type="date" width="short" />
          <TextField form={form ?? emptyForm(locale)} name="with" label={t.talkWith} maxLength={120} width="medium" />
          <TextArea form={form ?? emptyForm(locale)} name="result" label={t.talkResult} rows={2} maxLength={1000} />
          <Button kind="secondary">{t.addTalk}</Button>
        </form>
      </>
    );
  }
  const sheets = way.sheets.filter((sheet) => sheet.check === task.check);
  if (sheets.length === 0) {
    return (
      <EmptyState title={t.sheetNone}>
        <LinkButton kind="secondary" href={`/checks/${task.check}`}>
          {t.makeCheck}
        </LinkButton>
      </EmptyState>
    );
  }
  return (
    <form method="post" action={base} noValidate class="form">
      <Select
        form={kept}
        name="assessment"
        label={t.sheet}
        blank="–"
        options={sheets.map(({ id, title }) => ({ value: id, label: `${title} (${id.slice(-4)})` }))}
      />
      <Button kind="secondary">{t.save}</Button>
    </form>
  );
}

export interface WayPage {
  fault?: string | undefined;
  form?: { task: string; state: FormState } | undefined;
}

/** /betrieb/:company/praedikat/:award: the company's path as a page. */
export function wayPage(c: Ctx, way: Way, today: string, { fault, form }: WayPage = {}): Response {
  const locale = c.get('locale');
  const t = awardsTexts(locale);
  const base = `/betrieb/${way.company.id}/praedikat/${way.award.id}`;
  const current = way.steps.find((state) => state.step.id === way.current?.id);
  const isWaiting = current?.decision?.state === 'submitted' || current?.decision?.state === 'reviewed';
  return renderPage(c, {
    title: inLocale(way.award.title, locale),
    isPrivate: true,
    flashes: t.flash,
    status: fault || form ? 422 : 200,
    crumbs: [{ href: `/betrieb/${way.company.id}`, label: way.company.name }],
    children: (
      <>
        <h1>{inLocale(way.award.title, locale)}</h1>
        <ErrorSummary errors={form?.state.errors ?? {}} locale={locale} />
        {fault && <Alert kind="warning" title={fault} />}
        <Journey stations={stationsOf(way, today, locale)} label={t.way} locale={locale} />
        <p>{t.reviewer(way.path.reviewer_name)}</p>
        {way.steps.map((state) =>
          state.decision?.state === 'granted' ? (
            <p key={state.step.id}>
              <LinkButton kind="secondary" href={`${base}/${state.step.id}/urkunde.pdf`}>
                {`${inLocale(state.step.title, locale)}: ${t.certificate}`}
              </LinkButton>
            </p>
          ) : null,
        )}
        {current && (
          <>
            <h2>{inLocale(current.step.title, locale)}</h2>
            {current.decision?.note && <Alert kind="info" title={t.noteFrom(current.decision.note)} />}
            {current.tasks.map((task) => (
              <section class="entry" key={task.task.id} aria-labelledby={`a-${task.task.id}`}>
                <h3 class="entry__title" id={`a-${task.task.id}`}>
                  {task.done && <span aria-hidden="true">✓ </span>}
                  {inLocale(task.task.title, locale)} <span class="muted">({task.done ? t.done : t.open})</span>
                </h3>
                <p class="muted">{hintOf(task, locale)}</p>
                {!isWaiting && (
                  <TaskForm
                    state={task}
                    way={way}
                    base={`${base}/${current.step.id}/${task.task.id}`}
                    locale={locale}
                    form={form?.task === task.task.id ? form.state : undefined}
                  />
                )}
              </section>
            ))}
            {isWaiting ? (
              <Alert kind="info" title={t.faults.waiting} />
            ) : (
              <form method="post" action={`${base}/${current.step.id}`} class="form">
                <Checkbox form={emptyForm(locale)} name="named" label={t.named} />
                <Button>{t.submit}</Button>
              </form>
            )}
          </>
        )}
      </>
    ),
  });
}

/** The same address before the way has begun. */
export function beginPage(c: Ctx, company: CompanyRow, award: Award): Response {
  const locale = c.get('locale');
  const t = awardsTexts(locale);
  return renderPage(c, {
    title: inLocale(award.title, locale),
    isPrivate: true,
    crumbs: [{ href: `/betrieb/${company.id}`, label: company.name }],
    children: (
      <>
        <h1>{inLocale(award.title, locale)}</h1>
        <p class="lead">{inLocale(award.summary, locale)}</p>
        <form method="post" action={`/betrieb/${company.id}/praedikat/${award.id}`}>
          <Button>{t.begin}</Button>
        </form>
        <p>
          <a href={`/praedikate/${award.id}`}>{t.steps}</a>
        </p>
      </>
    ),
  });
}
