import { field, isDay } from '#platform/forms/index.ts';
import { isId } from '#platform/ids.ts';
import { MEETING_MODES } from '../model.ts';

const time = () => field.text(5).refine((text) => text === '' || /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text), 'invalid');

export const day = () => field.required(10).refine((text) => text === '' || isDay(text), 'date');

/** The fields of a meeting, shared by planning and changing. */
export const meetingFields = {
  day: day(),
  startTime: time(),
  endTime: time(),
  mode: field.choice(MEETING_MODES),
  length: field.optionalChoice(['short', 'long'] as const),
  place: field.text(300),
  link: field.text(500),
  condition: field.text(300),
};

export const idOrNull = (text: string): string | null => (isId(text) ? text : null);
