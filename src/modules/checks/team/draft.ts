/** What a member of a team has said so far, as its browser keeps it in a cookie until it is handed in. Pure. */
import { type CheckDefinition, checkpointsOf } from '../definition/model.ts';
import type { Rating, Ratings } from '../model.ts';

const LETTERS: Record<Rating, string> = { none: 'n', some: 's', urgent: 'u', notApplicable: 'x' };
const RATING_OF = new Map(Object.entries(LETTERS).map(([rating, letter]) => [letter, rating as Rating]));
const UNRATED = '-';

/** What the cookie holds once this browser has handed in. */
export const HANDED_IN = 'abgegeben';

/** One letter a check point, in the order of the version, whose number stands before them. */
export const writeDraft = (full: CheckDefinition, ratings: Ratings): string =>
  `${full.version}.${checkpointsOf(full)
    .map(({ id }) => (ratings[id] === undefined ? UNRATED : LETTERS[ratings[id]]))
    .join('')}`;

/** Reads it back; nothing where it is of another version, or no draft at all. */
export function readDraft(full: CheckDefinition, text: string | undefined): Ratings {
  const points = checkpointsOf(full);
  const [version, letters = ''] = text?.split('.') ?? [];
  if (version !== String(full.version) || letters.length !== points.length) return {};
  return Object.fromEntries(
    points.flatMap(({ id }, index) => {
      const rating = RATING_OF.get(letters[index] ?? '');
      return rating ? [[id, rating]] : [];
    }),
  );
}
