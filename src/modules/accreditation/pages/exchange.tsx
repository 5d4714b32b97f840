import {
  Alert,
  Button,
  Checkbox,
  CheckGroup,
  EmptyState,
  Entry,
  ErrorSummary,
  Facts,
  type FormState,
  LinkButton,
  Paged,
  renderPage,
  TextArea,
  TextField,
} from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { inLocale } from '#platform/i18n/index.ts';
import type { Page } from '#platform/lists.ts';
import type { Topics } from '#modules/topics/index.ts';
import type { ExchangeRow, ParticipationRow, QuestionRow } from '../tables.ts';
import { accreditationTexts } from '../texts.ts';

function List({ rows, locale }: { rows: readonly ExchangeRow[]; locale: Locale }) {
  const t = accreditationTexts(locale).exchange;
  return (
    <ul class="entries">
      {rows.map((row) => (
        <Entry key={row.id} href={`/austausch/${row.id}`} title={row.title} level={3} kicker={formatDay(row.day, locale)}>
          <p class="muted">{row.cancelled ? t.cancelled : row.online ? `${row.place} (${t.online})` : row.place}</p>
        </Entry>
      ))}
    </ul>
  );
}

export interface ExchangesView {
  /** What fits the person who looks. */
  fitting: ExchangeRow[];
  next: Page<ExchangeRow>;
  past: Page<ExchangeRow>;
  mayPlan: boolean;
  form: FormState;
  topics: Topics;
}

/** /austausch */
/** The page of what is past. */
export const PAST = 'vergangen';

export function exchangesPage(c: Ctx, { fitting, next, past, mayPlan, form, topics }: ExchangesView): Response {
  const { locale } = form;
  const texts = accreditationTexts(locale);
  const t = texts.exchange;
  return renderPage(c, {
    title: t.title,
    description: t.lead,
    flashes: texts.flash,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <ErrorSummary errors={form.errors} locale={locale} />
        {fitting.length > 0 && (
          <>
            <h2>{t.forYou}</h2>
            <List rows={fitting} locale={locale} />
          </>
        )}
        <h2>{t.next}</h2>
        {next.total === 0 ? (
          <EmptyState title={t.none} />
        ) : (
          <Paged list={next} c={c} path="/austausch" label={t.next}>
            <List rows={next.rows} locale={locale} />
          </Paged>
        )}
        {past.total > 0 && (
          <>
            <h2>{t.past}</h2>
            <Paged list={past} c={c} path="/austausch" parameter={PAST} anchor={PAST} label={t.past}>
              <List rows={past.rows} locale={locale} />
            </Paged>
          </>
        )}
        {mayPlan && (
          <>
            <h2>{t.plan}</h2>
            <form method="post" action="/austausch" class="form">
              <TextField form={form} name="title" label={t.name} maxLength={160} />
              <CheckGroup
                form={form}
                name="topics"
                label={t.topics}
                groups={topics.fields.map((group) => ({
                  label: inLocale(group, locale),
                  options: topics.all
                    .filter((topic) => topic.field === group.id)
                    .map((topic) => ({ value: topic.id, label: inLocale(topic, locale) })),
                }))}
              />
              <TextField form={form} name="day" label={t.day} type="date" width="short" />
              <TextField form={form} name="hours" label={t.hours} maxLength={40} width="short" optional />
              <TextField form={form} name="place" label={t.place} maxLength={160} />
              <Checkbox form={form} name="online" label={t.online} />
              <TextField form={form} name="link" label={t.link} maxLength={300} optional />
              <Button>{t.plan}</Button>
            </form>
          </>
        )}
      </>
    ),
  });
}

export interface ExchangeView {
  exchange: ExchangeRow;
  participants: ParticipationRow[];
  questions: QuestionRow[];
  /** The consultant who looks, where somebody is one. */
  own: { id: string; participation: ParticipationRow | undefined } | undefined;
  isSignedIn: boolean;
  mayManage: boolean;
  today: string;
  topics: Topics;
  form: FormState;
  fault?: string | undefined;
}

