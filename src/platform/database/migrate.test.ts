import { afterAll, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { connect } from './index.ts';
import { type ModuleMigrations, runMigrations, withMigrationLock } from './migrate.ts';

const { owner } = await testDatabase();
const { pool } = connect(owner);
afterAll(() => pool.end());
const migrate = (modules: ModuleMigrations[]) => withMigrationLock(pool, (client) => runMigrations(client, modules));
const module = (files: Record<string, string>) => [{ module: 'probe', files }];

it('runs each file once, in order, also when many start at the same time', async () => {
  const files = { '0001-a.sql': 'create schema probe; create table probe.a (n integer)', '0002-b.sql': 'insert into probe.a values (1)' };
  const runs = await Promise.all([1, 2, 3, 4].map(() => migrate(module(files))));
  expect(runs.flat().toSorted()).toEqual(['probe/0001-a.sql', 'probe/0002-b.sql']);
  expect((await pool.query('select * from probe.a')).rowCount).toBe(1);
});

it('refuses a file that was changed after it had run', async () => {
  await expect(migrate(module({ '0001-a.sql': 'select 1' }))).rejects.toThrow(/changed after it had run/);
});

it('leaves nothing of a file that fails half-way', async () => {
  await expect(migrate(module({ '0003-c.sql': 'create table probe.c (n integer); select nonsense' }))).rejects.toThrow(/0003-c/);
  expect((await pool.query("select to_regclass('probe.c') as c")).rows[0].c).toBeNull();
});
