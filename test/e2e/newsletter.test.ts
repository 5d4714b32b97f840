import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../src/platform/config.ts';
import { placeEmbedded } from '../../src/platform/database/embedded/placement.ts';
import { freePort, type RunningServer, startServer } from '../support/server.ts';

const SUBSCRIBERS = 20_000;
const KILLS = [300, 3000, 7000, 12_000, 17_000];
const folder = mkdtempSync(join(tmpdir(), 'tw-letters-'));
chmodSync(folder, 0o755);
/** What the mail server really took, by address. */
const received = new Map<string, number>();
let letters = 0;
let last = '';
let waiting: { count: number; done: () => void } | undefined;
const smtp = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData(stream, session, callback) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      for (const { address } of session.envelope.rcptTo) received.set(address, (received.get(address) ?? 0) + 1);
      letters++;
      last = Buffer.concat(chunks).toString();
      callback();
      if (waiting && letters >= waiting.count) waiting.done();
    });
  },
});
smtp.on('error', () => {});
const arrived = (count: number) =>
  new Promise<void>((done) => {
    if (letters >= count) done();
    else waiting = { count, done };
  });

let env: Record<string, string>;
let server: RunningServer | undefined;
let client: pg.Client;
const number = async (query: string): Promise<number> => Number((await client.query<{ n: number }>(query)).rows[0]?.n ?? -1);

beforeAll(async () => {
  const port = await freePort();
  await new Promise<void>((resolve) => {
    smtp.listen(port, '127.0.0.1', () => resolve());
  });
  env = { DEMO: 'off', SMTP_URL: `smtp://127.0.0.1:${port}`, DATABASE_URL: '' };
  server = await startServer(folder, env);
  client = new pg.Client({
    host: placeEmbedded(readConfig({ DATA_DIR: folder }).dataDir).socketDir,
    user: 'transferwerk',
    database: 'postgres',
  });
  client.on('error', () => {});
  await client.connect();
});

afterAll(async () => {
  await client.end().catch(() => {});
  await server?.stop();
  await new Promise<void>((resolve) => {
    smtp.close(() => resolve());
  });
  rmSync(folder, { recursive: true, force: true });
});

/** The process that sends letters beside the server. */
const sender = (): number => {
  const { stdout } = spawnSync('ps', ['--ppid', String(server?.process.pid), '-o', 'pid=,args='], { encoding: 'utf8' });
  return Number(/^\s*(\d+) .*letters send/m.exec(stdout)?.[1] ?? 0);
};
async function kill(signalled: number | undefined): Promise<void> {
  if (signalled) process.kill(signalled, 'SIGKILL');
  server?.process.removeAllListeners('exit');
  server?.process.kill('SIGKILL');
  await vi.waitFor(() => expect(server?.process.signalCode).toBe('SIGKILL'));
  server = await startServer(folder, env);
}

describe('the newsletter', () => {
  it(`reaches ${SUBSCRIBERS} addresses, each exactly once, though the server is killed five times`, async () => {
    await client.query(
      `insert into news.subscriber (id, email, locale, link_id, asked_at, confirmed_at)
       select gen_random_uuid(), 'person' || n || '@leser.example', 'de', gen_random_uuid(), now() - interval '2 days', now() - interval '1 day'
       from generate_series(1, $1::int) n`,
      [SUBSCRIBERS],
    );
    const item = '00000000-0000-7000-8000-0000000000aa';
    const issue = '00000000-0000-7000-8000-0000000000bb';
    await client.query(
      `insert into news.item (id, kind, slug, title, summary, body, topics, audience, owner_name, state, publish_at, how, place, register, material,
         created_at, updated_at)
       values ($1, 'news', 'neu', 'Etwas Neues', 'Kurz gesagt.', '', '{}', 'public', 'Geschäftsstelle', 'planned', now() - interval '1 hour', '', '', '',
         '[]', now(), now())`,
      [item],
    );
    const begun = performance.now();
    await client.query(
      `insert into news.issue (id, title, intro, items, stories, state, created_at, begun_at)
       values ($1, 'Newsletter im November', 'Guten Tag.', array[$2::uuid], '{}', 'sending', now(), now())`,
      [issue, item],
    );
    // Every start goes on with what is being sent; the first one is made by killing the server that has not looked yet.
    for (const count of [0, ...KILLS]) {
      await arrived(count);
      await kill(undefined);
    }
    await vi.waitFor(async () => expect(await number(`select count(*) as n from news.issue where state = 'sent'`)).toBe(1), {
      timeout: 150_000,
      interval: 200,
    });
    const seconds = (performance.now() - begun) / 1000;
    const sent = await number('select count(*) as n from platform.mail where sent_at is not null');
    const unsure = await number('select count(*) as n from platform.mail where sent_at is null');
    console.log(
      `${SUBSCRIBERS} addresses, ${letters} letters taken, ${sent} noted, ${unsure} unsure, ${seconds.toFixed(1)} s, killed five times on the way`,
    );
    expect(received.size).toBe(SUBSCRIBERS);
    expect([...received.values()].every((count) => count === 1)).toBe(true);
    expect({ sent, unsure }).toEqual({ sent: SUBSCRIBERS, unsure: 0 });
    expect(last).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(last.replace(/=\r?\n/g, '')).toContain('/neuigkeiten/neu');
  }, 240_000);

  it('reaches nobody twice where the sender itself is killed, and shows what is unsure', async () => {
    received.clear();
    letters = 0;
    await client.query(`update news.issue set begun_at = now() - interval '1 hour'`);
    await client.query(`delete from news.subscriber where email !~ 'person[0-9]{1,3}@'`);
    await client.query(
      `insert into news.issue (id, title, intro, items, stories, state, created_at, begun_at)
       select '00000000-0000-7000-8000-0000000000cc', 'Der zweite', '', items, '{}', 'sending', now(), now() from news.issue limit 1`,
    );
    for (const count of [0, 150, 400]) {
      await arrived(count);
      const pid = count === 0 ? undefined : sender();
      if (count > 0) expect(pid).toBeGreaterThan(0);
      await kill(pid);
    }
    await vi.waitFor(async () => expect(await number(`select count(*) as n from news.issue where state = 'sent'`)).toBe(2), {
      timeout: 60_000,
      interval: 200,
    });
    const mails = `from platform.mail where campaign = '00000000-0000-7000-8000-0000000000cc'`;
    const unsure = await number(`select count(*) as n ${mails} and sent_at is null`);
    expect(await number(`select count(*) as n ${mails}`)).toBe(999);
    expect([...received.values()].every((count) => count === 1)).toBe(true);
    expect(unsure).toBeLessThanOrEqual(2 * 4);
    expect(received.size).toBeGreaterThanOrEqual(999 - unsure);
  }, 120_000);
});
