import { sql } from 'kysely';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { change, permit } from '#modules/accounts/index.ts';
import type { Contribution, Family, Figure, Rating } from './model.ts';

export interface ContributionRow {
  id: string;
  company_id: string;
  assessment_id: string;
  check_id: string;
  size: string | null;
  industry: string | null;
  state: string | null;
  consultant: string | null;
  ratings: Record<string, Rating>;
  family: Family;
  waited: number;
  joined_at: Date;
  used_in: string | null;
}

interface ReleaseRow {
  id: string;
  check_id: string;
  quarter: string;
  released_at: Date;
  figures: Figure[];
}

/** Tables of the schema `comparison`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
type ComparisonTables = { 'comparison.contribution': ContributionRow; 'comparison.release': ReleaseRow };

const tables = (db: Db) => db.withTables<ComparisonTables>();

/** Puts an assessment in. False where the company has one in already, or this assessment was used before. */
export async function insertContribution(db: Db, row: ContributionRow): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const entry = { what: 'comparison.joined', kind: 'company', record: row.company_id, details: { check: row.check_id } };
    permit('company.manage', { company: row.company_id });
    const inserted = await tables(trx)
      .insertInto('comparison.contribution')
      .values({ ...row, ratings: JSON.stringify(row.ratings) as never })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!inserted) return false;
    await change(trx, 'company.manage', { company: row.company_id }, entry);
    return true;
  });
}

/** Takes back what has not been used yet. */
export async function removeContribution(db: Db, companyId: string, assessmentId: string): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    await change(trx, 'company.manage', { company: companyId }, { what: 'comparison.left', kind: 'company', record: companyId });
    const removed = await tables(trx)
      .deleteFrom('comparison.contribution')
      .where('company_id', '=', companyId)
      .where('assessment_id', '=', assessmentId)
      .where('used_in', 'is', null)
      .executeTakeFirst();
    return removed.numDeletedRows > 0n;
  });
}

/** Which assessments of a company are in, and whether they were used. */
export const contributionsOf = (db: Db, companyId: string): Promise<Pick<ContributionRow, 'assessment_id' | 'check_id' | 'used_in'>[]> =>
  tables(db)
    .selectFrom('comparison.contribution')
    .select(['assessment_id', 'check_id', 'used_in'])
    .where('company_id', '=', companyId)
    .execute();

const contribution = (row: ContributionRow): Contribution => ({
  id: row.id,
  size: row.size ?? undefined,
  industry: row.industry ?? undefined,
  state: row.state ?? undefined,
  consultant: row.consultant ?? undefined,
  ratings: row.ratings,
  family: row.family,
  waited: row.waited,
});

/**
 * Makes the release of a check and quarter in one transaction: figures in, what was used emptied, the rest has waited
 * once more. Undefined where there is one already; two instances that try at once make one.
 */
export async function insertRelease(
  db: Db,
  release: Omit<ReleaseRow, 'figures'>,
  make: (waiting: Contribution[]) => { figures: Figure[]; used: string[] },
): Promise<Figure[] | undefined> {
  permit('comparison.release');
  return inTransaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(4227013)`.execute(trx);
    const known = await tables(trx)
      .selectFrom('comparison.release')
      .select('id')
      .where('check_id', '=', release.check_id)
      .where('quarter', '=', release.quarter)
      .executeTakeFirst();
    if (known) return undefined;
    const rows = await tables(trx)
      .selectFrom('comparison.contribution')
      .selectAll()
      .where('check_id', '=', release.check_id)
      .where('used_in', 'is', null)
      .execute();
    const { figures, used } = make(rows.map(contribution));
    await tables(trx)
      .insertInto('comparison.release')
      .values({ ...release, figures: JSON.stringify(figures) as never })
      .execute();
    const gone = { used_in: release.id, ratings: JSON.stringify({}) as never, size: null, industry: null, state: null, consultant: null };
    if (used.length > 0) await tables(trx).updateTable('comparison.contribution').set(gone).where('id', 'in', used).execute();
    await tables(trx)
      .updateTable('comparison.contribution')
      .set({ waited: sql<number>`waited + 1` })
      .where('check_id', '=', release.check_id)
      .where('used_in', 'is', null)
      .execute();
    return figures;
  });
}

/** The releases of a check, the newest first. */
export const releasesOf = (db: Db, checkId: string, limit: number): Promise<ReleaseRow[]> =>
  tables(db)
    .selectFrom('comparison.release')
    .selectAll()
    .where('check_id', '=', checkId)
    .orderBy('released_at', 'desc')
    .limit(limit)
    .execute();
