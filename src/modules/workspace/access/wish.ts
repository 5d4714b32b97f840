import { z } from 'zod';
import { field, type FormInput, typed } from '#platform/forms/index.ts';
import { type AccessKind, invitable, type PlaceRow } from './model.ts';

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
}

const address = z.object({ an: field.email() });

/** Reads who is meant and where each letter goes: an address that was typed counts, whichever button was pressed. */
export function wishOf(input: FormInput, rows: readonly PlaceRow[], kind: AccessKind): Wish {
  const isAll = typed(input, 'umfang') === 'alle';
  const ticked = new Set(input['wer'] ?? []);
  const over = new Map<string, string>();
  const wrong = new Map<string, string>();
  const meant = rows.flatMap((row): PlaceRow[] => {
    const given = input[`an_${row.id}`] ? typed(input, `an_${row.id}`).trim() : row.email;
    if (given !== row.email) over.set(row.id, given);
    if (!isAll && !ticked.has(row.id)) return [];
    if (given === row.email && given !== '') return [row];
    const parsed = address.safeParse({ an: given });
    if (parsed.success) return [{ ...row, email: parsed.data.an }];
    // Of all only those count that have an address, or were given one.
    if (!isAll || given !== '') wrong.set(row.id, row.name);
    return [];
  });
  return { isAll, rows: isAll ? invitable(meant, kind) : meant, ticked, typed: over, wrong };
}
