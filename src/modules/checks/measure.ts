/** A measure of an action plan. Stands alone, so that the store on a device needs nothing else. */

/** When a measure shall begin. */
export const URGENCIES = ['now', 'soon', 'later'] as const;
export type Urgency = (typeof URGENCIES)[number];

export const MEASURE_STATES = ['open', 'doing', 'done', 'dropped'] as const;
export type MeasureState = (typeof MEASURE_STATES)[number];

export interface Measure {
  id: string;
  /** Undefined for a measure that belongs to no check point. */
  checkpoint: string | undefined;
  text: string;
  urgency: Urgency | undefined;
  responsible: string;
  /** `YYYY-MM-DD` */
  due: string | undefined;
  /** How and when it is seen whether it helped. */
  control: string;
  state: MeasureState;
  /** Who helps with it, beside whoever is responsible. */
  helper: string;
  /** The one thing that the company begins with this week. */
  isFirst: boolean;
  /** Day on which it came into the plan, and on which it was done; `YYYY-MM-DD`. */
  addedOn: string | undefined;
  doneOn: string | undefined;
}

/** A measure as it comes into the plan. */
export const newMeasure = (values: Pick<Measure, 'id' | 'text'> & Partial<Measure>): Measure => ({
  checkpoint: undefined,
  urgency: undefined,
  responsible: '',
  due: undefined,
  control: '',
  state: 'open',
  helper: '',
  isFirst: false,
  addedOn: undefined,
  doneOn: undefined,
  ...values,
});

export const isSettled = (measure: Measure): boolean => measure.state === 'done' || measure.state === 'dropped';

/** The measure in another state; the day on which it was done is kept as long as it stays done. */
export const inState = (measure: Measure, state: MeasureState, today: string): Measure => ({
  ...measure,
  state,
  doneOn: state === 'done' ? (measure.state === 'done' ? measure.doneOn : today) : undefined,
});

/** Whether a measure has all that the method asks of it (domain: description, urgency, person, date, control). */
export const isPlanned = (measure: Measure): boolean =>
  measure.text !== '' && measure.urgency !== undefined && measure.responsible !== '' && measure.due !== undefined && measure.control !== '';

/** Measures in the order in which to do them: open before done, by urgency, then by date. */
export function planOrder(measures: readonly Measure[]): Measure[] {
  const rank = (measure: Measure) => (measure.urgency ? URGENCIES.indexOf(measure.urgency) : URGENCIES.length);
  return measures.toSorted(
    (a, b) =>
      Number(isSettled(a)) - Number(isSettled(b)) ||
      Number(b.isFirst) - Number(a.isFirst) ||
      rank(a) - rank(b) ||
      (a.due ?? '9999').localeCompare(b.due ?? '9999') ||
      (a.id < b.id ? -1 : 1),
  );
}
