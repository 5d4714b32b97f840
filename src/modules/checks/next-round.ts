import type { Assessment } from './assessment.ts';
import { carried, carryOver, placeOf } from './definition/carry.ts';
import type { CheckDefinition } from './definition/model.ts';
import type { Desk, Opened } from './desk.ts';
import type { FileContent } from './file.ts';
import { isSettled, type Measure } from './model.ts';

function withoutId(measure: Measure): Omit<Measure, 'id'> {
  const { id: _, ...rest } = measure;
  return rest;
}

/** The same answers in a newer version: the assessment so far stays as it is, a new one takes over from it. */
export async function carryTo(desk: Desk, { assessment, full }: Opened, newer: CheckDefinition): Promise<string> {
  const carry = carryOver(full, newer);
  const content: FileContent = {
    ratings: carried(carry, assessment.ratings),
    notes: carried(carry, assessment.notes),
    measures: assessment.measures.map((measure) => ({
      ...withoutId(measure),
      checkpoint: placeOf(carry, newer, measure.checkpoint),
    })),
  };
  return start(desk, newer, content, assessment);
}

/** A new round: everything is rated anew, and what is not settled of the plan goes along. */
export async function rateAgain(desk: Desk, { assessment, full }: Opened, newer: CheckDefinition): Promise<string> {
  const carry = carryOver(full, newer);
  const measures = assessment.measures
    .filter((measure) => !isSettled(measure))
    .map((measure) => ({ ...withoutId(measure), checkpoint: placeOf(carry, newer, measure.checkpoint) }));
  return start(desk, newer, { ratings: {}, notes: {}, measures }, assessment);
}

async function start(desk: Desk, newer: CheckDefinition, content: FileContent, previous: Assessment): Promise<string> {
  return desk.pathOf(await desk.start(newer, content, previous));
}
