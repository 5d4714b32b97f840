/** What the database cannot do just now is said, soon, and to the one who asked; nothing else stands still for it. */
import pg from 'pg';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { testApplication } from './support/application.ts';
import { withPatience } from '../src/platform/database/patience.ts';

let house: Awaited<ReturnType<typeof testApplication>>;
let office: Awaited<ReturnType<typeof house.as>>;
const lines: string[] = [];

beforeAll(async () => {
  house = await testApplication({ LOG_LEVEL: 'warn' }, { write: (line) => lines.push(line) });
  office = await house.as(['office']);
});

/** Somebody who holds tables for as long as wished, as a migration or a backup gone wrong would. */
async function locked(...tables: string[]) {
  const client = new pg.Client(house.database.owner);
  await client.connect();
  await client.query('begin');
  await client.query(`lock table ${tables.join(', ')} in access exclusive mode`);
  return {
    /** Whether somebody waits in the queue for the lock. */
    waiting: async () => (await client.query('select 1 from pg_locks where not granted')).rowCount ?? 0,
    end: async () => {
      await client.query('rollback');
      await client.end();
    },
  };
}

let lock: Awaited<ReturnType<typeof locked>> | undefined;
afterEach(async () => {
  await lock?.end();
  lock = undefined;
});

describe('a locked table', () => {
  it('is answered in words, with when to come back', async () => {
    lock = await locked('news.item');
    const answer = await house.get('/neuigkeiten');
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await answer.text()).toContain('<h1>Das geht gerade nicht</h1>');
    await lock.end();
    lock = undefined;
    expect((await house.get('/neuigkeiten')).status).toBe(200);
  });

  it('is said as JSON to programs', async () => {
    lock = await locked('search.document', 'offers.offer', 'organisations.organisation');
    const answer = await house.get('/api/hsds/services');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ error: { status: 503 } });
  });

  it('holds up nothing else: forty wait for it, all are answered, and those who need it not are served', async () => {
    lock = await locked('news.item');
    const forty = Promise.all(Array.from({ length: 40 }, async () => house.get('/neuigkeiten')));
    expect((await house.get('/impressum')).status).toBe(200);
    expect((await house.get('/readyz')).status).toBe(200);
    expect(new Set((await forty).map(({ status }) => status))).toEqual(new Set([503]));
  });

  it('signs nobody out: whoever is signed in is told the same, not to sign in', async () => {
    lock = await locked('accounts.session');
    const answer = await house.get('/konto', { cookie: office.cookie });
    expect(answer.status).toBe(503);
  });

  it('loses nothing of what was sent: the same form goes through as soon as it is free', async () => {
    const fields = { email: 'ein@betrieb.example', schluessel: 'abcdefghijklmnopqrstuv' };
    lock = await locked('news.subscriber');
    expect((await house.post('/newsletter', fields)).status).toBe(503);
    await lock.end();
    lock = undefined;
    expect((await house.post('/newsletter', fields)).status).toBeLessThan(400);
  });

  it('is a line in the log with its kind, and no stack', () => {
    const said = lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'unavailable');
    expect(said.length).toBeGreaterThan(40);
    expect(new Set(said.map(({ reason }) => reason)).has('55P03')).toBe(true);
    expect(said.every(({ err }) => err === undefined)).toBe(true);
  });
});

describe('the database', () => {
  it('gives up by itself what takes too long: pages sooner, jobs later', async () => {
    const ask = async () => {
      const names = ['statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout'];
      const { rows } = await house.services.pool.query(`select ${names.map((name) => `current_setting('${name}') as ${name}`).join(', ')}`);
      return Object.values(rows[0] as object);
    };
    expect(await withPatience(ask)).toEqual(['30s', '1500ms', '1min']);
    expect(await ask()).toEqual(['15min', '2min', '5min']);
  });

  it('lets those who change something take turns: waiting for the trail is no locked table', async () => {
    const { rows } = await house.services.pool.query("select proconfig from pg_proc where oid = 'platform.audit_end'::regproc");
    expect(rows[0].proconfig).toEqual(['lock_timeout=15s']);
  });

  it('sees no statement with a name: a pooler in transaction mode would not know it', async () => {
    await house.post('/newsletter', { email: 'zwei@betrieb.example' });
    const clients = await Promise.all([1, 2, 3, 4, 5, 6].map(() => house.services.pool.connect()));
    const named = await Promise.all(clients.map((client) => client.query('select name from pg_prepared_statements')));
    for (const client of clients) client.release();
    expect(named.flatMap(({ rows }) => rows)).toEqual([]);
  });
});
