import {
  Alert,
  Button,
  EmptyState,
  ErrorSummary,
  filledForm,
  type FormState,
  LinkButton,
  renderPage,
  Select,
  TextField,
} from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay, formatList } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { declarationStatus, evaluate, isSettled, type Measure, MEASURE_STATES, planOrder, URGENCIES } from '../model.ts';
import { planTexts } from '../texts-plan.ts';
import { pointTitle } from './first.tsx';
import { Exports, PlanProgress } from './plan-parts.tsx';
import type { Funding, Opened } from '../desk.ts';
import { deviceTexts } from '../device/texts.ts';
import { checksTexts } from '../texts.ts';
import { base, crumbs } from './frame.tsx';

function MeasureFields({ form, locale }: { form: FormState; locale: Locale }) {
  const t = checksTexts(locale);
  const p = planTexts(locale);
  return (
    <>
      <TextField form={form} name="text" label={t.measure} maxLength={300} />
      <div class="form-row">
        <Select
          form={form}
          name="urgency"
          label={t.urgency}
          blank={t.noAnswer}
          options={URGENCIES.map((urgency) => ({ value: urgency, label: t.urgencies[urgency] }))}
        />
        <TextField form={form} name="due" label={t.due} type="date" optional width="short" />
      </div>
      <TextField form={form} name="responsible" label={t.responsible} optional maxLength={120} width="medium" />
      <TextField form={form} name="control" label={t.control} hint={t.controlHint} optional maxLength={300} />
      <TextField form={form} name="helper" label={p.helper} hint={p.helperHint} optional maxLength={120} width="medium" />
      <Select
        form={form}
        name="state"
        label={p.state}
        options={MEASURE_STATES.map((state) => ({ value: state, label: p.states[state] }))}
      />
    </>
  );
}

/** What a measure still lacks, in words. */
function missing(measure: Measure, locale: Locale): string[] {
  const names = checksTexts(locale).missingFields;
  return [
    measure.urgency ? '' : names.urgency,
    measure.responsible ? '' : names.responsible,
    measure.due ? '' : names.due,
    measure.control ? '' : names.control,
  ].filter((name) => name !== '');
}

/** What may be paid for it, from the topics of the check point that it came from. */
function fundingOf(measure: Measure, { full }: Opened, funding: Funding | undefined) {
  if (!funding || isSettled(measure) || !measure.checkpoint) return [];
  const points = full.themes.flatMap((theme) => theme.checkpoints);
  return funding(points.find((point) => point.id === measure.checkpoint)?.topics ?? []);
}

