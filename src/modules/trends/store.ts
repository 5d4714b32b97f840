import type { Generated, Selectable } from 'kysely';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf } from '#platform/lists.ts';
import { change, permit } from '#modules/accounts/index.ts';

interface TrendTable {
  id: string;
  title: string;
  description: string;
  topics: string[];
  created_by: string;
  created_at: Date;
  review_on: string;
  outcome: Generated<string>;
  outcome_at: Generated<Date | null>;
  paper_id: Generated<string | null>;
  body_id: Generated<string | null>;
  proposed_at: Generated<Date | null>;
}
export interface ObservationRow {
  id: string;
  trend_id: string | null;
  text: string;
  source: string;
  seen_on: string;
  who: string;
  added_by: string | null;
  added_at: Date;
}
export interface JudgementRow {
  trend_id: string;
  user_id: string;
  name: string;
  strength: number;
  nearness: number;
  at: Date;
}
export type TrendRow = Selectable<TrendTable>;
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
type TrendsTables = { 'trends.trend': TrendTable; 'trends.observation': ObservationRow; 'trends.judgement': JudgementRow };
const tables = (db: Db) => db.withTables<TrendsTables>();

const trends = (db: Db) => tables(db).selectFrom('trends.trend').selectAll().orderBy('created_at', 'desc');
/** All trends, for choosing one. */
export const allTrends = (db: Db): Promise<TrendRow[]> => trends(db).orderBy('id').execute();
/** The same as a list, the newest first. */
export const trendsPage = (db: Db, asked: Asked): Promise<Page<TrendRow>> => pageOf(db, trends(db), 'id', asked);
export const trendById = (db: Db, id: string): Promise<TrendRow | undefined> =>
  tables(db).selectFrom('trends.trend').selectAll().where('id', '=', id).executeTakeFirst();

/** Names a trend out of some observations. @throws HttpError 403 */
export const insertTrend = (
  db: Db,
  trend: Pick<TrendRow, 'id' | 'title' | 'description' | 'topics' | 'created_by' | 'created_at' | 'review_on'>,
  observations: readonly string[],
): Promise<void> =>
  inTransaction(db, async (trx) => {
    await change(trx, 'trend.write', {}, { what: 'trend.named', kind: 'trend', record: trend.id });
    await tables(trx).insertInto('trends.trend').values(trend).execute();
    await assign(trx, trend.id, observations);
  });

/** Puts observations that belong to no trend yet to one. @throws HttpError 403 */
async function assign(db: Db, trendId: string, observations: readonly string[]): Promise<void> {
  permit('trend.write');
  if (observations.length === 0) return;
  await tables(db)
    .updateTable('trends.observation')
    .set({ trend_id: trendId })
    .where('id', 'in', [...observations])
    .where('trend_id', 'is', null)
    .execute();
}

/** What was observed of a trend, or (null) of none yet, the newest first. */
export const observationsOf = (db: Db, trendId: string | null, asked: Asked): Promise<Page<ObservationRow>> => {
  const seen = tables(db)
    .selectFrom('trends.observation')
    .selectAll()
    .where('trend_id', trendId === null ? 'is' : '=', trendId)
    .orderBy('seen_on', 'desc');
  return pageOf(db, seen, 'id', asked);
};

/** @throws HttpError 403 */
export async function insertObservation(db: Db, row: ObservationRow): Promise<void> {
  permit('trend.write');
  await tables(db).insertInto('trends.observation').values(row).execute();
}

export async function judgementsOf(db: Db, trendIds: readonly string[]): Promise<JudgementRow[]> {
  if (trendIds.length === 0) return [];
  return tables(db)
    .selectFrom('trends.judgement')
    .selectAll()
    .where('trend_id', 'in', [...trendIds])
    .orderBy('at', 'desc')
    .execute();
}

/** @throws HttpError 403 */
export async function judge(db: Db, row: JudgementRow): Promise<void> {
  permit('trend.write');
  const { strength, nearness, at, name } = row;
  await tables(db)
    .insertInto('trends.judgement')
    .values(row)
    .onConflict((conflict) => conflict.columns(['trend_id', 'user_id']).doUpdateSet({ strength, nearness, at, name }))
    .execute();
}

/** Notes what was proposed to a body. False where somebody was quicker. @throws HttpError 403 */
export const noteProposal = (db: Db, id: string, proposal: { paper_id: string; body_id: string; proposed_at: Date }): Promise<boolean> =>
  inTransaction(db, async (trx) => {
    await change(trx, 'trend.write', {}, { what: 'trend.proposed', kind: 'trend', record: id });
    const done = await tables(trx)
      .updateTable('trends.trend')
      .set(proposal)
      .where('id', '=', id)
      .where('paper_id', 'is', null)
      .returning('id')
      .executeTakeFirst();
    return done !== undefined;
  });

/** @throws HttpError 403 */
export const noteOutcome = (db: Db, id: string, outcome: string, at: Date): Promise<void> =>
  inTransaction(db, async (trx) => {
    await change(trx, 'trend.write', {}, { what: 'trend.outcome', kind: 'trend', record: id });
    await tables(trx).updateTable('trends.trend').set({ outcome, outcome_at: at }).where('id', '=', id).execute();
  });

/** Takes somebody's name off what they judged and saw. */
export async function forgetInTrends(db: Db, userId: string): Promise<void> {
  permit('privacy.decide');
  await tables(db).deleteFrom('trends.judgement').where('user_id', '=', userId).execute();
  await tables(db).updateTable('trends.observation').set({ added_by: null, who: '' }).where('added_by', '=', userId).execute();
}

/** What somebody judged and saw. */
export async function inTrends(db: Db, userId: string): Promise<Record<string, unknown>[]> {
  const judged = await tables(db).selectFrom('trends.judgement').selectAll().where('user_id', '=', userId).execute();
  const seen = await tables(db).selectFrom('trends.observation').selectAll().where('added_by', '=', userId).execute();
  return [...judged, ...seen].map((row) => ({ ...row }));
}
