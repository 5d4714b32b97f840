/**
 * Every page that can be opened by clicking, in a house as full as it is meant to be (npm run bench:rooms), as the office,
 * as a member of a body and as a visitor: how long each takes, how long it blocks everybody else, how much memory is used.
 */
import { writeFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { readConfig } from '../../src/platform/config.ts';
import { fullNetwork } from '../support/full-network.ts';
import { freePort, type RunningServer, startServer } from '../support/server.ts';
import { patternOf } from '../support/walk/route-patterns.ts';
import { walk } from '../support/walk/walk.ts';
import { fillRooms, morePartners } from './rooms/fill.ts';

/** Issue 18: what nobody has to wait longer for, on two cores. */
const BOUND = { pageMs: 1000, blockedMs: 100, memoryMb: 700 } as const;
/** What comes in pieces while it is made, however large it is: one waits for its beginning. */
const PIECEWISE = /format=ndjson|hsds\.zip|\/daten\/\w+\/(?:csv|xlsx)|bericht\.xlsx|abdeckung\.csv/;
/** What no link leads to at once: the largest tables, as files. */
const LARGEST = ['offers/csv', 'offers/xlsx', 'consultants/xlsx', 'requests/xlsx', 'agreements/xlsx', 'accounts/csv', 'audit/csv'].map(
  (file) => `/geschaeftsstelle/daten/${file}`,
);
const KINDS = ['visitor', 'office', 'bodyMember'] as const;

interface Seen {
  kind: string;
  route: string;
  address: string;
  ms: number;
  /** The same once more, where the first took too long: a cold cache is no slow page, a slow page is. */
  againMs: number;
  blockedMs: number;
  kb: number;
}

const seen: Seen[] = [];
let server: RunningServer | undefined;
afterAll(() => server?.stop());

/** An address of the database for a process of its own. */
function urlOf({ user, host, database }: { user?: string; host?: string; database?: string }): string {
  return `postgres://${user ?? ''}@/${database ?? ''}?host=${encodeURIComponent(host ?? '')}`;
}

it('no room of a full house is slow', { timeout: 3_600_000 }, async () => {
  const begun = performance.now();
  const network = await fullNetwork();
  const { database, people, services, made } = network;
  const step = (what: string) => console.log(`${what} after ${Math.round((performance.now() - begun) / 1000)} s`);
  step('a small network');
  await morePartners(network);
  step('a large one');
  await fillRooms(database.owned);
  step('with years of work in it');
  await services.pool.query(
    'update accounts.session set "createdAt" = now(), "updatedAt" = now(), "expiresAt" = now() + interval \'1 day\', strong_at = now()',
  );
  await services.jobs.stop();

  const metricsPort = String(await freePort());
  const { dataDir } = readConfig({ DATA_DIR: network.config.dataDir });
  server = await startServer(dataDir, {
    DATABASE_URL: urlOf(database.connection as never),
    DATABASE_OWNER_URL: urlOf(database.owner as never),
    DEMO: 'off',
    METRICS_PORT: metricsPort,
    LOG_LEVEL: 'error',
  });
  const { url } = server;

  /** What the server says of itself since it was asked last. */
  async function figures() {
    const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    const figure = (name: string) => Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)?.[1] ?? Number.NaN);
    const mb = (name: string) => figure(name) / 2 ** 20;
    const parts = ['heap_size_used', 'heap_size_total', 'external_memory'].map(
      (part) => `${part} ${Math.round(mb(`nodejs_${part}_bytes`))}`,
    );
    return {
      blockedMs: figure('nodejs_eventloop_lag_max_seconds') * 1000,
      memoryMb: mb('process_resident_memory_bytes'),
      parts: parts.join(', '),
    };
  }
  const { memoryMb: atStart, parts } = await figures();
  let memoryMb = atStart;
  const memory = [`${Math.round(memoryMb)} MB at the start (${parts})`];

  async function timed(path: string, cookie: string | undefined) {
    const start = performance.now();
    const answer = await fetch(url + path, { redirect: 'manual', headers: { ...(cookie ? { cookie } : {}), accept: 'text/html,*/*' } });
    const begunMs = performance.now() - start;
    const body = Buffer.from(await answer.arrayBuffer());
    const isPiecewise = PIECEWISE.test(path);
    return { answer, body, ms: isPiecewise ? begunMs : performance.now() - start };
  }

  for (const kind of KINDS) {
    const cookie = kind === 'visitor' ? undefined : people[kind].cookie;
    await walk({
      origin: url,
      get: async (path) => {
        await figures();
        const { answer, body, ms } = await timed(path, cookie);
        const after = await figures();
        if (after.memoryMb > memoryMb + 40) {
          memoryMb = after.memoryMb;
          memory.push(`${Math.round(memoryMb)} MB after ${kind} ${path} (${after.parts})`);
        }
        const isSlow = ms > BOUND.pageMs || after.blockedMs > BOUND.blockedMs;
        const againMs = isSlow ? (await timed(path, cookie)).ms : ms;
        const blockedMs = isSlow ? Math.min(after.blockedMs, (await figures()).blockedMs) : after.blockedMs;
        seen.push({ kind, route: patternOf(path)?.path ?? path, address: path, ms, againMs, blockedMs, kb: body.length / 1024 });
        return new Response(answer.status === 204 || answer.status === 304 ? null : body, {
          status: answer.status,
          headers: answer.headers,
        });
      },
      from: [kind === 'visitor' ? '/' : '/konto', ...(kind === 'visitor' ? [made.checks.path] : []), ...(kind === 'office' ? LARGEST : [])],
      expected: new Set(),
      words: { text: ['Führung'], ort: ['24103 Kiel'] },
      mayFollow: (pattern) => pattern.action !== 'link.use' || kind === 'visitor',
    });
  }

  const worst = new Map<string, Seen>();
  for (const each of seen) {
    const known = worst.get(`${each.kind} ${each.route}`);
    if (!known || Math.min(each.ms, each.againMs) > Math.min(known.ms, known.againMs)) worst.set(`${each.kind} ${each.route}`, each);
  }
  const lines = [...worst.values()]
    .toSorted((a, b) => b.ms - a.ms)
    .map((each) =>
      [
        each.kind,
        each.address,
        `${Math.round(each.ms)} ms`,
        `again ${Math.round(each.againMs)} ms`,
        `blocks ${Math.round(each.blockedMs)} ms`,
        `${Math.round(each.kb)} kB`,
      ].join('\t'),
    );
  console.log(`${seen.length} pages of ${worst.size} routes and roles, the slowest first:\n${lines.slice(0, 40).join('\n')}`);
  console.log(`memory:\n${memory.join('\n')}`);
  const report = process.env['ROOMS_REPORT'];
  if (report) writeFileSync(report, `${lines.join('\n')}\n`);
  const tooSlow = [...worst.values()].filter((each) => Math.min(each.ms, each.againMs) > BOUND.pageMs || each.blockedMs > BOUND.blockedMs);
  expect(
    tooSlow.map(
      ({ kind, address, againMs, blockedMs }) => `${kind} ${address}: ${Math.round(againMs)} ms, blocks ${Math.round(blockedMs)} ms`,
    ),
  ).toEqual([]);
  expect(memoryMb).toBeLessThan(BOUND.memoryMb);
});
