import { currentActor } from '#platform/actor.ts';
import { audit, type AuditEntry } from '#platform/audit/index.ts';
import type { Db } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { may, type Place } from './model.ts';
import type { Action } from './permissions.ts';
import { refusalOf } from './refusal.ts';

/** Refuses whoever may not. Stores call it with the place of the very record, whatever the page believed. @throws HttpError 403 */
export function permit(action: Action, place?: Place): void {
  if (!may(currentActor(), action, place)) throw new HttpError(403, refusalOf(action));
}

/** Refuses whoever may do none of several things, each with its place. @throws HttpError 403 */
export function permitOne(...ways: [action: Action, place?: Place][]): void {
  const actor = currentActor();
  const [first] = ways;
  if (!ways.some(([action, place]) => may(actor, action, place))) throw new HttpError(403, first && refusalOf(first[0]));
}

export type Change = Omit<AuditEntry, 'action'> & { what?: string };

/**
 * The first line of everything that changes a record: refuses whoever may not, and writes the audit trail, in the
 * transaction of the change. @throws HttpError 403
 */
export async function change(trx: Db, action: Action, place: Place, entry: Change): Promise<void> {
  permit(action, place);
  const { what, ...rest } = entry;
  await audit(trx, { ...rest, action: what ?? action });
}
