import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { permitOne } from '#modules/accounts/index.ts';
import type { CaseRow, CasesTables } from '../tables.ts';

const tables = (db: Db) => db.withTables<CasesTables>();

/** The next open cases whose phase or voucher is due until a day, by id. */
export const dueUntil = (db: Db, day: string, after: string, limit: number): Promise<CaseRow[]> =>
  tables(db)
    .selectFrom('cases.case_file')
    .selectAll()
    .where('state', '=', 'open')
    .where('id', '>', after)
    .where((where) => where.or([where('phase_due', '<=', day), where('voucher_until', '<=', day)]))
    .orderBy('id')
    .limit(limit)
    .execute();

/** The next cases that were closed since a day, by id. */
export const closedSince = (db: Db, day: string, after: string, limit: number): Promise<CaseRow[]> =>
  tables(db)
    .selectFrom('cases.case_file')
    .selectAll()
    .where('state', '=', 'closed')
    .where('closed_on', '>=', day)
    .where('anonymised_at', 'is', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();

/** What was asked of a company, or said in its case, already. */
export async function askedIn(db: Db, caseId: string): Promise<Set<string>> {
  const rows = await tables(db).selectFrom('cases.asked').select('what').where('case_id', '=', caseId).execute();
  return new Set(rows.map((row) => row.what));
}

/** Notes that something was asked or said once. False where it was before. */
export async function noteAsked(trx: Db, caseId: string, what: string, at: Date): Promise<boolean> {
  const inserted = await tables(trx)
    .insertInto('cases.asked')
    .values({ case_id: caseId, what, at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('what')
    .executeTakeFirst();
  return inserted !== undefined;
}

export async function saveRating(db: Db, caseId: string, rating: { stars: number; words: string; at: Date }): Promise<void> {
  permitOne(['case.follow', { link: caseId }]);
  await tables(db)
    .insertInto('cases.rating')
    .values({ case_id: caseId, ...rating })
    .onConflict((conflict) => conflict.column('case_id').doUpdateSet(rating))
    .execute();
}

export async function saveEffect(
  db: Db,
  caseId: string,
  months: number,
  values: { answers: Record<string, number>; secondCheck: Record<string, number> | null; at: Date },
): Promise<void> {
  permitOne(['case.follow', { link: caseId }]);
  const row = {
    answers: JSON.stringify(values.answers),
    second_check: values.secondCheck ? JSON.stringify(values.secondCheck) : null,
    answered_at: values.at,
  };
  await tables(db)
    .insertInto('cases.effect')
    .values({ case_id: caseId, months, ...row })
    .onConflict((conflict) => conflict.columns(['case_id', 'months']).doUpdateSet(row))
    .execute();
}

export interface CaseCare {
  owner: string | null;
  owner_scope: string | null;
  name: string;
  cases: number;
  closed: number;
  helped: number;
  stars: number[];
}

/** What became of the cases that owners opened since a moment. */
export async function caseCare(db: Db, since: Date, owners: readonly string[] | 'all'): Promise<CaseCare[]> {
  const filter = owners === 'all' ? sql`true` : sql`f.owner = any(${[...owners]}::uuid[])`;
  const result = await sql<Omit<CaseCare, 'stars'> & { stars: number[] | null }>`
    select f.owner, f.owner_scope, max(f.owner_name) as name, count(*)::int as cases,
      (count(*) filter (where f.state = 'closed'))::int as closed, (count(*) filter (where f.result in ('yes', 'partly')))::int as helped,
      array_agg(g.stars) filter (where g.stars is not null) as stars
    from cases.case_file f left join cases.rating g on g.case_id = f.id
    where f.opened_at >= ${since} and ${filter} group by f.owner, f.owner_scope order by name`.execute(db);
  return result.rows.map((row) => ({ ...row, stars: row.stars ?? [] }));
}

export interface EffectRow {
  programme: string | null;
  topics: string[];
  district: string | null;
  months: number;
  answers: Record<string, number>;
  /** Points by need in a check at the beginning, and at this time. */
  first: Record<string, number> | null;
  second: Record<string, number> | null;
}

/** Everything that companies have answered, without a word of who they are. */
export async function effectRows(db: Db): Promise<EffectRow[]> {
  const result = await sql<EffectRow>`
    select f.programme, f.topics, f.district, e.months, e.answers, s.second_check as first, e.second_check as second
    from cases.effect e join cases.case_file f on f.id = e.case_id
    left join cases.effect s on s.case_id = f.id and s.months = 0`.execute(db);
  return result.rows;
}
