import type { Db } from './database/index.ts';
import type { PlatformTables } from './tables.ts';

const tables = (db: Db) => db.withTables<PlatformTables>();

/** A value that belongs to the installation as a whole. */
export async function readSetting<Value>(db: Db, name: string): Promise<Value | undefined> {
  const row = await tables(db).selectFrom('platform.setting').select('value').where('name', '=', name).executeTakeFirst();
  return row?.value as Value | undefined;
}

export async function writeSetting(db: Db, name: string, value: unknown): Promise<void> {
  const json = JSON.stringify(value);
  await tables(db)
    .insertInto('platform.setting')
    .values({ name, value: json })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: json }))
    .execute();
}

export async function removeSetting(db: Db, name: string): Promise<void> {
  await tables(db).deleteFrom('platform.setting').where('name', '=', name).execute();
}
