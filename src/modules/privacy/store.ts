import type { ColumnType } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { type Asked, mapPage, type Page, pageOf } from '#platform/lists.ts';
import { permit } from '#modules/accounts/index.ts';
import type { Outcome } from './forget.ts';
import type { RuleResult } from './rules.ts';

type Json = ColumnType<unknown, string, string>;

/** Tables of the schema `privacy`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
type PrivacyTables = {
  'privacy.report': { id: string; at: Date; results: Json };
  'privacy.deletion': { id: string; at: Date; outcome: Json };
};

const tables = (db: Db) => db.withTables<PrivacyTables>();

export async function insertReport(db: Db, id: string, at: Date, results: RuleResult[]): Promise<void> {
  await tables(db)
    .insertInto('privacy.report')
    .values({ id, at, results: JSON.stringify(results) })
    .execute();
}

/** What the daily deletion reported, the newest first. */
export async function listReports(db: Db, asked: Asked): Promise<Page<{ id: string; at: Date; results: RuleResult[] }>> {
  permit('privacy.decide');
  const reports = tables(db).selectFrom('privacy.report').selectAll().orderBy('at', 'desc');
  return mapPage(await pageOf(db, reports, 'id', asked), (row) => ({ ...row, results: row.results as RuleResult[] }));
}

export async function insertDeletion(db: Db, id: string, at: Date, outcome: Outcome[]): Promise<void> {
  await tables(db)
    .insertInto('privacy.deletion')
    .values({ id, at, outcome: JSON.stringify(outcome) })
    .execute();
}

/** Accounts that were forgotten, the last one first. */
export async function listDeletions(db: Db, asked: Asked): Promise<Page<{ id: string; at: Date; outcome: Outcome[] }>> {
  permit('privacy.decide');
  const deletions = tables(db).selectFrom('privacy.deletion').selectAll().orderBy('at', 'desc');
  return mapPage(await pageOf(db, deletions, 'id', asked), (row) => ({ ...row, outcome: row.outcome as Outcome[] }));
}
