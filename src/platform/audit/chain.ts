import { createHash, createHmac } from 'node:crypto';
import type { AuditKey } from './keys.ts';

export interface AuditRow {
  position: number;
  id: string;
  at: Date;
  /** Account of whoever did it; null: nobody who was signed in. */
  actor: string | null;
  actor_kind: string;
  action: string;
  kind: string;
  record: string;
  details: Record<string, unknown>;
  previous: string;
  /** Id of the key that chains it; null: made before there was one. */
  key: string | null;
  hash: string;
}

/** What the first entry takes for the hash of the one before. */
export const BEGINNING = '0'.repeat(64);

/** JSON with sorted keys: the database gives objects back in another order. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}

/** The link to the entry before: HMAC-SHA-256 with a key, SHA-256 for entries of before there was one. */
export function hashOf(row: Omit<AuditRow, 'hash' | 'position' | 'key'>, key: AuditKey | undefined): string {
  const { id, at, actor, actor_kind, action, kind, record, details, previous } = row;
  const fields = [previous, id, at.toISOString(), actor, actor_kind, action, kind, record, details];
  if (!key) return createHash('sha256').update(canonical(fields)).digest('hex');
  return createHmac('sha256', key.secret)
    .update(canonical([key.id, ...fields]))
    .digest('hex');
}
