import { Button, EmptyState, ErrorSummary, type FormState, RadioGroup, renderPage, Tag, TextArea, TextField } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay } from '#platform/i18n/format.ts';
import { isOpen, shownState } from '../model.ts';
import type { Agreement } from '../store/agreements.ts';
import type { BodyRow, PersonRow } from '../tables.ts';
import { governanceTexts } from '../texts.ts';
import { bodyName } from './frame.tsx';

/** /aufgaben/:token: what somebody took on, answered with one click. */
export function tasksPage(
  c: Ctx,
  person: PersonRow,
  agreements: Agreement[],
  bodies: BodyRow[],
  today: string,
  form: FormState,
  wrongFor?: string,
): Response {
  const locale = c.get('locale');
  const t = governanceTexts(locale);
  const open = agreements.filter(isOpen);
  const done = agreements.filter((agreement) => agreement.state === 'done');
  return renderPage(c, {
    title: t.tasksTitle,
    isPrivate: true,
    status: wrongFor ? 422 : 200,
    flashes: { geantwortet: t.replied },
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
              <form method="post" action={`${c.req.path.replace(/\/v\/.*$/, '')}/v/${agreement.id}`} class="form" noValidate>
                <RadioGroup
                  form={{
                    ...own,
                    input: { [`reply-${suffix}`]: own.input['reply'] ?? [] },
                    errors: own.errors['reply'] ? { [`reply-${suffix}`]: own.errors['reply'] } : {},
                  }}
                  name={`reply-${suffix}`}
                  label={t.reply}
                  options={(['done', 'progress', 'newDate', 'help'] as const).map((value) => ({ value, label: t.replies[value] }))}
                />
                <TextField
                  form={{
                    ...own,
                    input: { [`day-${suffix}`]: own.input['day'] ?? [] },
                    errors: own.errors['day'] ? { [`day-${suffix}`]: own.errors['day'] } : {},
                  }}
                  name={`day-${suffix}`}
                  label={t.newDay}
                  type="date"
                  width="short"
                  optional
                />
                <TextArea
                  form={{
                    ...own,
                    input: { [`word-${suffix}`]: own.input['word'] ?? [] },
                    errors: own.errors['word'] ? { [`word-${suffix}`]: own.errors['word'] } : {},
                  }}
                  name={`word-${suffix}`}
                  label={t.word}
                  rows={2}
                  maxLength={1000}
                  optional
                />
                <Button>{t.send}</Button>
              </form>
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
      </>
    ),
  });
}
