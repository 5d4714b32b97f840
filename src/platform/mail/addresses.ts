/** Addresses that a mail server has refused for good: letters to many leave them out, and their records say so. */
import type { Db } from '../database/index.ts';
import { inPortions } from '../rows.ts';
import type { PlatformTables } from '../tables.ts';
import type { Outcome } from './outcome.ts';

export interface RefusedAddress {
  address: string;
  since: Date;
  /** What the mail server said. */
  words: string;
}

const tables = (db: Db) => db.withTables<PlatformTables>();
const folded = (address: string) => address.trim().toLowerCase();

export async function markRefused(db: Db, address: string, { code, words }: Pick<Outcome, 'code' | 'words'>, at: Date): Promise<void> {
  await tables(db)
    .insertInto('platform.refused_address')
    .values({ address: folded(address), since: at, code: code ?? null, words })
    .onConflict((conflict) => conflict.column('address').doUpdateSet({ code: code ?? null, words }))
    .execute();
}

/** Something has arrived there, or somebody says that it is right. */
export const unmarkRefused = (db: Db, address: string): Promise<unknown> =>
  tables(db).deleteFrom('platform.refused_address').where('address', '=', folded(address)).execute();

/** Those of some addresses that were refused, by address in small letters. */
export async function refusedAmong(db: Db, addresses: readonly string[]): Promise<Map<string, RefusedAddress>> {
  const found = new Map<string, RefusedAddress>();
  for (const some of inPortions([...new Set(addresses.map(folded))])) {
    const rows = await tables(db).selectFrom('platform.refused_address').selectAll().where('address', 'in', some).execute();
    for (const { address, since, words } of rows) found.set(address, { address, since, words });
  }
  return found;
}

/** Nobody tries for ever: what was refused long ago may be right again. */
export async function forgetRefused(db: Db, before: Date): Promise<number> {
  const result = await tables(db).deleteFrom('platform.refused_address').where('since', '<', before).executeTakeFirst();
  return Number(result.numDeletedRows);
}
