import { z } from 'zod';
import { field, isDay } from '#platform/forms/index.ts';
import { isId } from '#platform/ids.ts';
import { MEETING_MODES } from '../model.ts';

export const day = () => field.required(10).refine((text) => text === '' || isDay(text), 'date');

const meetingFields = {
  day: day(),
  startTime: field.optionalTime(),
  endTime: field.optionalTime(),
  mode: field.choice(MEETING_MODES),
  length: field.optionalChoice(['short', 'long'] as const),
  place: field.text(300),
  link: field.text(500),
  condition: field.text(300),
};

/** An end lies after a beginning, and does not stand alone. */
function inOrder({ startTime, endTime }: { startTime: string; endTime: string }, context: z.RefinementCtx): void {
  if (endTime === '') return;
  if (startTime === '') context.addIssue({ code: 'custom', path: ['startTime'], message: 'required' });
  else if (endTime <= startTime) context.addIssue({ code: 'custom', path: ['endTime'], message: 'endsBefore' });
}

export const meetingForm = z.object(meetingFields).superRefine(inOrder);

/** A meeting that is new: with its agenda, and how often it comes again. */
export const planForm = z
  .object({
    ...meetingFields,
    agenda: field.text(4000),
    times: field.optionalInteger(1, 60),
    everyWeeks: field.optionalInteger(1, 52),
  })
  .superRefine(inOrder);

export const idOrNull = (text: string): string | null => (isId(text) ? text : null);
