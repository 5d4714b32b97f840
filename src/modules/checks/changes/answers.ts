import type { Answer, NumberedChange } from '../assessment.ts';
import { type Change, type Field, headsOf, nextChange, registerOf, type Side } from './model.ts';

/** A form that was sent: what its author had seen, and what it says now. */
export interface Sent {
  known: readonly NumberedChange[];
  side: Side;
  /** Number of the last change that its author saw. */
  stand: number;
  answers: readonly Answer[];
  /** A check point at which two devices disagreed and which is decided by this form, whatever it says. */
  decided?: string | undefined;
}

/**
 * What a form changes. A field that still says what its author saw changes nothing, even where somebody else changed
 * it meanwhile; a field that says something new replaces only what its author saw.
 */
export function changesIn({ known, side, stand, answers, decided }: Sent, make: () => Pick<Change, 'id' | 'at'>): Change[] {
  const before = headsOf(known.filter((change) => change.seq <= stand && change.side === side));
  const changes: Change[] = [];
  const compare = (checkpoint: string, field: Field, value: string) => {
    const heads = before.get(registerOf({ checkpoint, side, field })) ?? [];
    const isDecision = checkpoint === decided && heads.length > 1;
    if ((heads[0]?.value ?? '') === value && !isDecision) return;
    changes.push(nextChange(heads, { checkpoint, side, field, value }, make()));
  };
  for (const { checkpoint, rating, note } of answers) {
    compare(checkpoint, 'rating', rating ?? '');
    compare(checkpoint, 'note', note);
  }
  return changes;
}

/** What others changed since a form was shown, as its fields: for bringing a page that is still open up to date. */
export function changedSince(known: readonly NumberedChange[], side: Side, stand: number, own: readonly Change[]): Change[] {
  const ids = new Set(own.map((change) => change.id));
  const touched = new Set(known.filter((change) => change.seq > stand && !ids.has(change.id)).map(registerOf));
  const heads = headsOf(known.filter((change) => change.side === side));
  return [...heads].flatMap(([register, [head]]) => (head && touched.has(register) ? [head] : []));
}
