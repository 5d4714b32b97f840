/** Cards for a short briefing of the team, out of check points and of measures that are in place. */
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { type Checkpoint, checkpointsOf } from './definition/model.ts';
import type { Opened } from './desk.ts';
import { isSettled, type Measure } from './model.ts';

export const MOST_CARDS = 12;

export interface Card {
  title: string;
  rules: string[];
  why: string;
  question: string;
}

/** What can be chosen: every check point, and measures that are done or under way. */
export function cardChoices({ definition, assessment }: Opened): { points: Checkpoint[]; measures: Measure[] } {
  const measures = assessment.measures.filter((measure) => measure.state === 'done' || (measure.state === 'doing' && !isSettled(measure)));
  return { points: checkpointsOf(definition), measures };
}

export function cardsIn(opened: Opened, chosen: { punkt: readonly string[]; massnahme: readonly string[] }, locale: Locale): Card[] {
  const { points, measures } = cardChoices(opened);
  const said = (point: Checkpoint): Card => ({
    title: inLocale(point.title, locale),
    rules: point.practice.map((text) => inLocale(text, locale)),
    why: inLocale(point.why, locale),
    question: inLocale(point.question, locale),
  });
  const agreed = (measure: Measure): Card => {
    const point = points.find((candidate) => candidate.id === measure.checkpoint);
    return {
      title: measure.text,
      rules: [measure.text, ...(measure.control ? [measure.control] : [])],
      why: point ? inLocale(point.why, locale) : '',
      question: point ? inLocale(point.question, locale) : '',
    };
  };
  return [
    ...points.filter((point) => chosen.punkt.includes(point.id)).map(said),
    ...measures.filter((measure) => chosen.massnahme.includes(measure.id)).map(agreed),
  ];
}
