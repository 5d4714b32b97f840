import type { ColumnType, Generated, Selectable } from 'kysely';
import { currentActor } from '#platform/actor.ts';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { namedId } from '#platform/named-id.ts';
import { change, permit } from '#modules/accounts/index.ts';
import type { CredentialKind, DidDocument } from './model.ts';
import type { SigningKey } from './signature.ts';

type Json<Value> = ColumnType<Value, string, string>;

interface CredentialTable {
  id: string;
  number: string;
  kind: CredentialKind;
  user_id: string | null;
  holder: string;
  title: string;
  issued_at: Date;
  valid_until: string | null;
  status_index: number;
  revoked_at: Generated<Date | null>;
  revoked_why: Generated<string>;
  document: Json<Record<string, unknown>>;
}
export type CredentialRow = Selectable<CredentialTable>;
export type NewCredential = Omit<CredentialRow, 'revoked_at' | 'revoked_why'>;

interface KeyTable {
  id: string;
  public_key: string;
  secret_key: string;
  created_at: Date;
  retired_at: Generated<Date | null>;
}

interface IssuerTable {
  did: string;
  name: string;
  document: Json<DidDocument>;
  added_at: Date;
  /** When somebody compared the keys with the issuer's own address; null: they do not count. */
  confirmed_at: Date | null;
  confirmed_by: string | null;
}

/** Tables of the schema `credentials`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
type CredentialsTables = {
  'credentials.credential': CredentialTable;
  'credentials.signing_key': KeyTable;
  'credentials.trusted_issuer': IssuerTable;
};

const tables = (db: Db) => db.withTables<CredentialsTables>();

export interface StoredKey extends SigningKey {
  createdAt: Date;
  retiredAt: Date | null;
}

/** All keys that ever signed, the newest first. */
export async function allKeys(db: Db, did: string): Promise<StoredKey[]> {
  const rows = await tables(db).selectFrom('credentials.signing_key').selectAll().orderBy('created_at', 'desc').execute();
  return rows.map((row) => ({
    id: `${did}#${row.id}`,
    type: 'Multikey',
    controller: did,
    publicKeyMultibase: row.public_key,
    secretKeyMultibase: row.secret_key,
    createdAt: row.created_at,
    retiredAt: row.retired_at,
  }));
}

/** Enters a first key; where another process was quicker, its key stays. */
export async function insertFirstKey(db: Db, name: string, key: SigningKey, at: Date): Promise<void> {
  await tables(db)
    .insertInto('credentials.signing_key')
    .values({ id: name, public_key: key.publicKeyMultibase, secret_key: key.secretKeyMultibase, created_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Signs with another key from now on. */
export async function replaceKey(db: Db, name: string, key: SigningKey, at: Date): Promise<void> {
  await inTransaction(db, async (trx) => {
    await tables(trx).updateTable('credentials.signing_key').set({ retired_at: at }).where('retired_at', 'is', null).execute();
    await insertFirstKey(trx, name, key, at);
  });
}

/** Keeps what was issued. False where the place in the status list was taken in between. */
export async function insertCredential(db: Db, row: NewCredential): Promise<boolean> {
  const inserted = await tables(db)
    .insertInto('credentials.credential')
    .values({ ...row, document: JSON.stringify(row.document) })
    .onConflict((conflict) => conflict.column('status_index').doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
}

export const credentialByNumber = (db: Db, number: string): Promise<CredentialRow | undefined> =>
  tables(db).selectFrom('credentials.credential').selectAll().where('number', '=', number).executeTakeFirst();

export const credentialsByIds = async (db: Db, ids: readonly string[]): Promise<CredentialRow[]> =>
  ids.length === 0
    ? []
    : tables(db)
        .selectFrom('credentials.credential')
        .selectAll()
        .where('id', 'in', [...ids])
        .execute();

export const credentialsOf = (db: Db, userId: string): Promise<CredentialRow[]> =>
  tables(db).selectFrom('credentials.credential').selectAll().where('user_id', '=', userId).orderBy('issued_at', 'desc').execute();

/** Takes credentials back, for good: a bit that was set is never unset. Returns how many. */
export async function revoke(db: Db, ids: readonly string[], why: string, at: Date): Promise<number> {
  if (ids.length === 0) return 0;
  const result = await tables(db)
    .updateTable('credentials.credential')
    .set({ revoked_at: at, revoked_why: why })
    .where('id', 'in', [...ids])
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export async function revokedIndexes(db: Db): Promise<number[]> {
  const rows = await tables(db)
    .selectFrom('credentials.credential')
    .select('status_index')
    .where('revoked_at', 'is not', null)
    .orderBy('status_index')
    .execute();
  return rows.map((row) => row.status_index);
}

export const trustedIssuers = (db: Db): Promise<Selectable<IssuerTable>[]> =>
  tables(db).selectFrom('credentials.trusted_issuer').selectAll().orderBy('name').execute();

export async function trustIssuer(db: Db, name: string, document: DidDocument, at: Date): Promise<void> {
  await inTransaction(db, async (trx) => {
    await change(trx, 'qualification.decide', {}, { what: 'issuer.trusted', kind: 'issuer', record: namedId(document.id) });
    const { userId } = currentActor();
    const row = { did: document.id, name, document: JSON.stringify(document), added_at: at, confirmed_at: at, confirmed_by: userId };
    await tables(trx)
      .insertInto('credentials.trusted_issuer')
      .values(row)
      .onConflict((conflict) =>
        conflict.column('did').doUpdateSet({ name, document: row.document, added_at: at, confirmed_at: at, confirmed_by: userId }),
      )
      .execute();
  });
}

export async function distrustIssuer(db: Db, did: string): Promise<void> {
  await inTransaction(db, async (trx) => {
    await change(trx, 'qualification.decide', {}, { what: 'issuer.distrusted', kind: 'issuer', record: namedId(did) });
    await tables(trx).deleteFrom('credentials.trusted_issuer').where('did', '=', did).execute();
  });
}

/** Takes the name out of what somebody holds who is forgotten; what was signed with it can no longer count. */
export async function forgetHolder(db: Db, userId: string, at: Date): Promise<number> {
  permit('privacy.decide');
  const result = await tables(db)
    .updateTable('credentials.credential')
    .set({ holder: '', user_id: null, document: '{}', revoked_at: at, revoked_why: 'forgotten' })
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}
