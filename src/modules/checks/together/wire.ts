import { z } from 'zod';
import { isId } from '#platform/ids.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import { MOST_NOTE_CHARACTERS, type NumberedChange } from '../assessment.ts';
import { type Change, CLOCK_SLACK, FIELDS, type Side } from '../changes/model.ts';
import { checkpointsOf } from '../definition/model.ts';
import type { Opened } from '../desk.ts';
import { RATINGS, type Rating } from '../model.ts';

/** Most changes in one message: an hour without a connection is a few dozen. */
const MOST_AT_ONCE = 500;

const id = z.string().refine(isId);
const changeSchema = z.strictObject({
  id,
  checkpoint: z.string().max(60),
  field: z.enum(FIELDS),
  value: z.string().max(MOST_NOTE_CHARACTERS),
  seen: z.array(id).max(50),
  clock: z.number().int().min(1),
  at: z.iso.datetime(),
});
const messageSchema = z.strictObject({ changes: z.array(changeSchema).max(MOST_AT_ONCE) });

/**
 * Reads changes that a device sends. Whose word they are is decided by the link, never by the message; a time
 * before the check was begun or in the future becomes now; a clock far ahead of everything known is refused, because nothing could ever follow it.
 */
export function readChangesMessage(
  input: unknown,
  { opened, known, now }: { opened: Opened; known: readonly NumberedChange[]; now: Date },
): Result<Change[], string> {
  const { full, side } = opened;
  const begun = opened.assessment.createdAt;
  const parsed = messageSchema.safeParse(input);
  if (!parsed.success) return refused(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
  const points = new Set(checkpointsOf(full).map((point) => point.id));
  const highest = Math.max(0, ...known.map((change) => change.clock)) + CLOCK_SLACK;
  for (const { checkpoint, field, value, clock } of parsed.data.changes) {
    if (!points.has(checkpoint)) return refused(`there is no check point "${checkpoint}"`);
    if (field === 'rating' && value !== '' && !RATINGS.includes(value as Rating)) return refused(`"${value}" is no rating`);
    if (clock > highest) return refused('the clock runs too far ahead');
  }
  const at = (text: string) => (new Date(text) < begun || new Date(text) > now ? now.toISOString() : text);
  return ok(
    parsed.data.changes.map((change) => ({ ...change, value: change.value.toWellFormed().replaceAll('\0', ''), side, at: at(change.at) })),
  );
}

/** What a side may see of the history: the company's notes are its own. */
export const visibleTo = (side: Side, changes: readonly NumberedChange[]): NumberedChange[] =>
  changes.filter((change) => side === 'company' || change.side === 'consultant' || change.field === 'rating');
