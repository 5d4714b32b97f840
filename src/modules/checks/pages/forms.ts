import { z } from 'zod';
import { field, type FormInput } from '#platform/forms/index.ts';
import { type Answer, MOST_NOTE_CHARACTERS } from '../assessment.ts';
import type { Change } from '../changes/model.ts';
import type { Theme } from '../definition/model.ts';
import { MEASURE_STATES, RATINGS, URGENCIES } from '../model.ts';

const rating = field.optionalChoice(RATINGS);
const note = field.text(MOST_NOTE_CHARACTERS);

export const ratingField = (checkpoint: string): string => `r_${checkpoint}`;
export const noteField = (checkpoint: string): string => `n_${checkpoint}`;

/** The form field of an answer. */
export const fieldName = ({ field: kind, checkpoint }: Pick<Change, 'field' | 'checkpoint'>): string =>
  kind === 'rating' ? ratingField(checkpoint) : noteField(checkpoint);

/** The form of one theme: a rating and a note for each of its check points. */
export function themeForm(theme: Theme) {
  return z.object(
    Object.fromEntries(
      theme.checkpoints.flatMap((point) => [[ratingField(point.id), rating] as const, [noteField(point.id), note] as const]),
    ),
  );
}

/** What was answered in a theme's form. A check point whose fields did not arrive keeps what it had. */
export function answersIn(theme: Theme, input: FormInput, value: Record<string, unknown>): Answer[] {
  return theme.checkpoints
    .filter((point) => input[ratingField(point.id)] !== undefined || input[noteField(point.id)] !== undefined)
    .map((point) => ({
      checkpoint: point.id,
      rating: value[ratingField(point.id)] as Answer['rating'],
      note: value[noteField(point.id)] as string,
    }));
}

export const measureForm = z.object({
  text: field.required(300),
  urgency: field.optionalChoice(URGENCIES),
  responsible: field.text(120),
  due: field.optionalDay(),
  control: field.text(300),
  state: field.optionalChoice(MEASURE_STATES).transform((state) => state ?? ('open' as const)),
  helper: field.text(120),
});
