import type { Db } from '../database/index.ts';
import { type AuditRow, BEGINNING, hashOf } from './chain.ts';
import type { Head } from './heads.ts';
import { type AuditKeys, currentAuditKeys } from './keys.ts';
import { auditRows } from './store.ts';

export type Fault =
  | { ok: false; position: number; reason: 'changed' | 'gap' | 'unkeyed' }
  | { ok: false; position: number; reason: 'otherKey'; key: string }
  | { ok: false; position: number; reason: 'shortened' | 'rewritten'; head: Head };
export type Verdict = { ok: true; entries: number; keyed: number; position: number; last: string } | Fault;

/** Rows that are in memory at a time; between two portions everybody else has their turn. */
const PORTION = 200;

/** What is wrong with one entry, looked at after the one before. */
function faultOf(row: AuditRow, previous: string, isKeyed: boolean, keys: AuditKeys): Fault | undefined {
  const { position, key: name } = row;
  if (row.previous !== previous) return { ok: false, position, reason: 'gap' };
  if (name === null && isKeyed) return { ok: false, position, reason: 'unkeyed' };
  const key = name === null ? undefined : keys.all.get(name);
  if (name !== null && !key) return { ok: false, position, reason: 'otherKey', key: name };
  return hashOf(row, key) === row.hash ? undefined : { ok: false, position, reason: 'changed' };
}

/** Compares what was noted elsewhere with the entries as they pass by, oldest first. */
function compareHeads(noted: readonly Head[]) {
  const heads = noted.toSorted((a, b) => a.position - b.position);
  let next = 0;
  return (before: number, row: Pick<AuditRow, 'position' | 'hash'> | undefined): Fault | undefined => {
    for (let head = heads[next]; head && head.position <= (row?.position ?? Number.POSITIVE_INFINITY); head = heads[++next]) {
      if (head.position !== row?.position) return { ok: false, position: before, reason: 'shortened', head };
      if (head.hash !== row.hash) return { ok: false, position: head.position, reason: 'rewritten', head };
    }
    return undefined;
  };
}

/**
 * Walks the whole chain. A changed entry has another hash; a removed or added one breaks the link to its neighbour;
 * entries that are missing at the end, or a chain written anew, are not what was noted outside of the database (`heads`).
 */
export async function verifyAudit(db: Db, heads: readonly Head[] = [], keys: AuditKeys = currentAuditKeys()): Promise<Verdict> {
  const compare = compareHeads(heads);
  let previous = BEGINNING;
  let position = 0;
  let entries = 0;
  let keyed = 0;
  for (;;) {
    const rows = await auditRows(db, { after: position, limit: PORTION });
    for (const row of rows) {
      const fault = compare(position, row) ?? faultOf(row, previous, keyed > 0, keys);
      if (fault) return fault;
      previous = row.hash;
      position = row.position;
      entries++;
      if (row.key !== null) keyed++;
    }
    if (rows.length < PORTION) return compare(position, undefined) ?? { ok: true, entries, keyed, position, last: previous };
  }
}

/** What is wrong, for whoever has to find out why. */
export function inWords(fault: Fault): string {
  switch (fault.reason) {
    case 'changed':
      return `Entry ${fault.position} was changed after it was written.`;
    case 'gap':
      return `There is a gap at entry ${fault.position}: something before it was taken out or put in.`;
    case 'unkeyed':
      return `Entry ${fault.position} is chained without a key, though entries before it have one: it was not written by the product.`;
    case 'otherKey':
      return `Entry ${fault.position} was made with another key (${fault.key}) than those in AUDIT_KEY or audit.key.`;
    case 'shortened':
      return `The trail was shortened after entry ${fault.position}: entry ${fault.head.position}, noted ${fault.head.at}, is missing.`;
    case 'rewritten':
      return `Entry ${fault.position} is not the one that was noted ${fault.head.at}: the trail was written anew.`;
  }
}
