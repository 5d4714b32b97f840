import { Button, type FormState, LinkButton, RadioGroup, TextField } from '#design/index.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { checkpointsOf } from '../definition/model.ts';
import type { Opened } from '../desk.ts';
import { evaluate, isSettled, type Measure, planOrder } from '../model.ts';
import { planTexts } from '../texts-plan.ts';
import { base } from './frame.tsx';

/** What a first measure may be: `m:<id>` of the plan, `p:<checkpoint>:<index>` of the proposals. */
export interface Candidate {
  value: string;
  label: string;
  checkpoint: string | undefined;
  measure: Measure | undefined;
}

const MOST = 5;

/** A few to choose from: what is in the plan already, then proposals for what is urgent, one a check point. */
export function candidatesFor({ definition, assessment }: Opened, locale: Locale): Candidate[] {
  const open = planOrder(assessment.measures).filter((measure) => !isSettled(measure));
  const own = open.map((measure) => ({ value: `m:${measure.id}`, label: measure.text, checkpoint: measure.checkpoint, measure }));
  const { urgent, some } = evaluate(definition, assessment.ratings);
  const planned = new Set(assessment.measures.map((measure) => measure.checkpoint));
  const proposed = [...urgent, ...some]
    .filter((point) => !planned.has(point.id))
    .flatMap((point) => {
      const [proposal] = point.measures;
      return proposal ? [{ value: `p:${point.id}:0`, label: inLocale(proposal, locale), checkpoint: point.id, measure: undefined }] : [];
    });
  return [...own.slice(0, 3), ...proposed].slice(0, MOST);
}

const firstMeasureOf = (opened: Opened): Measure | undefined =>
  opened.assessment.measures.find((measure) => measure.isFirst && !isSettled(measure));

/** The heart of the result: one measure, this week, with a date and somebody who helps. */
export function FirstMeasure({ opened, form, locale }: { opened: Opened; form: FormState; locale: Locale }) {
  const t = planTexts(locale);
  const first = firstMeasureOf(opened);
  if (first) {
    return (
      <section class="aside" aria-labelledby="erste">
        <h2 id="erste">{t.firstIs(first.text)}</h2>
        <LinkButton kind="secondary" href={`${base(opened)}/plan#m-${first.id}`}>
          {t.firstChange}
        </LinkButton>
      </section>
    );
  }
  return (
    <section class="aside" aria-labelledby="erste">
      <h2 id="erste">{t.firstTitle}</h2>
      <p>{t.firstLead}</p>
      <form method="post" noValidate action={`${base(opened)}/plan/erste`} class="form">
        <RadioGroup
          form={form}
          name="wahl"
          label={t.firstChoice}
          options={[...candidatesFor(opened, locale).map(({ value, label }) => ({ value, label })), { value: 'eigene', label: t.firstOwn }]}
        />
        <TextField form={form} name="text" label={t.firstOwnText} optional maxLength={300} />
        <div class="form-row">
          <TextField form={form} name="due" label={t.firstDue} type="date" width="short" />
          <TextField form={form} name="responsible" label={t.firstWho} optional maxLength={120} />
        </div>
        <TextField form={form} name="helper" label={t.helper} hint={t.helperHint} optional maxLength={120} width="medium" />
        <Button>{t.firstButton}</Button>
      </form>
    </section>
  );
}

/** The text of the chosen measure's check point title, for those who read the plan later. */
export const pointTitle = (opened: Opened, id: string | undefined, locale: Locale): string | undefined => {
  const point = checkpointsOf(opened.full).find((candidate) => candidate.id === id);
  return point && inLocale(point.title, locale);
};
