import { AsyncLocalStorage } from 'node:async_hooks';
import pg from 'pg';
import { MINUTE } from '../clock.ts';

/**
 * How long things may take before they are given up (docs/decisions/0042). A page answers within five seconds, also
 * where a table is locked: it waits three at most for a connection, and then one and a half for a lock.
 */
const FOR_CONNECTION_MS = 3000;
/** An idle connection is there at once; so much time it gets even where all the time is used up. */
const AT_LEAST_MS = 100;

/** What the database itself gives up, in milliseconds: asked for with the connection. */
export interface Timeouts {
  statement_timeout: number;
  lock_timeout: number;
  idle_in_transaction_session_timeout: number;
}
const PAGES: Timeouts = { statement_timeout: 30_000, lock_timeout: 1500, idle_in_transaction_session_timeout: 60_000 };
/** Nobody sits before a job; yet what hangs lets go some day. */
const BACKGROUND: Timeouts = { statement_timeout: 15 * MINUTE, lock_timeout: 2 * MINUTE, idle_in_transaction_session_timeout: 5 * MINUTE };
const BACKGROUND_WAITS_MS = 10_000;
/** Connections of a pool of the usual size that pages cannot take from jobs, nor jobs from pages. */
const BACKGROUND_SIZE = 6;

/** No connection became free in time. */
export class Busy extends Error {
  override readonly name = 'Busy';
  constructor() {
    super('no connection to the database became free in time');
  }
}

const until = new AsyncLocalStorage<number>();

/** Runs the work of a page: whatever it asks of the database waits no longer than somebody before it would. */
export const withPatience = <Value>(work: () => Value): Value => until.run(performance.now() + FOR_CONNECTION_MS, work);

/** Whether somebody sits before what runs here. */
export const isHurried = (): boolean => until.getStore() !== undefined;

/** Runs what nobody waits for, though a page has begun it. */
export const unhurried = <Value>(work: () => Value): Value => until.exit(work);

type Callback = Parameters<pg.Pool['connect']>[0];

/**
 * Two pools that look like one: pages have theirs, and wait for a connection only until their time is over; whatever runs
 * by itself (jobs, the start, commands) has another and more patience, so that neither stands in the other's way.
 */
class PatientPool extends pg.Pool {
  readonly #background: pg.Pool;

  constructor(pages: pg.PoolConfig, background: pg.PoolConfig) {
    super(pages);
    this.#background = new pg.Pool(background);
    for (const pool of [this, this.#background] as pg.Pool[]) {
      // Without a handler a restart of the database would end the process; the pool replaces the connection itself.
      pool.on('error', () => {});
      pool.on('connect', (client) => client.on('error', () => {}));
    }
  }

  /** Does something first on each new connection, whoever it is for. */
  first(pages: string, background: string): void {
    this.on('connect', (client) => void client.query(pages).catch(() => {}));
    this.#background.on('connect', (client) => void client.query(background).catch(() => {}));
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: NonNullable<Callback>): void;
  override connect(callback?: Callback): Promise<pg.PoolClient> | undefined {
    const end = until.getStore();
    const taken = end === undefined ? this.#background.connect() : this.#before(end);
    if (!callback) return taken;
    const none = () => {};
    taken.then(
      (client) => callback(undefined, client, (error) => client.release(error)),
      (error: Error) => callback(error, undefined, none),
    );
    return undefined;
  }

  /** A connection for a page. @throws Busy */
  #before(end: number): Promise<pg.PoolClient> {
    return new Promise((resolve, reject) => {
      let isLate = false;
      const giveUp = () => {
        isLate = true;
        reject(new Busy());
      };
      const timer = setTimeout(giveUp, Math.max(end - performance.now(), AT_LEAST_MS));
      super.connect().then(
        (client) => {
          clearTimeout(timer);
          if (isLate) client.release();
          else resolve(client);
        },
        (error: Error) => {
          clearTimeout(timer);
          reject(error);
        },
      );
    });
  }

  override end(): Promise<void>;
  override end(callback: () => void): void;
  override end(callback?: () => void): Promise<void> | undefined {
    const ended = Promise.all([super.end(), this.#background.end()]).then(() => {});
    if (!callback) return ended;
    ended.then(callback, callback);
    return undefined;
  }
}

export interface PoolOptions {
  /** Connections for pages. */
  size: number;
  /** Nothing is given up, however long it takes: migrations, commands. */
  patient?: boolean | undefined;
  /** The timeouts are set afterwards: a pooler in between refuses them as parameters of the connection. */
  afterwards?: boolean | undefined;
}

const settings = (timeouts: Timeouts) =>
  Object.entries(timeouts)
    .map(([name, ms]) => `set ${name} = ${ms}`)
    .join('; ');

export function newPool(connection: pg.ClientConfig, { size, patient = false, afterwards = false }: PoolOptions): pg.Pool {
  const asked = (timeouts: Timeouts) => (patient || afterwards ? {} : timeouts);
  const common = { ...connection, connectionTimeoutMillis: BACKGROUND_WAITS_MS };
  const pool = new PatientPool(
    { ...common, ...asked(PAGES), max: size },
    { ...common, ...asked(BACKGROUND), max: Math.min(size, BACKGROUND_SIZE) },
  );
  if (afterwards && !patient) pool.first(settings(PAGES), settings(BACKGROUND));
  return pool;
}
