import { sql } from 'kysely';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { change } from '#modules/accounts/index.ts';
import type { QualificationTables, SealDecisionRow, SponsorshipRow, TitleRow } from '../tables.ts';

const tables = (db: Db) => db.withTables<QualificationTables>();

export const sponsorshipsOf = (db: Db, curriculum?: string): Promise<SponsorshipRow[]> => {
  const select = tables(db).selectFrom('qualification.sponsorship').selectAll().orderBy('created_at', 'desc');
  return (curriculum ? select.where('curriculum', '=', curriculum) : select).execute();
};

export const sealDecisionsOf = (db: Db, curriculum?: string): Promise<SealDecisionRow[]> => {
  const select = tables(db).selectFrom('qualification.seal_decision').selectAll().orderBy('created_at', 'desc');
  return (curriculum ? select.where('curriculum', '=', curriculum) : select).execute();
};

export async function insertSponsorship(db: Db, row: Omit<SponsorshipRow, 'ended_on' | 'ended_why'>): Promise<void> {
  await inTransaction(db, async (trx) => {
    await change(
      trx,
      'qualification.decide',
      {},
      { what: 'sponsor.recognised', kind: 'curriculum', record: row.id, details: { curriculum: row.curriculum } },
    );
    await tables(trx).insertInto('qualification.sponsorship').values(row).execute();
  });
}

export async function insertSealDecision(db: Db, row: Omit<SealDecisionRow, 'ended_on' | 'ended_why'>): Promise<void> {
  await inTransaction(db, async (trx) => {
    await change(
      trx,
      'qualification.decide',
      {},
      { what: 'seal.decided', kind: 'curriculum', record: row.id, details: { curriculum: row.curriculum } },
    );
    await tables(trx).insertInto('qualification.seal_decision').values(row).execute();
  });
}

/** Ends a recognition or a decision. False where there is none, or it has ended already. */
export async function endSpan(db: Db, kind: 'sponsorship' | 'seal_decision', id: string, day: string, why: string): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const what = kind === 'sponsorship' ? 'sponsor.ended' : 'seal.revoked';
    await change(trx, 'qualification.decide', {}, { what, kind: 'curriculum', record: id });
    const ended = await tables(trx)
      .updateTable(`qualification.${kind}`)
      .set({ ended_on: day, ended_why: why })
      .where('id', '=', id)
      .where('ended_on', 'is', null)
      .returning('id')
      .executeTakeFirst();
    return ended !== undefined;
  });
}

/** One decision about a curriculum after the other: two at the same time could each believe the other's state. */
export async function lockCurriculum(trx: Db, curriculum: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`qualification ${curriculum}`}))`.execute(trx);
}

export async function insertTitle(db: Db, row: Omit<TitleRow, 'shown'> & { shown?: boolean }): Promise<void> {
  await tables(db).insertInto('qualification.title').values(row).execute();
}

export const titlesOf = (db: Db, userId: string): Promise<TitleRow[]> =>
  tables(db).selectFrom('qualification.title').selectAll().where('user_id', '=', userId).orderBy('issued_at', 'desc').execute();

export const sealTitles = (db: Db, curriculum: string): Promise<TitleRow[]> =>
  tables(db).selectFrom('qualification.title').selectAll().where('curriculum', '=', curriculum).where('kind', '=', 'seal').execute();

/** What a consultant's public profile shows. */
export const shownTitles = (db: Db, consultantId: string): Promise<TitleRow[]> =>
  tables(db)
    .selectFrom('qualification.title')
    .selectAll()
    .where('consultant_id', '=', consultantId)
    .where('shown', '=', true)
    .orderBy('issued_at', 'desc')
    .execute();

export const titleById = (db: Db, id: string): Promise<TitleRow | undefined> =>
  tables(db).selectFrom('qualification.title').selectAll().where('id', '=', id).executeTakeFirst();

export const titleByCredential = (db: Db, credentialId: string): Promise<TitleRow | undefined> =>
  tables(db).selectFrom('qualification.title').selectAll().where('credential_id', '=', credentialId).executeTakeFirst();

/** Whether a person's profile shows a title: their own choice. */
export async function showTitle(db: Db, id: string, userId: string, consultantId: string | null): Promise<void> {
  await tables(db)
    .updateTable('qualification.title')
    .set({ shown: consultantId !== null, consultant_id: consultantId })
    .where('id', '=', id)
    .where('user_id', '=', userId)
    .execute();
}

/** Raises what titles prove once something was applied with a result. */
export async function noteApplied(db: Db, consultantId: string): Promise<void> {
  await tables(db)
    .updateTable('qualification.title')
    .set({ level: 'applied' })
    .where('consultant_id', '=', consultantId)
    .where('level', '=', 'learnt')
    .execute();
}

/** What some people have learnt and can still show, by the consultant that they are. */
export async function trainingsOf(
  db: Db,
  consultants: readonly string[],
  today: string,
): Promise<{ consultant_id: string; curriculum: string; level: TitleRow['level'] }[]> {
  if (consultants.length === 0) return [];
  const result = await sql<{ consultant_id: string; curriculum: string; level: TitleRow['level'] }>`
    select t.consultant_id, t.curriculum, t.level from qualification.title t join credentials.credential c on c.id = t.credential_id
    where t.consultant_id = any(${[...consultants]}::uuid[]) and t.kind = 'certificate' and c.revoked_at is null
      and (c.valid_until is null or c.valid_until >= ${today}::date)`.execute(db);
  return result.rows;
}
