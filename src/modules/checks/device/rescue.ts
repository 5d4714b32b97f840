import type { FormInput } from '#platform/forms/index.ts';
import { writeFile } from '../file.ts';
import { RATINGS, type Rating } from '../model.ts';
import type { Opened } from '../desk.ts';
import { checkpointsOf } from '../definition/model.ts';
import { noteField, ratingField } from '../pages/forms.ts';

/** The file of an assessment together with what was just typed and could not be stored. */
export function rescueFile({ definition, assessment }: Opened, input: FormInput): string {
  const ratings = { ...assessment.ratings };
  const notes = { ...assessment.notes };
  for (const { id } of checkpointsOf(definition)) {
    const rating = input[ratingField(id)]?.[0];
    if (RATINGS.includes(rating as Rating)) ratings[id] = rating as Rating;
    const note = input[noteField(id)]?.[0];
    if (note) notes[id] = note;
  }
  return writeFile({ ...assessment, ratings, notes });
}
