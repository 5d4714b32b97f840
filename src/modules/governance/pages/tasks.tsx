import { Button, EmptyState, ErrorSummary, type FormState, renderPage, Tag, TextArea, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { isOpen, shownState } from '../model.ts';
import type { Agreement } from '../store/agreements.ts';
import type { Tasks } from '../service/follow-up.ts';
import type { BodyRow } from '../tables.ts';
import { governanceTexts } from '../texts.ts';
import { bodyName } from './frame.tsx';

/** A form's field under the name that it has on this page: several agreements stand on it. */
const fieldOf = (own: FormState, field: string, name: string): FormState => ({
  ...own,
  input: { [name]: own.input[field] ?? [] },
  errors: own.errors[field] ? { [name]: own.errors[field] } : {},
});

/** The four answers: two with one click, two that need to say more, each with just the field that it needs. */
function Answers({ agreement, own, action }: { agreement: Agreement; own: FormState; action: string }) {
  const t = governanceTexts(own.locale);
  const suffix = agreement.id.slice(-6);
  const [reply, day, word, need] = ['reply', 'day', 'word', 'help'].map((name) => `${name}-${suffix}`) as [string, string, string, string];
  return (
    <>
      <form method="post" action={action} class="form" noValidate>
        <div class="actions">
          <Button name={reply} value="done">
            {t.replies.done}
          </Button>
          <Button kind="secondary" name={reply} value="progress">
            {t.replies.progress}
          </Button>
        </div>
        <details open={(own.input['word']?.[0] ?? '') !== ''}>
          <summary>{t.word}</summary>
          <TextArea form={fieldOf(own, 'word', word)} name={word} label={t.word} rows={2} maxLength={1000} optional />
        </details>
      </form>
      <details open={own.errors['day'] !== undefined}>
        <summary>{t.replies.newDate}</summary>
        <form method="post" action={action} class="form" noValidate>
          <TextField form={fieldOf(own, 'day', day)} name={day} label={t.newDay} type="date" width="short" />
          <Button kind="secondary" name={reply} value="newDate">
            {t.sendDate}
          </Button>
        </form>
      </details>
      <details open={own.errors['help'] !== undefined}>
        <summary>{t.replies.help}</summary>
        <form method="post" action={action} class="form" noValidate>
          <TextArea form={fieldOf(own, 'help', need)} name={need} label={t.needed} rows={3} maxLength={1000} />
          <Button kind="secondary" name={reply} value="help">
            {t.sendHelp}
          </Button>
        </form>
      </details>
    </>
  );
}

interface RemindersProps {
  base: string;
  isReminded: boolean;
  email: string | null;
  locale: Locale;
}

/** Whether letters come about what is due; who wants none sees it here all the same. */
function Reminders({ base, isReminded, email, locale }: RemindersProps) {
  const t = governanceTexts(locale).reminders;
  if (!email) return null;
  return (
    <section aria-labelledby="erinnerungen">
      <h2 id="erinnerungen">{t.title}</h2>
      <p>{isReminded ? t.on(email) : t.off}</p>
      <form method="post" action={`${base}/${isReminded ? 'ende' : 'erinnern'}`}>
        <Button kind="secondary">{isReminded ? t.stop : t.resume}</Button>
      </form>
    </section>
  );
}

/** /aufgaben/:token: what somebody took on, answered with one click. */
export function tasksPage(
  c: Ctx,
  { person, agreements, isReminded }: Tasks,
  bodies: BodyRow[],
  today: string,
  form: FormState,
  wrongFor?: string,
): Response {
  const locale = c.get('locale');
  const t = governanceTexts(locale);
  const base = c.req.path.replace(/\/v\/.*$/, '');
  const open = agreements.filter(isOpen);
  const done = agreements.filter((agreement) => agreement.state === 'done');
  return renderPage(c, {
    title: t.tasksTitle,
    isPrivate: true,
    status: wrongFor ? 422 : 200,
    flashes: { geantwortet: t.replied, still: t.reminders.stopped, erinnert: t.reminders.resumed },
    children: (
      <>
        <h1>{t.tasksTitle}</h1>
        <p class="lead">{person.kind === 'organisation' ? t.tasksLeadOrganisation(person.name) : t.tasksLead(person.name)}</p>
        {open.length === 0 ? (
          <EmptyState title={t.tasksNone}>
            <p>{t.tasksNoneHint}</p>
          </EmptyState>
        ) : (
          <h2>{t.tasksOpen(open.length)}</h2>
        )}
        {open.map((agreement) => {
          const own: FormState = wrongFor === agreement.id ? form : { locale, input: {}, errors: {} };
          const suffix = agreement.id.slice(-6);
          return (
            <article class="entry" key={agreement.id} id={`v-${agreement.id}`}>
              <p class="entry__kicker">
                {t.fromMeeting}: {bodyName(bodies, agreement.body_id)}, {formatDay(agreement.agreed_on, locale)}
              </p>
              <h3 class="entry__title">{agreement.text}</h3>
              <p>
                <Tag>{t.states[shownState(agreement, today)]}</Tag>{' '}
                {agreement.due ? t.waits(formatDay(agreement.due, locale)) : (agreement.due_text ?? t.noDue)}
              </p>
              <ErrorSummary
                errors={Object.fromEntries(Object.entries(own.errors).map(([name, error]) => [`${name}-${suffix}`, error]))}
                locale={locale}
              />
              <Answers agreement={agreement} own={own} action={`${base}/v/${agreement.id}`} />
            </article>
          );
        })}
        {done.length > 0 && (
          <details>
            <summary>
              {t.tasksDone} ({done.length})
            </summary>
            <ul>
              {done.map((agreement) => (
                <li key={agreement.id}>{agreement.text}</li>
              ))}
            </ul>
          </details>
        )}
        <Reminders base={base} isReminded={isReminded} email={person.email} locale={locale} />
      </>
    ),
  });
}
