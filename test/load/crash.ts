/**
 * `npm run test:crash`: kills the server process and the database, 20 times by default, in the middle of requests.
 * Every answer that was acknowledged with a redirect has to be there afterwards, and no request may be half-stored.
 *   node test/load/crash.ts [--rounds 20]
 * On the embedded PostgreSQL both processes are killed. With DATABASE_URL only ours is: the other is not ours to kill.
 */
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { readConfig } from '../../src/platform/config.ts';
import { placeEmbedded } from '../../src/platform/database/embedded/placement.ts';
import { freePort, type RunningServer, startServer } from '../support/server.ts';

const rounds = Number(process.argv[process.argv.indexOf('--rounds') + 1] || 20) || 20;
const url = process.env['DATABASE_URL'];
const folder = mkdtempSync(join(tmpdir(), 'transferwerk-crash-'));
chmodSync(folder, 0o755);
const PORT = String(await freePort());
const WRITERS = 6;

interface Written {
  bogen: string;
  text: string;
}

const acknowledged: Written[] = [];
let requestsAcknowledged = 0;
const form = (fields: Record<string, string>, origin: string) => ({
  method: 'POST',
  redirect: 'manual' as const,
  headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams(fields).toString(),
});

/** The check that each writer fills, and how many measures are in its plan: a plan holds a hundred. */
const plans = new Map<number, { bogen: string; measures: number }>();

async function planOf(base: string, writer: number): Promise<{ bogen: string; measures: number }> {
  const known = plans.get(writer);
  if (known && known.measures < 100) return known;
  const started = await fetch(`${base}/checks/healthy-work/start`, form({}, base));
  if (started.status !== 303) throw new Error(`a check could not be started: ${started.status}`);
  const plan = { bogen: (started.headers.get('location') ?? '').replace('/thema/1', ''), measures: 0 };
  plans.set(writer, plan);
  return plan;
}

/** Writes measures and requests until the server is gone; notes only what was acknowledged. */
async function write(base: string, writer: number, round: number): Promise<void> {
  try {
    for (let n = 0; ; n++) {
      const plan = await planOf(base, writer);
      plan.measures++;
      const { bogen } = plan;
      const text = `Runde ${round}, Schreiber ${writer}, Nummer ${n}`;
      const answer = await fetch(`${base}${bogen}/plan`, form({ text }, base));
      await answer.arrayBuffer();
      if (answer.status === 303) acknowledged.push({ bogen, text });
      if (n === 2 && writer === 0) {
        const sent = await fetch(`${base}/anfrage`, form({ message: text, contact: 'A', email: 'a@demo.example', consent: 'ja' }, base));
        if (sent.status === 303) requestsAcknowledged++;
      }
    }
  } catch {
    // The server is gone: that is the test.
  }
}

function killDatabase(): void {
  if (url) return;
  const place = placeEmbedded(readConfig({ DATA_DIR: folder }).dataDir);
  const pid = Number(readFileSync(join(place.cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
  process.kill(pid, 'SIGKILL');
}

const dead = (server: RunningServer) =>
  new Promise<void>((resolve) =>
    server.process.exitCode !== null || server.process.signalCode !== null ? resolve() : server.process.once('exit', () => resolve()),
  );

console.log(
  `${rounds} rounds on ${url ? 'the PostgreSQL of DATABASE_URL (server process killed)' : 'the embedded PostgreSQL (server process and database killed)'}`,
);
let lost = 0;
let checked = 0;
for (let round = 1; round <= rounds; round++) {
  const server = await startServer(folder, { PORT, LOG_LEVEL: 'silent' });
  const base = server.url;
  // What earlier rounds were told is stored has to be there: a sample of the older ones, all of the newest.
  for (const { bogen, text } of acknowledged.slice(checked)) {
    const page = await (await fetch(`${base}${bogen}/datei.json`)).text();
    if (!page.includes(text)) {
      lost++;
      console.error(`LOST: ${text}`);
    }
  }
  checked = acknowledged.length;
  const writers = Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(base, writer, round)));
  const delay = 150 + ((round * 137) % 500); // different moments, the same in every run
  await new Promise((done) => setTimeout(done, delay));
  // In odd rounds the database dies first, in even ones the server.
  if (round % 2) killDatabase();
  server.process.removeAllListeners('exit');
  server.process.kill('SIGKILL');
  if (round % 2 === 0) killDatabase();
  await dead(server);
  await writers;
}

const server = await startServer(folder, { PORT, LOG_LEVEL: 'silent' });
for (const { bogen, text } of acknowledged.slice(checked)) {
  if (!(await (await fetch(`${server.url}${bogen}/datei.json`)).text()).includes(text)) lost++;
}
const connection = url
  ? { connectionString: url }
  : { host: placeEmbedded(readConfig({ DATA_DIR: folder }).dataDir).socketDir, user: 'transferwerk', database: 'postgres' };
const client = new pg.Client(connection);
await client.connect();
const stored = await client.query('select count(*)::int as n from requests.request');
const half = await client.query(
  `select count(*)::int as n from requests.request r where not exists (select 1 from requests.step s where s.request_id = r.id)
   or (select count(*) from platform.link l where l.subject = r.id) < 2 or not exists (select 1 from platform.event e where e.subject = r.id)`,
);
await client.end();
await server.stop();
rmSync(folder, { recursive: true, force: true });
const missing = Math.max(0, requestsAcknowledged - stored.rows[0].n);
console.log(
  `${acknowledged.length} measures and ${requestsAcknowledged} requests were acknowledged; ${lost} measures and ${missing} requests lost, ${half.rows[0].n} requests half-stored`,
);
process.exit(lost + missing + half.rows[0].n > 0 || acknowledged.length === 0 ? 1 : 0);
