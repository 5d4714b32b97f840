import { z } from 'zod';
import { field, type FormInput, typed } from '#platform/forms/index.ts';
import { type AccessKind, type PlaceRow, standOf } from './model.ts';

/** Whom somebody wants to invite, as they said it. */
export interface Wish {
  isAll: boolean;
  /** Each with the address that it goes to: as it was typed, else as it is known. */
  rows: PlaceRow[];
  ticked: ReadonlySet<string>;
  /** What was typed over a known address, by place. */
  typed: ReadonlyMap<string, string>;
  /** Names of places whose address is none, by place. */
  wrong: ReadonlyMap<string, string>;
  /** Names of chosen places that are invited or have access by now: another tab was quicker, or somebody else. */
  done: readonly string[];
}

const address = z.object({ an: field.email() });

/**
 * Reads who is meant and where each letter goes: an address that was typed counts, whichever button was pressed.
 *
 * @param all every place of the kind: what is chosen counts, whatever the filter shows by now
 * @param shown those that fit the filter: "all" are these
 */
export function wishOf(input: FormInput, all: readonly PlaceRow[], shown: readonly PlaceRow[], kind: AccessKind): Wish {
  const isAll = typed(input, 'umfang') === 'alle';
  const ticked = new Set(input['wer'] ?? []);
  const givenFor = (row: PlaceRow) => (input[`an_${row.id}`] ? typed(input, `an_${row.id}`).trim() : row.email);
  const over = new Map(all.flatMap((row) => (givenFor(row) === row.email ? [] : [[row.id, givenFor(row)]])));
  const wrong = new Map<string, string>();
  const isOpen = (row: PlaceRow) => standOf(row, kind) === 'without';
  const chosen = all.filter((row) => ticked.has(row.id));
  const rows = (isAll ? shown : chosen).filter(isOpen).flatMap((row): PlaceRow[] => {
    const given = givenFor(row);
    if (given === row.email && given !== '') return [row];
    const parsed = address.safeParse({ an: given });
    if (parsed.success) return [{ ...row, email: parsed.data.an }];
    // Of all only those count that have an address, or were given one.
    if (!isAll || given !== '') wrong.set(row.id, row.name);
    return [];
  });
  const done = isAll ? [] : chosen.filter((row) => !isOpen(row)).map((row) => row.name);
  return { isAll, rows, ticked, typed: over, wrong, done };
}
