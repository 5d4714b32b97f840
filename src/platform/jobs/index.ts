import { fromKysely, type Job, type JobResult, PgBoss } from 'pg-boss';
import { sql } from 'kysely';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Clock } from '../clock.ts';
import type { Trx } from '../database/index.ts';
import { newId } from '../ids.ts';
import type { PlatformTables } from '../tables.ts';
import { troubleOf } from '../database/trouble.ts';
import { sayOnce } from './say-once.ts';
import { JOBS_SCHEMA } from './schema.ts';

/** Something that happened; `payload` holds ids and kinds, never personal data. */
export interface DomainEvent {
  type: string;
  subject: string;
  payload: Record<string, unknown>;
}

/** What shall be done once an event is committed. May run more than once: it has to be idempotent. */
export interface Subscriber {
  /** Name of the queue, unique: `module-what`. */
  name: string;
  on: string[];
  /** How many it does at the same time; one after the other where nothing is said. */
  atOnce?: number;
  handle(event: DomainEvent & { id: string }): Promise<void>;
}

/** Work at fixed times (cron, UTC). */
export interface Scheduled {
  name: string;
  cron: string;
  /** Also once at every start: for work that a crash may have left half-done. */
  atStart?: true;
  handle(): Promise<void>;
}

export interface Jobs {
  /** Names everything that may follow from an event. Once, by the composition root, before anything is published. */
  register(subscribers: Subscriber[], scheduled: Scheduled[]): void;
  /** Records the event and queues its consequences in the caller's transaction: both happen or neither. */
  publish(trx: Trx, event: DomainEvent): Promise<void>;
  /** Begins to work off the queues in this process. */
  start(): Promise<void>;
  /** Works off what is queued and returns how much it was: for commands that end by themselves and for tests. */
  drain(): Promise<number>;
  stop(): Promise<void>;
}

const QUEUE = { retryLimit: 8, retryDelay: 5, retryBackoff: true, notify: true } as const;

/**
 * Many at once, and again at once while there are more: what waits is worked off, not one every half minute. Without a
 * word from the database (a pooler in between swallows it) somebody looks every two seconds.
 */
const WORKING = {
  batchSize: 20,
  burstWhenBatchFull: true,
  pollingIntervalSeconds: 2,
  notifyPollingIntervalSeconds: 2,
  perJobResults: true,
} as const;

type Event = DomainEvent & { id: string };

async function one(subscriber: Subscriber, { id, data }: Job<Event>): Promise<JobResult> {
  try {
    await subscriber.handle(data);
    return { id, status: 'completed' };
  } catch (error) {
    // The name alone: a message may quote what people wrote.
    return { id, status: 'failed', output: { name: error instanceof Error ? error.name : 'unknown' } };
  }
}

/** Does each job of a portion for itself: one that fails is tried again alone, and nothing waits behind it. */
async function each(subscriber: Subscriber, jobs: Job<Event>[]): Promise<JobResult[]> {
  const results: JobResult[] = [];
  const waiting = [...jobs];
  const work = async () => {
    for (let job = waiting.shift(); job; job = waiting.shift()) results.push(await one(subscriber, job));
  };
  await Promise.all(Array.from({ length: subscriber.atOnce ?? 1 }, work));
  return results;
}

/**
 * The queues that follow an event. Asked on the connection of the transaction, as all of `publish`: whoever holds one and
 * waits for another stands still where all of them are held by such (a small pool, a pooler in between).
 */
async function subscribedTo(trx: Trx, type: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from ${sql.table(`${JOBS_SCHEMA}.subscription`)} where event = ${type}`.execute(
    trx,
  );
  return rows.map(({ name }) => name);
}

const NO_JOB = '00000000-0000-0000-0000-000000000000';

/**
 * Jobs on pg-boss: the queue is in the database, so any number of instances share it. Its tables are made by the owner
 * (schema.ts); `mayTidy` says whether this role may rebuild their indexes.
 */
export function createJobs(connection: pg.ClientConfig, logger: Logger, clock: Clock, mayTidy: boolean): Jobs {
  const common = { ...(connection as object), schema: JOBS_SCHEMA, max: 3, useListenNotify: true, migrate: false, reindex: mayTidy };
  const boss = new PgBoss({ ...common, supervise: false, schedule: false });
  const worker = new PgBoss(common);
  const trouble = sayOnce(clock, (reason, times) => logger.warn({ reason, times }, 'jobs: connection trouble'));
  for (const one of [boss, worker]) one.on('error', (error) => trouble(troubleOf(error)));
  let subscribers: Subscriber[] = [];
  let scheduled: Scheduled[] = [];
  let ready: Promise<void> | undefined;
  let working = false;

  const prepare = async () => {
    await boss.start();
    for (const subscriber of subscribers) {
      await boss.createQueue(subscriber.name, QUEUE);
      for (const type of subscriber.on) await boss.subscribe(type, subscriber.name);
      // Known from now on: whoever publishes within a transaction asks for nothing on another connection.
      await boss.getJobById(subscriber.name, NO_JOB);
    }
    for (const task of scheduled) await boss.createQueue(task.name, { retryLimit: 2 });
  };
  const prepared = () => {
    ready ??= prepare();
    return ready;
  };

  return {
    register(someSubscribers, someScheduled) {
      subscribers = someSubscribers;
      scheduled = someScheduled;
    },

    async publish(trx, event) {
      await prepared();
      const id = newId(clock.now().getTime());
      await trx
        .withTables<PlatformTables>()
        .insertInto('platform.event')
        .values({ id, type: event.type, subject: event.subject, payload: JSON.stringify(event.payload), occurred_at: clock.now() })
        .execute();
      const transaction = { db: fromKysely(trx) };
      for (const name of await subscribedTo(trx, event.type)) await boss.send(name, { ...event, id }, transaction);
    },

    async start() {
      await prepared();
      working = true;
      await worker.start();
      for (const subscriber of subscribers) {
        // With two hands one that waits for something slow does not hold up the rest.
        const options = subscriber.atOnce ? { ...WORKING, localConcurrency: 2 } : WORKING;
        await worker.work(subscriber.name, options, (jobs: Job<Event>[]) => each(subscriber, jobs));
      }
      for (const task of scheduled) {
        await worker.schedule(task.name, task.cron);
        await worker.work(task.name, async () => {
          try {
            await task.handle();
          } catch (error) {
            logger.warn({ job: task.name, error: error instanceof Error ? error.name : 'unknown' }, 'a scheduled job failed');
            throw error;
          }
        });
        if (task.atStart) await worker.send(task.name, {});
      }
    },

    async drain() {
      await prepared();
      let done = 0;
      for (let found = true; found; ) {
        found = false;
        for (const subscriber of subscribers) {
          for (const job of await boss.fetch<Event>(subscriber.name, { batchSize: 50 })) {
            found = true;
            await subscriber.handle(job.data);
            await boss.complete(subscriber.name, job.id);
            done++;
          }
        }
      }
      return done;
    },

    async stop() {
      if (working) await worker.stop({ graceful: true, timeout: 5_000 });
      if (ready) await boss.stop({ graceful: false });
    },
  };
}
