import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { permit } from '#modules/accounts/index.ts';
import type { AccreditationTables } from '../tables.ts';

const tables = (db: Db) => db.withTables<AccreditationTables>();

/** Deletes the evidence of applications that were decided before a moment; that it was decided stays. */
export async function removeOldEvidence(db: Db, before: Date): Promise<number> {
  permit('privacy.decide');
  const result = await sql`delete from accreditation.evidence where application_id in (
    select id from accreditation.application where coalesce(decided_at, submitted_at) < ${before} and state in ('granted', 'refused', 'withdrawn'))`.execute(
    db,
  );
  return Number(result.numAffectedRows ?? 0);
}

/** Forgets a consultant: applications with everything, reminders, participation, and their place in campaigns. */
export async function forgetConsultant(db: Db, consultantId: string): Promise<void> {
  permit('privacy.decide');
  const t = tables(db);
  await t.deleteFrom('accreditation.accreditation').where('consultant_id', '=', consultantId).execute();
  await t.deleteFrom('accreditation.application').where('consultant_id', '=', consultantId).execute();
  await t.deleteFrom('accreditation.reminder').where('consultant_id', '=', consultantId).execute();
  await t.deleteFrom('accreditation.participation').where('consultant_id', '=', consultantId).execute();
  await t.deleteFrom('accreditation.campaign_member').where('consultant_id', '=', consultantId).execute();
}

/** What is kept of a consultant's applications and exchanges. */
export async function consultantData(db: Db, consultantId: string): Promise<Record<string, unknown>[]> {
  const t = tables(db);
  const [applications, exchanges] = await Promise.all([
    t.selectFrom('accreditation.application').selectAll().where('consultant_id', '=', consultantId).execute(),
    t
      .selectFrom('accreditation.participation as p')
      .innerJoin('accreditation.exchange as e', 'e.id', 'p.exchange_id')
      .select(['e.title', 'e.day', 'p.attended'])
      .where('p.consultant_id', '=', consultantId)
      .execute(),
  ]);
  return [...applications, ...exchanges].map((row) => ({ ...row }));
}
