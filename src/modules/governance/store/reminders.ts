import { audit } from '#platform/audit/index.ts';
import type { Db } from '#platform/database/index.ts';
import type { GovernanceTables } from '../tables.ts';

const tables = (db: Db) => db.withTables<GovernanceTables>();

/** Those of some people who want no letters about what they took on. */
export async function unreminded(db: Db, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await tables(db)
    .selectFrom('governance.no_reminders')
    .select('person_id')
    .where('person_id', 'in', [...ids])
    .execute();
  return new Set(rows.map((row) => row.person_id));
}

/** Said by the person, with the link that only their letters hold. */
export async function stopReminders(trx: Db, personId: string, since: Date): Promise<void> {
  const { numInsertedOrUpdatedRows } = await tables(trx)
    .insertInto('governance.no_reminders')
    .values({ person_id: personId, since })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  // Programs ask again and again: once is enough for the trail.
  if (numInsertedOrUpdatedRows) await audit(trx, { action: 'reminders.stopped', kind: 'person', record: personId });
}

export async function resumeReminders(trx: Db, personId: string): Promise<void> {
  const { numDeletedRows } = await tables(trx)
    .deleteFrom('governance.no_reminders')
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  if (numDeletedRows) await audit(trx, { action: 'reminders.resumed', kind: 'person', record: personId });
}
