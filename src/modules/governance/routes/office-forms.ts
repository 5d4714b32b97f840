import { field, isDay } from '#platform/forms/index.ts';
import { isId } from '#platform/ids.ts';
import { MEETING_MODES } from '../model.ts';

export const day = () => field.required(10).refine((text) => text === '' || isDay(text), 'date');

/** The fields of a meeting, shared by planning and changing. */
export const meetingFields = {
  day: day(),
  startTime: field.optionalTime(),
  endTime: field.optionalTime(),
  mode: field.choice(MEETING_MODES),
  length: field.optionalChoice(['short', 'long'] as const),
  place: field.text(300),
  link: field.text(500),
  condition: field.text(300),
};

export const idOrNull = (text: string): string | null => (isId(text) ? text : null);
