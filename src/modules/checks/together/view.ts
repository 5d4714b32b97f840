/** What a device shows of its own side's answers, where two devices may have said different things. Pure. */
import { type Change, type Field, FIELDS, registerOf, type Side } from '../changes/model.ts';

export interface OwnAnswer {
  /** What the field shows: what was said on this very device as long as it stands, else what shows everywhere. */
  value: string;
  /** Everything that stands beside each other, as the page lists it; empty where there is nothing to decide. */
  rivals: string[];
}

/** One answer of a side. `mine`: the changes made on this device, which no other device's may push aside unseen. */
function ownAnswer(heads: readonly Change[], mine: ReadonlySet<string>): OwnAnswer {
  const shown = heads.find((change) => mine.has(change.id)) ?? heads[0];
  const values = [...new Set(heads.map((change) => change.value))];
  return { value: shown?.value ?? '', rivals: values.length > 1 ? values : [] };
}

type At = (checkpoint: string, field: Field) => OwnAnswer;

/** All answers of a side, from what stands of each (`headsOf`). */
export const ownAnswers =
  (heads: ReadonlyMap<string, readonly Change[]>, side: Side, mine: ReadonlySet<string>): At =>
  (checkpoint, field) =>
    ownAnswer(heads.get(registerOf({ checkpoint, side, field })) ?? [], mine);

/** What a check point asks, in the order in which the page lists it after reloading: notes before ratings. */
export const questionAt = (own: At, checkpoint: string): { field: Field; value: string }[] =>
  FIELDS.toSorted().flatMap((field) => own(checkpoint, field).rivals.map((value) => ({ field, value })));
