import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { SMTPServer } from 'smtp-server';
import { expect, vi } from 'vitest';
import { readConfig } from '../../src/platform/config.ts';
import { placeEmbedded } from '../../src/platform/database/embedded/placement.ts';
import { freePort, type RunningServer, startServer } from './server.ts';

/** A mail server that counts what it really took: by address, and the letters themselves. */
async function mailServer() {
  const received = new Map<string, number>();
  const letters: string[] = [];
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
  const port = await freePort();
  await new Promise<void>((resolve) => {
    smtp.listen(port, '127.0.0.1', () => resolve());
  });
  return {
    port,
    received,
    letters,
    arrived: (count: number) =>
      new Promise<void>((done) => {
        if (letters.length >= count) done();
        else waiting = { count, done };
      }),
    close: () =>
      new Promise<void>((resolve) => {
        smtp.close(() => resolve());
      }),
  };
}

/**
 * The product in an empty folder of its own, its mail server, and a look into its database from outside: for tests that
 * kill the server in the middle of its letters.
 */
export async function sendingServer(name: string) {
  const folder = mkdtempSync(join(tmpdir(), `tw-${name}-`));
  chmodSync(folder, 0o755);
  const mail = await mailServer();
  const env = { DEMO: 'off', SMTP_URL: `smtp://127.0.0.1:${mail.port}`, DATABASE_URL: '' };
  let server: RunningServer = await startServer(folder, env);
  const client = new pg.Client({
    host: placeEmbedded(readConfig({ DATA_DIR: folder }).dataDir).socketDir,
    user: 'transferwerk',
    database: 'postgres',
  });
  client.on('error', () => {});
  await client.connect();
  return {
    folder,
    client,
    mail,
    number: async (query: string): Promise<number> => Number((await client.query<{ n: number }>(query)).rows[0]?.n ?? -1),
    /** The process id of the running server. */
    pid: () => server.process.pid,
    /** Kills the server, and another process before it where one is named, and starts it again. */
    async kill(before?: number): Promise<void> {
      if (before) process.kill(before, 'SIGKILL');
      server.process.removeAllListeners('exit');
      server.process.kill('SIGKILL');
      await vi.waitFor(() => expect(server.process.signalCode).toBe('SIGKILL'));
      server = await startServer(folder, env);
    },
    async stop(): Promise<void> {
      await client.end().catch(() => {});
      await server.stop();
      await mail.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
