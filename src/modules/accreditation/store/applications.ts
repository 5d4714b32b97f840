import { currentActor } from '#platform/actor.ts';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf } from '#platform/lists.ts';
import { change, permitOne } from '#modules/accounts/index.ts';
import type { AccreditationRow, AccreditationTables, ApplicationRow, EvidenceRow, ObjectionRow } from '../tables.ts';

const tables = (db: Db) => db.withTables<AccreditationTables>();

type NewApplication = Pick<
  ApplicationRow,
  'id' | 'consultant_id' | 'user_id' | 'scheme' | 'note' | 'charter' | 'charter_version' | 'submitted_at'
>;

/** Hands an application in with its evidence. False where one waits already. */
export async function insertApplication(db: Db, row: NewApplication, evidence: readonly EvidenceRow[]): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const place = { consultant: row.consultant_id };
    await change(trx, 'accreditation.apply', place, { what: 'accreditation.applied', kind: 'accreditation', record: row.id });
    const inserted = await tables(trx)
      .insertInto('accreditation.application')
      .values({ ...row, state: 'submitted' })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!inserted) return false;
    if (evidence.length > 0)
      await tables(trx)
        .insertInto('accreditation.evidence')
        .values([...evidence])
        .execute();
    return true;
  });
}

/** An application; `lock` keeps two people from deciding it at the same time. */
export const applicationById = (db: Db, id: string, lock = false): Promise<ApplicationRow | undefined> => {
  const select = tables(db).selectFrom('accreditation.application').selectAll().where('id', '=', id);
  return (lock ? select.forUpdate() : select).executeTakeFirst();
};

export const applicationsOf = (db: Db, consultantId: string): Promise<ApplicationRow[]> =>
  tables(db)
    .selectFrom('accreditation.application')
    .selectAll()
    .where('consultant_id', '=', consultantId)
    .orderBy('submitted_at', 'desc')
    .execute();

export const waitingApplications = (db: Db, asked: Asked): Promise<Page<ApplicationRow>> => {
  const waiting = tables(db).selectFrom('accreditation.application').selectAll().where('state', 'in', ['submitted', 'checked']);
  return pageOf(db, waiting.orderBy('submitted_at'), 'id', asked);
};

export const evidenceOf = (db: Db, applicationId: string): Promise<EvidenceRow[]> =>
  tables(db).selectFrom('accreditation.evidence').selectAll().where('application_id', '=', applicationId).orderBy('at').execute();

export async function withdrawApplication(db: Db, row: ApplicationRow): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    await change(
      trx,
      'accreditation.apply',
      { consultant: row.consultant_id },
      { what: 'accreditation.takenBack', kind: 'accreditation', record: row.id },
    );
    const done = await tables(trx)
      .updateTable('accreditation.application')
      .set({ state: 'withdrawn' })
      .where('id', '=', row.id)
      .where('state', 'in', ['submitted', 'checked'])
      .returning('id')
      .executeTakeFirst();
    return done !== undefined;
  });
}

/** What was found when it was checked. False where nothing waits for it. */
export async function saveFinding(db: Db, id: string, values: Pick<ApplicationRow, 'finding' | 'recommends'>, at: Date): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    await change(trx, 'accreditation.decide', {}, { what: 'accreditation.checked', kind: 'accreditation', record: id });
    const done = await tables(trx)
      .updateTable('accreditation.application')
      .set({ ...values, state: 'checked', checked_at: at, finding_by: currentActor().userId })
      .where('id', '=', id)
      .where('state', 'in', ['submitted', 'checked'])
      .returning('id')
      .executeTakeFirst();
    return done !== undefined;
  });
}

export async function decideApplication(
  trx: Db,
  id: string,
  { overridden, ...values }: Pick<ApplicationRow, 'state' | 'decision_note' | 'agreement_id'> & { overridden: Record<string, string> },
  at: Date,
): Promise<void> {
  const details = { although: Object.keys(overridden) };
  await change(trx, 'accreditation.decide', {}, { what: `accreditation.${values.state}`, kind: 'accreditation', record: id, details });
  await tables(trx)
    .updateTable('accreditation.application')
    .set({ ...values, decided_at: at, overridden: JSON.stringify(overridden) })
    .where('id', '=', id)
    .execute();
}

export async function insertAccreditation(trx: Db, row: Omit<AccreditationRow, 'withdrawn_on' | 'withdrawn_why'>): Promise<void> {
  await tables(trx).insertInto('accreditation.accreditation').values(row).execute();
}

export const accreditationsOf = (db: Db, consultantId: string): Promise<AccreditationRow[]> =>
  tables(db)
    .selectFrom('accreditation.accreditation')
    .selectAll()
    .where('consultant_id', '=', consultantId)
    .orderBy('granted_on', 'desc')
    .execute();

export async function withdrawAccreditations(trx: Db, consultantId: string, day: string, why: string): Promise<string[]> {
  await change(trx, 'accreditation.decide', {}, { what: 'accreditation.ended', kind: 'consultant', record: consultantId });
  const rows = await tables(trx)
    .updateTable('accreditation.accreditation')
    .set({ withdrawn_on: day, withdrawn_why: why })
    .where('consultant_id', '=', consultantId)
    .where('withdrawn_on', 'is', null)
    .returning('credential_id')
    .execute();
  return rows.map((row) => row.credential_id);
}

export const objectionsOf = (db: Db, applicationId: string): Promise<ObjectionRow[]> =>
  tables(db).selectFrom('accreditation.objection').selectAll().where('application_id', '=', applicationId).orderBy('level').execute();

export const openObjections = (db: Db, asked: Asked): Promise<Page<ObjectionRow & { consultant_id: string }>> => {
  const open = tables(db)
    .selectFrom('accreditation.objection as o')
    .innerJoin('accreditation.application as a', 'a.id', 'o.application_id')
    .selectAll('o')
    .select('a.consultant_id')
    .where('o.answered_at', 'is', null)
    .orderBy('o.lodged_at');
  return pageOf(db, open, 'o.id', asked);
};

/** Lodges an objection. False where it was lodged before. */
export async function lodge(
  db: Db,
  application: ApplicationRow,
  row: Pick<ObjectionRow, 'id' | 'level' | 'text' | 'lodged_at'>,
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const place = { consultant: application.consultant_id };
    await change(trx, 'accreditation.apply', place, { what: 'accreditation.objected', kind: 'accreditation', record: application.id });
    const inserted = await tables(trx)
      .insertInto('accreditation.objection')
      .values({ ...row, application_id: application.id })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    return inserted !== undefined;
  });
}

export async function answerObjection(
  trx: Db,
  row: ObjectionRow,
  values: Pick<ObjectionRow, 'answer' | 'upheld' | 'agreement_id'>,
  at: Date,
): Promise<boolean> {
  permitOne(['accreditation.decide', {}]);
  const done = await tables(trx)
    .updateTable('accreditation.objection')
    .set({ ...values, answered_at: at })
    .where('id', '=', row.id)
    .where('answered_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return done !== undefined;
}
