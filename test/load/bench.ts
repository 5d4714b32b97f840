/**
 * `npm run bench`: the server row of the budgets, on a demo network at scale 35 (21,000 offers).
 *   --growth     times of search and match from 1,000 to 100,000 offers
 *   --scale <n>  another size
 * Absolute times are noisy on shared machines: everything is compared within one run.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { fromRoot } from '../../src/platform/root.ts';
import { freePort, type RunningServer, startServer } from '../support/server.ts';

const scaleArgument = process.argv.indexOf('--scale');
const scale = scaleArgument > 0 ? Number(process.argv[scaleArgument + 1]) : 35;
const folder = mkdtempSync(join(tmpdir(), 'transferwerk-bench-'));
chmodSync(folder, 0o755);
const env = { LOG_LEVEL: 'silent', DATABASE_URL: '' };
const cli = (...args: string[]) =>
  execFileSync(process.execPath, [fromRoot('dist', 'server', 'cli.js'), ...args], {
    env: { ...process.env, ...env, DATA_DIR: folder },
    encoding: 'utf8',
  });

const QUERIES = [
  'text=Wir+finden+keine+Auszubildenden&ort=24103',
  'text=Meine+Gesellen+laufen+mir+davon&ort=53113',
  'text=Ich+schaffe+das+alles+nicht+mehr&ort=80331',
  'thema=mental-strain&ort=10115&art=offer',
];

async function load(url: string, paths: string[], connections = 50, seconds = 8) {
  const requests = paths.map((path) => ({ path }));
  await autocannon({ url, requests, connections, duration: 2 }); // warm
  const result = await autocannon({ url, requests, connections, duration: seconds });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url}: ${result.non2xx} answers were not 2xx, ${result.errors} errors`);
  // autocannon knows p50, p90, p97.5 …; 97.5 is stricter than the 95 of the budget.
  return { perSecond: result.requests.average, p50: result.latency.p50, p975: result.latency.p97_5 };
}

/** The bare handler in a process of its own, as the server is. */
async function startBare(): Promise<{ url: string; process: ChildProcess }> {
  const port = await freePort();
  const child = spawn(process.execPath, [fromRoot('test', 'load', 'bare.ts'), String(port)], {
    env: { ...process.env, DATA_DIR: folder, DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`The bare handler ended with ${code}`)));
  });
  return { url: `http://127.0.0.1:${port}`, process: child };
}

async function compare(): Promise<boolean> {
  console.log(cli('demo', '--seed', '1', '--scale', String(scale)).trim());
  const server = await startServer(folder, env);
  const bare = await startBare();
  try {
    const page = await load(
      server.url,
      QUERIES.map((query) => `/finden?${query}`),
    );
    const plain = await load(bare.url, ['/0', '/1', '/2', '/3']);
    const show = (name: string, { perSecond, p50, p975 }: typeof page) =>
      console.log(`${name.padEnd(46)}${perSecond.toFixed(0).padStart(6)} requests/s   p50 ${p50} ms   p97.5 ${p975} ms`);
    show('search page (HTML, reasons, map)', page);
    show('bare Hono handler, same SQL, JSON', plain);
    const share = page.perSecond / plain.perSecond;
    const tail = page.p975 / page.p50;
    console.log(
      `page / bare: ${(share * 100).toFixed(0)} % (budget ≥ 50 %); tail p97.5 / p50 at 50 connections: ${tail.toFixed(2)} (budget p95 ≤ 3)`,
    );
    for (const path of ['/', '/checks/company-check', '/themen']) show(path, await load(server.url, [path], 50, 3));
    return share >= 0.5 && tail <= 3;
  } finally {
    bare.process.kill();
    await server.stop();
  }
}

async function latency(server: RunningServer): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 120; i++) {
    const start = performance.now();
    await (await fetch(`${server.url}/finden?${QUERIES[i % QUERIES.length]}`)).arrayBuffer();
    times.push(performance.now() - start);
  }
  return times.slice(20).toSorted((a, b) => a - b)[50] ?? Number.NaN;
}

async function growth(): Promise<boolean> {
  const medians: number[] = [];
  for (const offers of [1_000, 10_000, 100_000]) {
    cli('demo', '--seed', '1', '--scale', String(offers / 600));
    const server = await startServer(folder, env);
    const median = await latency(server);
    await server.stop();
    medians.push(median);
    console.log(`${String(offers).padStart(7)} offers: median ${median.toFixed(1)} ms`);
  }
  const factor = (medians.at(-1) ?? 0) / (medians[0] ?? 1);
  console.log(`from 1,000 to 100,000 offers: × ${factor.toFixed(2)} (budget ≤ 3)`);
  return factor <= 3;
}

const passed = process.argv.includes('--growth') ? await growth() : await compare();
rmSync(folder, { recursive: true, force: true });
process.exit(passed ? 0 : 1);
