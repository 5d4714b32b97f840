import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../src/platform/config.ts';
import { placeEmbedded } from '../../src/platform/database/embedded/placement.ts';
import { fromRoot } from '../../src/platform/root.ts';
import { MANY_CONSULTANTS } from '../support/people.ts';
import { freePort, type RunningServer, startServer } from '../support/server.ts';

const PEOPLE = 2500;
const ADDRESSES = 2200;
const folder = mkdtempSync(join(tmpdir(), 'tw-campaign-'));
chmodSync(folder, 0o755);
/** What the mail server really received, by address. */
const received = new Map<string, number>();
let letters: string[] = [];
let waiting: { count: number; done: () => void } | undefined;
const smtp = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData(stream, session, callback) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      for (const { address } of session.envelope.rcptTo) received.set(address, (received.get(address) ?? 0) + 1);
      letters.push(Buffer.concat(chunks).toString());
      callback();
      if (waiting && letters.length >= waiting.count) waiting.done();
    });
  },
});
// A killed client leaves its connection open-ended; the mail server of a test lives with that as a real one does.
smtp.on('error', () => {});
const arrived = (count: number) =>
  new Promise<void>((done) => {
    if (letters.length >= count) done();
    else waiting = { count, done };
  });

let env: Record<string, string>;
let server: RunningServer | undefined;
let client: pg.Client;
const connect = async () => {
  client = new pg.Client({
    host: placeEmbedded(readConfig({ DATA_DIR: folder }).dataDir).socketDir,
    user: 'transferwerk',
    database: 'postgres',
  });
  client.on('error', () => {});
  await client.connect();
};
const number = async (query: string): Promise<number> => Number((await client.query<{ n: number }>(query)).rows[0]?.n ?? -1);

beforeAll(async () => {
  const port = await freePort();
  await new Promise<void>((resolve) => {
    smtp.listen(port, '127.0.0.1', () => resolve());
  });
  env = { DEMO: 'off', SMTP_URL: `smtp://127.0.0.1:${port}`, DATABASE_URL: '' };
  server = await startServer(folder, env);
  await connect();
  await client.query(MANY_CONSULTANTS, [PEOPLE, ADDRESSES, '2028-12-31']);
});

afterAll(async () => {
  await client.end().catch(() => {});
  await server?.stop();
  await new Promise<void>((resolve) => {
    smtp.close(() => resolve());
  });
  rmSync(folder, { recursive: true, force: true });
});

describe('accredited anew', () => {
  it(`writes to ${PEOPLE} people in under a minute, though it is killed three times, and to nobody twice`, async () => {
    const begun = performance.now();
    const call = ['accreditation', 'campaign', 'consultant-2027', '--until', '2027-06-30'];
    const options = { encoding: 'utf8', env: { ...process.env, DATA_DIR: folder, DATABASE_URL: '', DEMO: 'off' } } as const;
    const started = spawnSync(process.execPath, [fromRoot('bin', 'transferwerk.mjs'), ...call], options);
    expect(started.stderr).toBe('');
    expect(started.stdout).toContain('has begun');
    for (const count of [150, 700, 1400]) {
      await arrived(count);
      const died = new Promise((done) => server?.process.once('exit', done));
      server?.process.removeAllListeners('exit');
      server?.process.once('exit', () => {});
      server?.process.kill('SIGKILL');
      await Promise.race([died, vi.waitFor(() => expect(server?.process.signalCode).toBe('SIGKILL'))]);
      server = await startServer(folder, env);
    }
    await vi.waitFor(async () => expect(await number(`select count(*) as n from accreditation.campaign where state = 'running'`)).toBe(1), {
      timeout: 60_000,
      interval: 200,
    });
    const seconds = (performance.now() - begun) / 1000;
    const sent = await number('select count(*) as n from platform.mail where campaign is not null and sent_at is not null');
    const unsure = await number('select count(*) as n from platform.mail where campaign is not null and sent_at is null');
    console.log(
      `${PEOPLE} people, ${sent} letters certainly sent, ${unsure} unsure after three kills, ${seconds.toFixed(1)} s with four starts`,
    );
    // Whoever sends outlives the server for the letters in its hands (decision 0033): none is unsure.
    expect({ sent, unsure }).toEqual({ sent: ADDRESSES, unsure: 0 });
    expect([...received.values()].every((count) => count === 1)).toBe(true);
    expect(received.size).toBe(ADDRESSES);
    expect(await number('select count(*) as n from accreditation.campaign_member where told_at is null')).toBe(0);
    expect(seconds).toBeLessThan(60);
    // Two people at one address: one letter that names both, each with what is missing.
    const shared = letters.filter((letter) => letter.includes('Person 2201') && letter.includes('Person 1\n'.trim()));
    expect(shared.length).toBe(1);

    // Whoever calls it again writes to nobody.
    const before = letters.length;
    const again = spawnSync(process.execPath, [fromRoot('bin', 'transferwerk.mjs'), 'accreditation', 'continue'], options);
    expect(again.stdout).toContain('0 people written to.');
    expect(letters.length).toBe(before);
    letters = [];
  });
});
