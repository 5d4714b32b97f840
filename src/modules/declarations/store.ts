import { sql } from 'kysely';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf } from '#platform/lists.ts';
import { change, permit } from '#modules/accounts/index.ts';
import { newSigningKey, type PublicKey, type SigningKey } from './signature.ts';
import type { DeclarationRow, DeclarationsTables } from './tables.ts';

const tables = (db: Db) => db.withTables<DeclarationsTables>();

/** The key in use; the first is made when it is needed. One lock, so that instances that start together make one. */
export function keyInUse(db: Db, at: Date): Promise<SigningKey> {
  return inTransaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(4227015)`.execute(trx);
    const row = await tables(trx).selectFrom('declarations.signing_key').selectAll().where('retired_at', 'is', null).executeTakeFirst();
    if (row) return { id: row.id, publicKey: row.public_key, privateKey: row.private_key };
    return insertKey(trx, at);
  });
}

async function insertKey(trx: Db, at: Date): Promise<SigningKey> {
  const key = newSigningKey();
  await tables(trx)
    .insertInto('declarations.signing_key')
    .values({
      id: key.id,
      public_key: JSON.stringify(key.publicKey) as never,
      private_key: key.privateKey,
      created_at: at,
      retired_at: null,
    })
    .execute();
  return key;
}

/** Retires the key in use and begins with a new one; what was signed before stays valid. */
export function rotateKey(db: Db, at: Date): Promise<SigningKey> {
  permit('declaration.rotateKey');
  return inTransaction(db, async (trx) => {
    await sql`select pg_advisory_xact_lock(4227015)`.execute(trx);
    await tables(trx).updateTable('declarations.signing_key').set({ retired_at: at }).where('retired_at', 'is', null).execute();
    return insertKey(trx, at);
  });
}

export const publishedKeys = async (db: Db): Promise<{ key: PublicKey; createdAt: Date; retiredAt: Date | null }[]> => {
  const rows = await tables(db)
    .selectFrom('declarations.signing_key')
    .select(['public_key', 'created_at', 'retired_at'])
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map((row) => ({ key: row.public_key, createdAt: row.created_at, retiredAt: row.retired_at }));
};

/** Enters a declaration. False where the assessment has one that still stands. */
export async function insertDeclaration(db: Db, row: DeclarationRow): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const entry = {
      what: 'declaration.issued',
      kind: 'declaration',
      record: row.id,
      details: { check: row.check_id, version: row.version },
    };
    permit('declaration.issue', { link: row.assessment_id });
    const inserted = await tables(trx)
      .insertInto('declarations.declaration')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!inserted) return false;
    await change(trx, 'declaration.issue', { link: row.assessment_id }, entry);
    return true;
  });
}

const WITHOUT_FILE = [
  'id',
  'number',
  'assessment_id',
  'check_id',
  'version',
  'company',
  'place',
  'named',
  'issued_on',
  'valid_until',
  'withdrawn_at',
  'token',
  'email',
  'locale',
  'reminded_at',
  'link_id',
  'created_at',
] as const;
export type Declaration = Omit<DeclarationRow, 'file'>;

const declarations = (db: Db) => tables(db).selectFrom('declarations.declaration').select(WITHOUT_FILE);

export const declarationByNumber = (db: Db, number: string): Promise<Declaration | undefined> =>
  declarations(db).where('number', '=', number).executeTakeFirst();
export const declarationById = (db: Db, id: string): Promise<Declaration | undefined> =>
  declarations(db).where('id', '=', id).executeTakeFirst();
export const declarationOf = (db: Db, assessmentId: string): Promise<Declaration | undefined> =>
  declarations(db).where('assessment_id', '=', assessmentId).where('withdrawn_at', 'is', null).executeTakeFirst();

export async function declarationFile(db: Db, id: string): Promise<Buffer | undefined> {
  const row = await tables(db).selectFrom('declarations.declaration').select('file').where('id', '=', id).executeTakeFirst();
  return row?.file;
}

/** Changes what the public page shows or who is reminded, or withdraws it. */
export async function updateDeclaration(
  db: Db,
  id: string,
  values: Partial<Pick<DeclarationRow, 'named' | 'email' | 'withdrawn_at'>>,
): Promise<void> {
  await inTransaction(db, async (trx) => {
    const what = values.withdrawn_at ? 'declaration.withdrawn' : 'declaration.changed';
    await change(trx, 'declaration.manage', { link: id }, { what, kind: 'declaration', record: id });
    await tables(trx).updateTable('declarations.declaration').set(values).where('id', '=', id).execute();
  });
}

/** Declarations that end until a day and of which nobody was reminded yet. */
export const endingUntil = (db: Db, day: string, after: string, limit: number): Promise<Declaration[]> =>
  declarations(db)
    .where('valid_until', '<=', day)
    .where('withdrawn_at', 'is', null)
    .where('reminded_at', 'is', null)
    .where('email', 'is not', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();

export async function noteReminded(db: Db, id: string, at: Date): Promise<void> {
  await tables(db).updateTable('declarations.declaration').set({ reminded_at: at }).where('id', '=', id).execute();
}

/** Removes who it was and whom to remind from declarations that ended before a day; number and state stay. */
export async function anonymiseDeclarations(db: Db, before: string): Promise<number> {
  const result = await tables(db)
    .updateTable('declarations.declaration')
    .set({ company: '', place: '', named: false, email: null, token: '', file: Buffer.alloc(0) })
    .where('valid_until', '<', before)
    .where('company', '<>', '')
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Forgets whom to remind; the declarations themselves stay their company's word. */
export async function forgetDeclarant(db: Db, email: string): Promise<number> {
  const result = await tables(db)
    .updateTable('declarations.declaration')
    .set({ email: null })
    .where('email', '=', email)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Declarations of which somebody is reminded at an address, without their files. */
export const declarationsTo = (db: Db, email: string): Promise<Declaration[]> => declarations(db).where('email', '=', email).execute();

/** Declarations that hold and end within some days, the first to end first; companies by name only where they agreed. */
export const declarationsEnding = (
  db: Db,
  from: string,
  to: string,
  asked: Asked,
): Promise<Page<Pick<DeclarationRow, 'number' | 'company' | 'named' | 'valid_until'>>> => {
  const ending = tables(db)
    .selectFrom('declarations.declaration')
    .select(['number', 'company', 'named', 'valid_until'])
    .where('withdrawn_at', 'is', null)
    .where('valid_until', '>=', from)
    .where('valid_until', '<=', to)
    .orderBy('valid_until');
  return pageOf(db, ending, 'number', asked);
};
