import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { fromRoot } from '../../root.ts';
import { placeEmbedded } from './placement.ts';
import { useEmbeddedServer } from './server.ts';

const folder = mkdtempSync(join(tmpdir(), 'tw-embedded-'));
chmodSync(folder, 0o755);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const postmaster = (dataDir: string) => Number(readFileSync(join(placeEmbedded(dataDir).cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);

async function query<Row>(connection: pg.ClientConfig, text: string): Promise<Row[]> {
  const client = new pg.Client(connection);
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows as Row[];
  } finally {
    await client.end().catch(() => {});
  }
}

/** A process of its own that uses the same folder until it is told to end. */
function otherProcess(dataDir: string) {
  const script = `
    import { useEmbeddedServer } from ${JSON.stringify(fromRoot('src', 'platform', 'database', 'embedded', 'server.ts'))};
    import pg from ${JSON.stringify(fromRoot('node_modules', 'pg', 'esm', 'index.mjs'))};
    const server = await useEmbeddedServer(${JSON.stringify(dataDir)});
    const client = new pg.Client(server.connection);
    await client.connect();
    console.log('ready');
    process.stdin.once('data', async () => { await client.end(); await server.release(); process.exit(0); });`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
  const end = () =>
    new Promise<void>((resolve) => {
      child.removeAllListeners('exit');
      child.once('exit', () => resolve());
      child.stdin.write('x');
    });
  return { ready, end };
}

describe('the embedded server', () => {
  it('is made, used, and stopped by the last one who leaves', async () => {
    const data = join(folder, 'one');
    const mine = await useEmbeddedServer(data);
    await query(mine.connection, 'create table kept (n integer); insert into kept values (7)');
    const other = otherProcess(data);
    await other.ready;
    await mine.release(); // somebody else is still there
    expect(await query(mine.connection, 'select n from kept')).toEqual([{ n: 7 }]);
    await other.end();
    expect(existsSync(join(placeEmbedded(data).cluster, 'postmaster.pid'))).toBe(false);
    const again = await useEmbeddedServer(data);
    expect(await query(again.connection, 'select n from kept')).toEqual([{ n: 7 }]);
    await again.release();
  });

  it('is one server when two processes start at the same time', async () => {
    const data = join(folder, 'two');
    const [first, second] = [otherProcess(data), otherProcess(data)];
    await Promise.all([first.ready, second.ready]);
    const pid = postmaster(data);
    await first.end();
    expect(postmaster(data)).toBe(pid);
    await second.end();
  });

  it('comes back after kill -9, with everything that was acknowledged', async () => {
    const data = join(folder, 'three');
    const server = await useEmbeddedServer(data);
    await query(server.connection, 'create table kept (n integer)');
    for (let n = 0; n < 20; n++) await query(server.connection, `insert into kept values (${n})`);
    process.kill(postmaster(data), 'SIGKILL');
    const again = await useEmbeddedServer(data);
    expect(await query(again.connection, 'select count(*)::int as n from kept')).toEqual([{ n: 20 }]);
    await again.release();
  });

  it.runIf(process.getuid?.() === 0)('moves to the system’s state folder below a closed parent, as root', async () => {
    const closed = join(folder, 'closed');
    mkdirSync(closed, { mode: 0o700 });
    chmodSync(closed, 0o700);
    const data = join(closed, 'project', 'data');
    const server = await useEmbeddedServer(data);
    expect(server.notice).toContain('/var/lib/transferwerk/project-');
    expect(await query(server.connection, 'select 1 as n')).toEqual([{ n: 1 }]);
    await server.release();
    rmSync(join(placeEmbedded(data).cluster, '..'), { recursive: true, force: true });
  });
});
