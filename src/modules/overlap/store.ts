import { type ColumnType, sql } from 'kysely';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf } from '#platform/lists.ts';
import { permit } from '#modules/accounts/index.ts';
import type { Verdict } from './model.ts';
import type { Condition, FindingKind, Stance } from './stance.ts';

export interface StanceRow {
  kind: string;
  subject: string;
  other: string;
  other_title: string;
  stance: Stance;
  word: string;
  verdict: Verdict;
  score: number;
  author: string | null;
  at: Date;
}
export interface FindingRow {
  kind: string;
  subject: string;
  finding: FindingKind;
  word: string;
  conditions: Condition[];
  author: string | null;
  at: Date;
}
export interface PartnerRow {
  offer_id: string;
  organisation_id: string;
  draft: string | null;
  state: 'asked' | 'accepted' | 'declined';
  word: string;
  asked_at: Date;
  decided_at: Date | null;
}
export interface ClusterRow {
  id: string;
  score: number;
  verdict: Verdict;
  members: string[];
  found_at: Date;
}

/** Tables of the schema `overlap`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
type OverlapTables = {
  'overlap.stance': StanceRow;
  'overlap.finding': Omit<FindingRow, 'conditions'> & { conditions: ColumnType<Condition[], string, string> };
  'overlap.partner': PartnerRow;
  'overlap.cluster': ClusterRow;
};
const tables = (db: Db) => db.withTables<OverlapTables>();

/** Keeps what an author says about the relatives of a draft, in place of what was said before. */
export async function replaceStances(db: Db, subject: string, organisation: string, rows: readonly StanceRow[]): Promise<void> {
  permit('offer.edit', { organisation });
  await inTransaction(db, async (trx) => {
    await tables(trx).deleteFrom('overlap.stance').where('subject', '=', subject).execute();
    if (rows.length > 0)
      await tables(trx)
        .insertInto('overlap.stance')
        .values([...rows])
        .execute();
  });
}

export const stancesOf = (db: Db, subject: string): Promise<StanceRow[]> =>
  tables(db).selectFrom('overlap.stance').selectAll().where('subject', '=', subject).orderBy('score', 'desc').execute();

export async function saveFinding(db: Db, row: FindingRow): Promise<void> {
  permit('content.review');
  const values = { ...row, conditions: JSON.stringify(row.conditions) };
  await tables(db)
    .insertInto('overlap.finding')
    .values(values)
    .onConflict((conflict) => conflict.columns(['kind', 'subject']).doUpdateSet(values))
    .execute();
}

export const findingOf = (db: Db, kind: string, subject: string): Promise<FindingRow | undefined> =>
  tables(db).selectFrom('overlap.finding').selectAll().where('kind', '=', kind).where('subject', '=', subject).executeTakeFirst();

export const findingsOf = (db: Db, kind: string, subjects: readonly string[]): Promise<FindingRow[]> =>
  tables(db)
    .selectFrom('overlap.finding')
    .selectAll()
    .where('kind', '=', kind)
    .where('subject', '=', sql<string>`any(${[...subjects]}::uuid[])`)
    .execute();

/** Asks to take part in an offer; a question that was declined may be asked again. */
export async function askToJoin(db: Db, row: PartnerRow): Promise<void> {
  permit('offer.edit', { organisation: row.organisation_id });
  await tables(db)
    .insertInto('overlap.partner')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['offer_id', 'organisation_id'])
        .doUpdateSet({ state: 'asked', word: row.word, draft: row.draft, asked_at: row.asked_at, decided_at: null })
        .where('overlap.partner.state', '=', 'declined'),
    )
    .execute();
}

/** Decides about a question, on behalf of the organisation whose offer it is. */
export async function decideJoin(
  db: Db,
  at: { offer: string; organisation: string; owner: string },
  state: 'accepted' | 'declined',
  when: Date,
): Promise<PartnerRow | undefined> {
  permit('offer.edit', { organisation: at.owner });
  return tables(db)
    .updateTable('overlap.partner')
    .set({ state, decided_at: when })
    .where('offer_id', '=', at.offer)
    .where('organisation_id', '=', at.organisation)
    .where('state', '=', 'asked')
    .returningAll()
    .executeTakeFirst();
}

/** Who takes part in an offer, and who has asked to. */
export const partnersOf = (db: Db, offers: readonly string[]): Promise<PartnerRow[]> =>
  offers.length === 0
    ? Promise.resolve([])
    : tables(db)
        .selectFrom('overlap.partner')
        .selectAll()
        .where('offer_id', 'in', [...offers])
        .orderBy('asked_at')
        .execute();

/** In which offers of others an organisation takes part, or has asked to. */
export const partnershipsOf = (db: Db, organisation: string): Promise<PartnerRow[]> =>
  tables(db).selectFrom('overlap.partner').selectAll().where('organisation_id', '=', organisation).orderBy('asked_at').execute();

export async function replaceClusters(db: Db, rows: readonly ClusterRow[]): Promise<void> {
  await inTransaction(db, async (trx) => {
    await tables(trx).deleteFrom('overlap.cluster').execute();
    for (const row of rows) await tables(trx).insertInto('overlap.cluster').values(row).execute();
  });
}

/** Groups of offers that are alike, the largest first. */
export const listClusters = (db: Db, asked: Asked): Promise<Page<ClusterRow>> => {
  const clusters = tables(db).selectFrom('overlap.cluster').selectAll();
  return pageOf(db, clusters.orderBy(sql`cardinality(members)`, 'desc').orderBy('score', 'desc'), 'id', asked);
};

/** How many offers all groups have. */
export async function countClustered(db: Db): Promise<number> {
  const counted = await sql<{ offers: number }>`select coalesce(sum(cardinality(members)), 0)::int as offers from overlap.cluster`.execute(
    db,
  );
  return counted.rows[0]?.offers ?? 0;
}

/** Takes away everything about things that are gone. */
export async function removeOverlapOf(db: Db, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return;
  const ids = [...subjects];
  await tables(db)
    .deleteFrom('overlap.stance')
    .where((where) => where.or([where('subject', 'in', ids), where('other', 'in', ids)]))
    .execute();
  await tables(db).deleteFrom('overlap.finding').where('subject', 'in', ids).execute();
  await tables(db).deleteFrom('overlap.partner').where('offer_id', 'in', ids).execute();
}
