import type { Generated, Insertable, Selectable } from 'kysely';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf } from '#platform/lists.ts';
import { change, permit } from '#modules/accounts/index.ts';

export type ProofState = 'none' | 'asked' | 'proved' | 'refused';

interface CompanyTable {
  id: string;
  name: string;
  place: string;
  created_at: Date;
  /** How the company says that it exists, and what the office found. */
  proof: Generated<string>;
  proof_state: Generated<ProofState>;
  proof_at: Generated<Date | null>;
}

export type CompanyRow = Selectable<CompanyTable>;

export type ClaimKind = 'assessment' | 'request';

export interface ClaimRow {
  id: string;
  company_id: string;
  kind: ClaimKind;
  subject: string;
  link: string;
  claimed_at: Date;
}

/** Tables of the schema `companies`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
type CompaniesTables = { 'companies.company': CompanyTable; 'companies.claim': ClaimRow };

const tables = (db: Db) => db.withTables<CompaniesTables>();

export async function insertCompany(db: Db, company: Insertable<CompanyTable>): Promise<void> {
  await change(db, 'company.create', {}, { what: 'company.created', kind: 'company', record: company.id });
  await tables(db).insertInto('companies.company').values(company).execute();
}

export const companyById = (db: Db, id: string): Promise<CompanyRow | undefined> =>
  tables(db).selectFrom('companies.company').selectAll().where('id', '=', id).executeTakeFirst();

export async function saveCompany(db: Db, id: string, values: Pick<CompanyRow, 'name' | 'place'>): Promise<void> {
  await change(db, 'company.manage', { company: id }, { what: 'company.changed', kind: 'company', record: id });
  await tables(db).updateTable('companies.company').set(values).where('id', '=', id).execute();
}

/** The company says how it can be seen that it exists; what was found before is asked anew. */
export async function askForProof(db: Db, id: string, proof: string, at: Date): Promise<void> {
  await inTransaction(db, async (trx) => {
    await change(trx, 'company.manage', { company: id }, { what: 'company.proofAsked', kind: 'company', record: id });
    await tables(trx).updateTable('companies.company').set({ proof, proof_state: 'asked', proof_at: at }).where('id', '=', id).execute();
  });
}

/** Companies that asked to be seen as real, who has waited longest first. */
export const companiesAsking = (db: Db, asked: Asked): Promise<Page<CompanyRow>> =>
  pageOf(db, tables(db).selectFrom('companies.company').selectAll().where('proof_state', '=', 'asked').orderBy('proof_at'), 'id', asked);

export async function decideProof(db: Db, id: string, result: 'proved' | 'refused', at: Date): Promise<void> {
  await inTransaction(db, async (trx) => {
    await change(trx, 'company.prove', {}, { what: `company.${result}`, kind: 'company', record: id });
    await tables(trx).updateTable('companies.company').set({ proof_state: result, proof_at: at }).where('id', '=', id).execute();
  });
}

/** Companies by their ids. */
export async function companiesByIds(db: Db, ids: readonly string[]): Promise<Map<string, CompanyRow>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom('companies.company')
    .selectAll()
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Names by their ids. */
export const companyNames = async (db: Db, ids: readonly string[]): Promise<Map<string, string>> =>
  new Map([...(await companiesByIds(db, ids))].map(([id, { name }]) => [id, name]));

/** Pulls something into the account; twice is once. */
export async function insertClaim(db: Db, claim: ClaimRow): Promise<void> {
  permit('company.manage', { company: claim.company_id });
  await tables(db)
    .insertInto('companies.claim')
    .values(claim)
    .onConflict((conflict) => conflict.columns(['company_id', 'kind', 'subject']).doUpdateSet({ link: claim.link }))
    .execute();
}

export const claimsOf = (db: Db, companyId: string): Promise<ClaimRow[]> =>
  tables(db)
    .selectFrom('companies.claim')
    .selectAll()
    .where('company_id', '=', companyId)
    .orderBy('claimed_at', 'desc')
    .orderBy('id')
    .execute();

export async function removeClaim(db: Db, companyId: string, id: string): Promise<void> {
  permit('company.manage', { company: companyId });
  await tables(db).deleteFrom('companies.claim').where('company_id', '=', companyId).where('id', '=', id).execute();
}

/** Everything of one kind that lies in some account: it is kept as long as the account is. */
export async function claimedSubjects(db: Db, kind: ClaimKind, after: string, limit: number): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom('companies.claim')
    .select('subject')
    .distinct()
    .where('kind', '=', kind)
    .where('subject', '>', after)
    .orderBy('subject')
    .limit(limit)
    .execute();
  return rows.map((row) => row.subject);
}

export async function removeCompany(db: Db, id: string): Promise<void> {
  await change(db, 'company.manage', { company: id }, { what: 'company.removed', kind: 'company', record: id });
  await tables(db).deleteFrom('companies.company').where('id', '=', id).execute();
}
