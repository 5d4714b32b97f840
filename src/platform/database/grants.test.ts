import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import { SCHEMA } from '../../migrations.ts';
import { connect } from './index.ts';
import { prepareDatabase } from './prepare.ts';

const database = await testDatabase();
const { pool } = database;
const owned = connect(database.owner, { poolSize: 1 });
afterAll(() => owned.pool.end());

const refused = (query: string) => expect(pool.query(query), query).rejects.toMatchObject({ code: '42501' });
const schemas = [...SCHEMA.migrations.map(({ module }) => module), 'jobs'];

async function names(query: string): Promise<string[]> {
  return (await pool.query<{ name: string }>(query, query.includes('$1') ? [schemas] : [])).rows.map(({ name }) => name);
}

describe('the application’s role', () => {
  it('is nobody special', async () => {
    const { rows } = await pool.query('select * from pg_roles where rolname = current_user');
    expect(rows[0]).toMatchObject({
      rolsuper: false,
      rolcreatedb: false,
      rolcreaterole: false,
      rolreplication: false,
      rolbypassrls: false,
    });
    expect(await names('select roleid::regrole::text as name from pg_auth_members where member = current_user::regrole')).toEqual([]);
  });

  it('owns nothing', async () => {
    for (const [catalogue, owner] of [
      ['pg_class', 'relowner'],
      ['pg_proc', 'proowner'],
      ['pg_namespace', 'nspowner'],
      ['pg_type', 'typowner'],
      ['pg_database', 'datdba'],
    ])
      expect((await pool.query(`select oid from ${catalogue} where ${owner} = current_user::regrole`)).rows, catalogue).toEqual([]);
  });

  it('makes nothing, anywhere', async () => {
    const all = await names("select nspname as name from pg_namespace where has_schema_privilege(oid, 'CREATE')");
    expect(all).toEqual([]);
    await refused('create table public.probe (n integer)');
    await refused('create schema probe');
    await refused('create temporary table probe (n integer)');
    await refused('create extension dblink');
    await expect(pool.query('alter table platform.mail add column x text')).rejects.toMatchObject({ code: '42501' });
    await expect(pool.query('drop table platform.mail')).rejects.toMatchObject({ code: '42501' });
  });

  it('adds to the audit trail and reads it, no more', async () => {
    await pool.query('select count(*) from platform.audit');
    await refused("update platform.audit set action = 'x'");
    await refused('delete from platform.audit');
    await refused('truncate platform.audit');
    await refused('alter table platform.audit disable trigger user');
    await refused('drop trigger audit_append_only on platform.audit');
    await refused('set session_replication_role = replica');
    await refused('create or replace function platform.refuse_change() returns trigger language plpgsql as $$ begin return new; end $$');
    await refused("select setval('platform.audit_position_seq', 1)");
  });

  it('reads what was migrated, and may not claim that something was', async () => {
    await pool.query('select * from platform.migration');
    await refused("insert into platform.migration values ('probe', '0001.sql', 'x')");
    await refused('delete from platform.migration');
    await refused('delete from platform.secret');
  });

  it('reaches neither the server’s files nor its programs nor its passwords', async () => {
    await refused('select * from pg_authid');
    await refused("copy (select 1) to program 'true'");
    await refused("copy (select 1) to '/tmp/probe'");
    await refused("select pg_read_file('PG_VERSION')");
    await refused("select pg_ls_dir('.')");
    await refused('alter system set log_statement = none');
    await refused('set role pg_read_all_data');
    await expect(pool.query(`set role ${(await owned.pool.query('select current_user as me')).rows[0].me}`)).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('can use every table, every sequence and every function of the modules', async () => {
    const tables = await names(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = any($1) and c.relkind in ('r', 'p', 'v', 'm')`,
    );
    expect(tables.length).toBeGreaterThan(100);
    for (const table of tables) {
      const rights = SCHEMA.less[table] ?? ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];
      const held = await pool.query<{ right: string; has: boolean }>(
        'select r as right, has_table_privilege($1, r) as has from unnest($2::text[]) r',
        [table, ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']],
      );
      expect(
        held.rows.filter(({ has }) => has).map(({ right }) => right),
        table,
      ).toEqual(rights);
    }
    const without = await names(
      `select p.oid::regprocedure::text as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = any($1) and not has_function_privilege(p.oid, 'EXECUTE')`,
    );
    expect(without).toEqual([]);
  });
});

describe('a start', () => {
  it('writes nothing where nothing is to be done, and takes back what somebody gave too much', async () => {
    const change = async () =>
      (await owned.pool.query<{ n: string }>("select max(xmin::text::bigint) as n from pg_class where relname = 'audit'")).rows[0]?.n;
    await prepareDatabase(database, SCHEMA);
    const before = await change();
    await prepareDatabase(database, SCHEMA);
    expect(await change()).toBe(before);
    await owned.pool.query(`grant all on platform.audit to ${(await pool.query('select current_user as me')).rows[0].me}`);
    await prepareDatabase(database, SCHEMA);
    await refused('delete from platform.audit');
  });

  it('of the application’s role alone works once everything is there, and says what is missing where it is not', async () => {
    const alone = { ...database, owner: undefined };
    expect(await prepareDatabase(alone, SCHEMA)).toMatchObject({ applied: [], notice: undefined });
    const more = { ...SCHEMA, migrations: [...SCHEMA.migrations, { module: 'probe', files: { '0001.sql': 'create schema probe' } }] };
    await expect(prepareDatabase(alone, more)).rejects.toThrow(/DATABASE_OWNER_URL/);
  });

  it('refuses two roles of two databases', async () => {
    const other = await testDatabase();
    await expect(prepareDatabase({ ...database, pool: other.pool }, SCHEMA)).rejects.toThrow('these are two databases');
  });

  it('of the owner alone works as before, and says once that two roles are safer', async () => {
    const alone = { pool: owned.pool, connection: database.owner, owner: undefined, role: undefined };
    const { notice } = await prepareDatabase(alone, SCHEMA);
    expect(notice).toContain('Two roles');
  });
});