function MeasureEntry({
  measure,
  opened,
  today,
  funding,
  locale,
}: {
  measure: Measure;
  today: string;
  opened: Opened;
  funding: Funding | undefined;
  locale: Locale;
}) {
  const t = checksTexts(locale);
  const p = planTexts(locale);
  const point = pointTitle(opened, measure.checkpoint, locale);
  const open = missing(measure, locale);
  const payers = fundingOf(measure, opened, funding);
  return (
    <li class="measure" id={`m-${measure.id}`}>
      <h2 class="entry__title">
        {measure.state === 'done' && <span aria-hidden="true">✓ </span>}
        {measure.text} {measure.isFirst && !isSettled(measure) && <span class="tag">{p.first}</span>}
        {measure.state !== 'open' && <span class="muted"> ({p.states[measure.state]})</span>}
        {!isSettled(measure) && measure.due && measure.due < today && <span class="tag">{p.overdue}</span>}
      </h2>
      <p class="muted small">
        {[
          measure.urgency && t.urgencies[measure.urgency],
          measure.responsible,
          measure.helper && p.helpedBy(measure.helper),
          measure.doneOn && p.doneOn(formatDay(measure.doneOn, locale)),
          measure.due && formatDay(measure.due, locale),
          point && t.from(point),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {measure.control && (
        <p class="small">
          {t.control} {measure.control}
        </p>
      )}
      {!isSettled(measure) && open.length > 0 && (
        <p class="small">
          {t.missing} {formatList(open, locale)}
        </p>
      )}
      {payers.length > 0 && (
        <details class="small no-print">
          <summary>{p.askFunding}</summary>
          {payers.map(({ href, title }, index) => (
            <span key={href}>
              {index > 0 && ', '}
              <a href={href}>{inLocale(title, locale)}</a>
            </span>
          ))}
        </details>
      )}
      <p class="actions no-print">
        <a class="kern-btn kern-btn--secondary" href={`${base(opened)}/plan/${measure.id}`} aria-label={`${t.edit}: ${measure.text}`}>
          <span class="kern-label">{t.edit}</span>
        </a>
      </p>
    </li>
  );
}

function Timeline({ measures, locale }: { measures: Measure[]; locale: Locale }) {
  const t = checksTexts(locale);
  const dated = measures
    .filter((measure) => measure.due && !isSettled(measure))
    .toSorted((a, b) => (a.due ?? '').localeCompare(b.due ?? ''));
  if (dated.length === 0) return <p class="muted">{t.timelineNone}</p>;
  return (
    <ol class="timeline">
      {dated.map((measure) => (
        <li key={measure.id}>
          <strong>{formatDay(measure.due ?? '', locale)}</strong>
          <br />
          {measure.text}
          {measure.responsible && ` (${measure.responsible})`}
        </li>
      ))}
    </ol>
  );
}

/** /bogen/:token/plan: the action plan, printable as it is. */
export function planPage(
  c: Ctx,
  opened: Opened,
  today: string,
  funding?: Funding,
  form: FormState = filledForm(c.get('locale'), { state: 'open' }),
): Response {
  const locale = c.get('locale');
  const t = checksTexts(locale);
  const p = planTexts(locale);
  const { definition, assessment } = opened;
  const measures = planOrder(assessment.measures);
  const evaluation = evaluate(definition, assessment.ratings);
  const status = declarationStatus(definition, evaluation, measures);
  return renderPage(c, {
    title: t.plan,
    crumbs: crumbs(opened, locale),
    isPrivate: true,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    flashes: { ...t.flash, ...p.flash },
    children: (
      <>
        <h1>{t.plan}</h1>
        <p class="lead">{t.planLead}</p>
        <ErrorSummary errors={form.errors} locale={locale} />
        {measures.length === 0 ? (
          <EmptyState title={t.planEmpty}>
            <p>{t.planEmptyHint}</p>
            <LinkButton href={`${base(opened)}/ergebnis`} kind="secondary">
              {t.result}
            </LinkButton>
          </EmptyState>
        ) : (
          <>
            <div class="actions no-print">
              {opened.place === 'server' && <LinkButton href={`${base(opened)}/plan.pdf`}>{t.pdf}</LinkButton>}
              <button class="kern-btn kern-btn--secondary" type="button" data-print hidden>
                <span class="kern-label">{t.print}</span>
              </button>
              <LinkButton href={`${base(opened)}/ergebnis`} kind="tertiary">
                {t.result}
              </LinkButton>
            </div>
            <Exports opened={opened} locale={locale} />
            {opened.place === 'device' && <p class="muted small no-print">{deviceTexts(locale).printHint}</p>}
            <ul class="plain-list">
              {measures.map((measure) => (
                <MeasureEntry key={measure.id} measure={measure} opened={opened} today={today} funding={funding} locale={locale} />
              ))}
            </ul>
            <Alert kind={status.reached ? 'success' : 'info'} title={t.declaration(status.planned, status.required)}>
              <p>{status.reached ? t.declarationReached : t.declarationOpen}</p>
              {!opened.isInForce && <p>{p.trial}</p>}
              {status.reached && opened.isInForce && opened.place === 'server' && (
                <p>
                  <a href={`${base(opened)}/erklaerung`}>{p.declare}</a>
                </p>
              )}
            </Alert>
            <PlanProgress measures={measures} locale={locale} />
            <h2>{t.timeline}</h2>
            <Timeline measures={measures} locale={locale} />
          </>
        )}
        <section class="no-print" aria-labelledby="neu">
          <h2 id="neu">{t.addTitle}</h2>
          <form method="post" noValidate action={`${base(opened)}/plan`} class="form">
            <MeasureFields form={form} locale={locale} />
            <Button>{t.add}</Button>
          </form>
        </section>
      </>
    ),
  });
}

export const measureInput = (locale: Locale, measure: Measure): FormState =>
  filledForm(locale, {
    text: measure.text,
    urgency: measure.urgency,
    responsible: measure.responsible,
    due: measure.due,
    control: measure.control,
    helper: measure.helper,
    state: measure.state,
  });

/** /bogen/:token/plan/:measure: one measure to fill in. */
export function measurePage(c: Ctx, opened: Opened, measure: Measure, form: FormState): Response {
  const locale = c.get('locale');
  const t = checksTexts(locale);
  return renderPage(c, {
    title: t.measure,
    crumbs: [...crumbs(opened, locale), { href: `${base(opened)}/plan`, label: t.plan }],
    isPrivate: true,
    status: Object.keys(form.errors).length > 0 ? 422 : 200,
    children: (
      <>
        <h1>{measure.text}</h1>
        {measure.checkpoint && opened.place === 'server' && (
          <p>
            <a href={`${base(opened)}/vorlagen/${measure.checkpoint}`}>{planTexts(locale).more}</a>
          </p>
        )}
        <ErrorSummary errors={form.errors} locale={locale} />
        <form method="post" noValidate class="form">
          <MeasureFields form={form} locale={locale} />
          <div class="actions">
            <Button>{t.save}</Button>
          </div>
        </form>
        <form method="post" noValidate action={`${base(opened)}/plan/${measure.id}/entfernen`}>
          <Button kind="tertiary">{t.removeMeasure}</Button>
        </form>
      </>
    ),
  });
}
