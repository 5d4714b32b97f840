import { expect, it } from 'vitest';
import { sql } from 'kysely';
import { testDatabase } from '../../test/support/database.ts';
import type { PlatformTables } from './tables.ts';
import { firstOf, pageNumber, pageOf, pageOfAll, pageOfSql, pagesOf } from './lists.ts';

const { db } = await testDatabase();
await sql`insert into platform.refused_address (address, since, code, words)
  select lpad(n::text, 3, '0'), now(), n % 2, 'alike' from generate_series(1, 120) n`.execute(db);
const addresses = () => db.withTables<PlatformTables>().selectFrom('platform.refused_address').selectAll();

it('a page is named by a number from 1; anything else is the first', () => {
  expect(['2', '017', '0', '-1', '1.5', '1e9', 'x', '', undefined, '9'.repeat(40)].map(pageNumber)).toEqual([2, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
});

it('counts in the database, and shows every row once although many are alike to the order', async () => {
  const seen: string[] = [];
  for (let page = 1; page <= 3; page++) {
    const found = await pageOf(db, addresses().orderBy('code'), 'address', { page, perPage: 50 });
    expect([found.total, pagesOf(found), found.page]).toEqual([120, 3, page]);
    seen.push(...found.rows.map(({ address }) => address));
  }
  expect(new Set(seen).size).toBe(120);
  expect(seen.length).toBe(120);
});

it('shows the last page past the end, and the first of nothing', async () => {
  const past = await pageOf(db, addresses(), 'address', { page: 999_999_999, perPage: 50 });
  expect([past.page, past.rows.length]).toEqual([3, 20]);
  const none = await pageOf(db, addresses().where('words', '=', 'none'), 'address', { page: 4, perPage: 50 });
  expect(none).toEqual({ page: 1, perPage: 50, total: 0, rows: [] });
});

it('counts groups as rows', async () => {
  const codes = addresses().clearSelect().select('code').groupBy('code');
  expect((await pageOf(db, codes, 'code', firstOf(1))).total).toBe(2);
});

it('does the same for SQL and for a list that is there', async () => {
  const statement = sql<{ code: number; address: string }>`select * from platform.refused_address where code = ${1}`;
  const second = await pageOfSql(db, statement, sql`address desc`, { page: 2, perPage: 50 });
  expect([second.total, second.rows.map(({ address }) => address)]).toEqual([
    60,
    ['019', '017', '015', '013', '011', '009', '007', '005', '003', '001'],
  ]);
  expect(pageOfAll([1, 2, 3], { page: 9, perPage: 2 })).toEqual({ rows: [3], page: 2, perPage: 2, total: 3 });
});
