import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { testDatabase } from './support/database.ts';

const { db } = await testDatabase();

it('whoever holds a transaction and asks for a second connection is found by any test', async () => {
  const second = db.transaction().execute(() => sql`select 1`.execute(db));
  await expect(second).rejects.toThrow('a second connection is asked for within a transaction');
  await db.transaction().execute((trx) => sql`select 1`.execute(trx));
  await sql`select 1`.execute(db);
});
