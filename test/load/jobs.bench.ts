/** How fast what waits is worked off (npm run bench:jobs), on one instance. */
import { SMTPServer } from 'smtp-server';
import { afterAll, expect, it } from 'vitest';
import { systemClock } from '../../src/platform/clock.ts';
import type { Trx } from '../../src/platform/database/index.ts';
import { newId } from '../../src/platform/ids.ts';
import { createJobs, type Subscriber } from '../../src/platform/jobs/index.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { createMailer, mailSubscribers } from '../../src/platform/mail/index.ts';
import { testDatabase } from '../support/database.ts';

const COUNT = 1000;
/** Issue 18: the bound that a network of some hundred partners needs. */
const BOUND_S = 20;

const { db, connection } = await testDatabase();
const closing: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

/** Publishes all at once, then starts to work: seconds until the last is done. */
async function drained(
  subscriber: Subscriber,
  fill: (jobs: ReturnType<typeof createJobs>) => Promise<unknown>,
  isDone: () => boolean,
): Promise<number> {
  const jobs = createJobs(connection, createLogger('silent'), systemClock, false);
  jobs.register([subscriber], []);
  closing.push(() => jobs.stop());
  await fill(jobs);
  const begun = performance.now();
  await jobs.start();
  while (!isDone()) {
    if (performance.now() - begun > 10 * BOUND_S * 1000) throw new Error('it does not drain');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return (performance.now() - begun) / 1000;
}

function report(what: string, seconds: number): number {
  console.log(`${what}: ${COUNT} in ${seconds.toFixed(1)} s (${Math.round(COUNT / seconds)} a second)`);
  return seconds;
}

it('jobs of one subscriber', async () => {
  let done = 0;
  const subscriber: Subscriber = {
    name: 'bench-jobs',
    on: ['bench.happened'],
    handle: () => {
      done++;
      return Promise.resolve();
    },
  };
  const fill = (jobs: ReturnType<typeof createJobs>) =>
    db.transaction().execute(async (trx) => {
      for (let n = 0; n < COUNT; n++) await jobs.publish(trx as unknown as Trx, { type: 'bench.happened', subject: newId(), payload: {} });
    });
  expect(report('Jobs', await drained(subscriber, fill, () => done >= COUNT))).toBeLessThan(BOUND_S);
});

it('mails to a mail server that takes 50 ms for each', async () => {
  let taken = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, _, callback) {
      stream.resume();
      stream.on('end', () =>
        setTimeout(() => {
          taken++;
          callback();
        }, 50),
      );
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as { port: number };
  const sender = { mailFrom: 'netz@netz.example', officeMail: 'office@netz.example', publicUrl: 'https://netz.example' };
  let jobs: ReturnType<typeof createJobs> | undefined;
  const mailer = createMailer({
    db,
    config: { ...sender, smtpUrl: `smtp://127.0.0.1:${port}` },
    clock: systemClock,
    jobs: { publish: async (trx, event) => jobs?.publish(trx, event) },
  });
  closing.push(
    () => new Promise<void>((resolve) => server.close(() => resolve())),
    () => mailer.close(),
  );
  const [subscriber] = mailSubscribers(mailer);
  if (!subscriber) throw new Error('no subscriber');
  const fill = (made: ReturnType<typeof createJobs>) => {
    jobs = made;
    return db.transaction().execute(async (trx) => {
      for (let n = 0; n < COUNT; n++)
        await mailer.queue(trx as unknown as Trx, newId(), { to: `p${n}@netz.example`, subject: 'Betreff', text: 'Guten Tag' });
    });
  };
  // No bound: most of it is the mail server's own time.
  report('Mails', await drained(subscriber, fill, () => taken >= COUNT));
});
