/** From one version of a check to a newer one: what is kept, what is new, what changed, what is gone. */
import { type CheckDefinition, type Checkpoint, checkpointsOf, type Text } from './model.ts';

export interface CarryOver {
  /** Check point of the newer version → the one whose answer it takes over. */
  from: Map<string, string>;
  added: Checkpoint[];
  /** Carried over, but asked differently now: worth another look. */
  changed: Checkpoint[];
  gone: Checkpoint[];
}

const said = (texts: Text[]) => texts.map((text) => text.de).join('\n');
const asks = (point: Checkpoint) => `${point.question.de}\n${said(point.practice)}`;

/**
 * Answers follow ids, which are written and never counted; a point that says what it `replaces` takes over that
 * answer. Two points that become one take over nothing: the company decides anew.
 */
export function carryOver(older: CheckDefinition, newer: CheckDefinition): CarryOver {
  const before = new Map(checkpointsOf(older).map((point) => [point.id, point]));
  const result: CarryOver = { from: new Map(), added: [], changed: [], gone: [] };
  const taken = new Set<string>();
  for (const point of checkpointsOf(newer)) {
    const replaced = (point.replaces ?? []).filter((id) => before.has(id));
    const source = before.has(point.id) ? point.id : replaced.length === 1 ? replaced[0] : undefined;
    for (const id of replaced) taken.add(id);
    const old = source === undefined ? undefined : before.get(source);
    if (source === undefined || !old) {
      result.added.push(point);
      continue;
    }
    taken.add(source);
    result.from.set(point.id, source);
    if (asks(old) !== asks(point)) result.changed.push(point);
  }
  result.gone = [...before.values()].filter((point) => !taken.has(point.id));
  return result;
}

/** Values by check point, moved to the newer version. */
export function carried<Value>(carry: CarryOver, values: Readonly<Record<string, Value>>): Record<string, Value> {
  const moved: Record<string, Value> = {};
  for (const [to, from] of carry.from) {
    const value = values[from];
    if (value !== undefined) moved[to] = value;
  }
  return moved;
}

/** Where a measure belongs in the newer version; it is never lost, at the worst it belongs to no check point. */
export function placeOf(carry: CarryOver, newer: CheckDefinition, checkpoint: string | undefined): string | undefined {
  if (checkpoint === undefined) return undefined;
  for (const [to, from] of carry.from) if (from === checkpoint) return to;
  return checkpointsOf(newer).find((point) => point.replaces?.includes(checkpoint))?.id;
}
