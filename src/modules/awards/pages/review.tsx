import {
  Button,
  Checkbox,
  designTexts,
  emptyForm,
  EmptyState,
  ErrorSummary,
  filledForm,
  type FormState,
  Journey,
  Paged,
  PickField,
  renderPage,
  TextArea,
} from '#design/index.ts';
import type { Choice } from '#platform/forms/pick.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDate, formatDay } from '#platform/i18n/format.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { may } from '#modules/accounts/index.ts';
import { planTexts } from '#modules/checks/index.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Page } from '#platform/lists.ts';
import type { Evidence, Way } from '../service.ts';
import type { DecisionRow } from '../store.ts';
import { awardsTexts } from '../texts.ts';
import { stationsOf } from './way.tsx';

export interface WaitingEntry {
  id: string;
  title: string;
  since: Date;
}

/** /praedikate/pruefung: what waits. */
export function reviewListPage(c: Ctx, entries: Page<WaitingEntry>): Response {
  const locale = c.get('locale');
  const t = awardsTexts(locale);
  return renderPage(c, {
    title: t.review,
    isPrivate: true,
    children: (
      <>
        <h1>{t.review}</h1>
        <p class="lead">{t.reviewLead}</p>
        {entries.total === 0 && <EmptyState title={t.reviewNone} />}
        <Paged list={entries} c={c}>
          {entries.rows.map((entry) => (
            <div class="row" key={entry.id}>
              <p class="row__text">
                <a href={`/praedikate/pruefung/${entry.id}`}>{entry.title}</a>
              </p>
              <span class="muted small">{formatDate(entry.since, locale)}</span>
            </div>
          ))}
        </Paged>
      </>
    ),
  });
}

/** What the sheet says that was handed in: the finding is about this, not about a tick. */
function SheetEvidence({ evidence, locale }: { evidence: Evidence; locale: Locale }) {
  const t = awardsTexts(locale).evidence;
  const needs = (['urgent', 'some', 'none'] as const)
    .map((need) => `${designTexts(locale).need[need]}: ${evidence.needs[need]}`)
    .join(', ');
  return (
    <>
      <p>
        {evidence.title}. {t.needs}: {needs}. {evidence.hasTeamResult && t.team}
      </p>
      <details>
        <summary>
          {t.plan} ({evidence.measures.length})
        </summary>
        {evidence.measures.length === 0 && <p class="muted">{t.noPlan}</p>}
        <ul>
          {evidence.measures.map((measure) => (
            <li key={measure.id}>
              {[
                measure.text,
                measure.responsible,
                measure.due ? formatDay(measure.due, locale) : '',
                planTexts(locale).states[measure.state],
              ]
                .filter(Boolean)
                .join(' · ')}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}

/** /praedikate/pruefung/:decision: what was done, the finding, the decision. */
export function reviewPage(
  c: Ctx,
  way: Way,
  decision: DecisionRow,
  today: string,
  form: FormState = emptyForm(c.get('locale')),
  /** Reviewers to choose from, where a name fits several. */
  choices: readonly Choice[] = [],
): Response {
  const locale = c.get('locale');
  const t = awardsTexts(locale);
  const base = `/praedikate/pruefung/${decision.id}`;
  const state = way.steps.find(({ step }) => step.id === decision.step);
  const mayDecide = may(c.get('actor'), 'award.decide');
  const isOpen = decision.state === 'submitted' || decision.state === 'reviewed';
  const title = `${way.company.name}: ${state ? inLocale(state.step.title, locale) : decision.step}`;
  return renderPage(c, {
    title,
    isPrivate: true,
    flashes: t.flash,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    crumbs: [{ href: '/praedikate/pruefung', label: t.review }],
    children: (
      <>
        <h1>{title}</h1>
        <ErrorSummary errors={form.errors} locale={locale} />
        <Journey stations={stationsOf(way, today, locale)} label={t.way} locale={locale} />
        <p>{t.reviewer(way.path.reviewer_name)}</p>
        {mayDecide && (
          <form method="post" action={`${base}/begleitung`} class="form">
            <PickField form={form} name="begleitung" label={t.assign} hint={t.assignHint} choices={choices} optional />
            <Button kind="secondary">{t.assignButton}</Button>
          </form>
        )}
        {state?.tasks.map(({ task, data, done, evidence }) => (
          <section class="entry" key={task.id}>
            <h2 class="entry__title">
              {inLocale(task.title, locale)} <span class="muted">({done ? t.done : t.open})</span>
            </h2>
            {task.kind === 'group' && (
              <p>
                {t.management}: {data.management ?? 0}, {t.staff}: {data.staff ?? 0}
              </p>
            )}
            {evidence && <SheetEvidence evidence={evidence} locale={locale} />}
            <ul>
              {(data.talks ?? []).map((talk) => (
                <li key={talk.day + talk.with}>
                  {formatDay(talk.day, locale)}, {talk.with}: {talk.result}
                </li>
              ))}
            </ul>
          </section>
        ))}
        {decision.finding && (
          <section>
            <h2>{t.finding}</h2>
            <p class="prewrap">{decision.finding}</p>
            <p>{decision.recommends ? t.recommendation.yes : t.recommendation.no}</p>
          </section>
        )}
        {isOpen && (
          <form method="post" action={base} class="form">
            <TextArea
              form={form.input['finding'] ? form : filledForm(locale, { finding: decision.finding })}
              name="finding"
              label={t.finding}
              hint={t.findingHint}
              rows={5}
              maxLength={5000}
            />
            <Checkbox form={form} name="recommends" label={t.recommends} />
            <Button kind={mayDecide ? 'secondary' : 'primary'}>{t.saveFinding}</Button>
          </form>
        )}
        {mayDecide && (decision.state === 'reviewed' || decision.state === 'granted') && (
          <form method="post" action={`${base}/entscheiden`} class="form">
            <TextArea form={form} name="note" label={t.note} optional rows={3} maxLength={2000} />
            {decision.state === 'reviewed' ? (
              <div class="actions">
                <Button name="ergebnis" value="granted">
                  {t.grant}
                </Button>
                <Button kind="secondary" name="ergebnis" value="returned">
                  {t.giveBack}
                </Button>
              </div>
            ) : (
              <Button kind="secondary" name="ergebnis" value="withdrawn">
                {t.takeBack}
              </Button>
            )}
          </form>
        )}
      </>
    ),
  });
}
