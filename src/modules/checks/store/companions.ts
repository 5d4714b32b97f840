import { grantByLink } from '#platform/actor.ts';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { change, permit } from '#modules/accounts/index.ts';
import type { ChecksTables, CompanionRow } from '../tables.ts';

const tables = (db: Db) => db.withTables<ChecksTables>();

/** What the link of a companion is for. */
export const COMPANION_LINK = 'companion';

export async function insertCompanion(db: Db, companion: CompanionRow): Promise<void> {
  await inTransaction(db, async (trx) => {
    const place = { link: companion.assessment_id };
    await change(trx, 'assessment.share', place, {
      kind: 'assessment',
      record: companion.assessment_id,
      details: { scope: companion.scope },
    });
    await tables(trx).insertInto('checks.companion').values(companion).execute();
  });
}

/** Companions of an assessment, the newest first. */
export const companionsOf = (db: Db, assessmentId: string): Promise<CompanionRow[]> =>
  tables(db).selectFrom('checks.companion').selectAll().where('assessment_id', '=', assessmentId).orderBy('id', 'desc').execute();

/** Whether a hand-over still holds. */
export const isActive = (companion: CompanionRow, now: Date): boolean => !companion.ended_at && companion.expires_at > now;

/** The companion of a link that was just opened; for the rest of the request its holder may do what the company allowed. */
export async function companionByLink(db: Db, id: string): Promise<CompanionRow | undefined> {
  const row = await tables(db).selectFrom('checks.companion').selectAll().where('id', '=', id).executeTakeFirst();
  if (row && !row.ended_at && row.scope === 'rate') grantByLink(COMPANION_LINK, row.assessment_id);
  return row;
}

/** Writes down that a companion looked, once a day. */
export async function noteCompanion(db: Db, companion: CompanionRow, at: Date): Promise<void> {
  await tables(db).updateTable('checks.companion').set({ seen_at: at }).where('id', '=', companion.id).execute();
}

/** Ends a hand-over. True where there was one to end. */
export async function endCompanion(db: Db, assessmentId: string, id: string, at: Date): Promise<boolean> {
  permit('assessment.share', { link: assessmentId });
  return inTransaction(db, async (trx) => {
    const row = await tables(trx)
      .updateTable('checks.companion')
      .set({ ended_at: at })
      .where('id', '=', id)
      .where('assessment_id', '=', assessmentId)
      .where('ended_at', 'is', null)
      .returning('scope')
      .executeTakeFirst();
    if (!row) return false;
    const entry = { what: 'assessment.shareEnded', kind: 'assessment', record: assessmentId, details: { scope: row.scope } };
    await change(trx, 'assessment.share', { link: assessmentId }, entry);
    return true;
  });
}

/** Who accompanied an assessment most recently with the right to rate, as one word for the same person. */
export async function consultantOf(db: Db, assessmentId: string): Promise<string | undefined> {
  const rated = (await companionsOf(db, assessmentId)).find((companion) => companion.scope === 'rate' && companion.seen_at !== null);
  return rated?.name.toLowerCase().normalize('NFKC').replace(/\s+/g, ' ').trim();
}