function Organising({ view }: { view: ExchangeView }) {
  const { exchange, participants, form } = view;
  const t = accreditationTexts(form.locale).exchange;
  const base = `/austausch/${exchange.id}`;
  return (
    <>
      {participants.length > 0 && exchange.day <= view.today && (
        <form method="post" action={`${base}/teilnahme`} class="form">
          <CheckGroup
            form={{
              locale: form.locale,
              errors: {},
              input: { da: participants.filter((person) => person.attended).map((person) => person.consultant_id) },
            }}
            name="da"
            label={t.attendance}
            options={participants.map((person) => ({ value: person.consultant_id, label: person.name }))}
          />
          <Button>{t.saveAttendance}</Button>
        </form>
      )}
      <form method="post" action={`${base}/notizen`} class="form">
        <TextArea form={form} name="notes" label={t.notes} rows={5} maxLength={10000} optional />
        <Button kind="secondary">{t.saveNotes}</Button>
      </form>
      {!exchange.cancelled && exchange.day >= view.today && (
        <form method="post" action={`${base}/absagen`}>
          <Button kind="secondary">{t.cancel}</Button>
        </form>
      )}
    </>
  );
}

function Questions({ view }: { view: ExchangeView }) {
  const { exchange, questions, form } = view;
  const t = accreditationTexts(form.locale).exchange;
  const base = `/austausch/${exchange.id}`;
  return (
    <>
      <h2>{t.questions}</h2>
      {questions.length === 0 && <p class="muted">{t.noQuestions}</p>}
      {questions.map((question) => (
        <section class="entry" key={question.id}>
          <p class="prewrap">{question.text}</p>
          {question.answer && <p class="prewrap">{question.answer}</p>}
          {view.mayManage && (
            <form method="post" action={`${base}/fragen/${question.id}`} class="form">
              <TextArea form={form} name={`answer-${question.id}`} label={t.answer} rows={2} maxLength={3000} />
              <Button kind="secondary">{t.saveAnswer}</Button>
            </form>
          )}
        </section>
      ))}
      {view.own?.participation && (
        <form method="post" action={`${base}/fragen`} class="form">
          <TextArea form={form} name="question" label={t.question} rows={3} maxLength={2000} />
          <Button kind="secondary">{t.ask}</Button>
        </form>
      )}
    </>
  );
}

/** /austausch/:exchange */
export function exchangePage(c: Ctx, view: ExchangeView): Response {
  const { exchange, participants, own, form, topics } = view;
  const { locale } = form;
  const texts = accreditationTexts(locale);
  const t = texts.exchange;
  const base = `/austausch/${exchange.id}`;
  const isOpen = !exchange.cancelled && exchange.day >= view.today;
  return renderPage(c, {
    title: exchange.title,
    flashes: texts.flash,
    status: view.fault || Object.keys(form.errors).length > 0 ? 422 : 200,
    crumbs: [{ href: '/austausch', label: t.title }],
    children: (
      <>
        <h1>{exchange.title}</h1>
        {view.fault && <Alert kind="danger" title={view.fault} />}
        <ErrorSummary errors={form.errors} locale={locale} />
        {exchange.cancelled && <Alert kind="warning" title={t.cancelled} />}
        {own?.participation && <Alert kind="success" title={own.participation.attended ? t.attended : t.registered} />}
        <Facts
          facts={[
            [t.day, [formatDay(exchange.day, locale), exchange.hours].filter(Boolean).join(', ')],
            [t.place, exchange.online ? `${exchange.place} (${t.online})` : exchange.place],
            [t.link, own?.participation && exchange.link],
            [t.takesPart, t.people(participants.length)],
          ]}
        />
        <p>
          {exchange.topics.map((id) => (
            <a class="tag" href={`/themen/${id}`} key={id}>
              {topics.label(id, locale)}
            </a>
          ))}
        </p>
        {isOpen && !own && <p class="muted">{t.onlyConsultants}</p>}
        {isOpen && !view.isSignedIn && <LinkButton href={`/anmelden?weiter=${encodeURIComponent(base)}`}>{t.register}</LinkButton>}
        {isOpen && own && (
          <form method="post" action={`${base}/${own.participation ? 'abmelden' : 'anmelden'}`}>
            <Button kind={own.participation ? 'secondary' : 'primary'}>{own.participation ? t.leave : t.register}</Button>
          </form>
        )}
        {exchange.notes && (
          <>
            <h2>{t.notes}</h2>
            <p class="prewrap">{exchange.notes}</p>
          </>
        )}
        <Questions view={view} />
        {view.mayManage && <Organising view={view} />}
      </>
    ),
  });
}
