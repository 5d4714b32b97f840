import { afterAll, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { SCHEMA } from '../../migrations.ts';
import { connect } from './index.ts';
import { type ModuleMigrations, runMigrations, withMigrationLock } from './migrate.ts';

const { owner } = await testDatabase();
const { pool } = connect(owner);
afterAll(() => pool.end());
const migrate = (modules: ModuleMigrations[]) =>
  withMigrationLock(pool, (client) => runMigrations(client, [...SCHEMA.migrations, ...modules]));
const module = (files: Record<string, string>) => [{ module: 'probe', files }];

const FILES = { '0001-a.sql': 'create schema probe; create table probe.a (n integer)', '0002-b.sql': 'insert into probe.a values (1)' };

it('runs each file once, in order, also when many start at the same time', async () => {
  const runs = await Promise.all([1, 2, 3, 4].map(() => migrate(module(FILES))));
  expect(runs.flat().toSorted()).toEqual(['probe/0001-a.sql', 'probe/0002-b.sql']);
  expect((await pool.query('select * from probe.a')).rowCount).toBe(1);
});

it('refuses a file that was changed after it had run', async () => {
  await expect(migrate(module({ '0001-a.sql': 'select 1', '0002-b.sql': 'select 1' }))).rejects.toThrow(/changed after it had run/);
});

it('leaves nothing of a file that fails half-way', async () => {
  await expect(migrate(module({ ...FILES, '0003-c.sql': 'create table probe.c (n integer); select nonsense' }))).rejects.toThrow(/0003-c/);
  expect((await pool.query("select to_regclass('probe.c') as c")).rows[0].c).toBeNull();
});

it('refuses a schema that a newer release has brought further, and says what to do', async () => {
  const { '0001-a.sql': first } = FILES;
  await expect(migrate(module({ '0001-a.sql': first }))).rejects.toThrow(
    /newer than this release: it holds probe\/0002-b.sql, which .* Start the newer release/,
  );
});
