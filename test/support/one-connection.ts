/**
 * Whoever has a transaction asks everything on its connection. Who waits for a second one while holding the first stands
 * still as soon as all are held by such: twelve clicks at once, or a small pooler in between. Every test that works on a
 * database of `testDatabase` watches for it.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { Kysely } from 'kysely';
import type pg from 'pg';

const within = new AsyncLocalStorage<true>();

const { transaction } = Kysely.prototype;
Kysely.prototype.transaction = function watched(this: Kysely<unknown>) {
  const builder = transaction.call(this);
  const execute = builder.execute.bind(builder);
  builder.execute = (work) => execute((trx) => within.run(true, () => work(trx)));
  return builder;
} as typeof transaction;

/** What may, and why. Nothing else does. */
const MAY: Record<string, string> = {
  'platform/http/limits.ts': 'an attempt counts also where the transaction is taken back',
  'modules/search/indexing.ts': 'jobs and the start, one at a time: each module reads its own documents',
  'modules/search/sources.ts': 'as indexing',
  '/search-source.ts': 'as indexing',
  'modules/search/store/write.ts': 'as indexing: what is tidied afterwards',
  'demo/load.ts': 'the start, one instance at a time',
  'modules/overlap/relatives.ts': 'looks for look-alikes while a draft is saved; open (note of issue 18)',
  'modules/search/service.ts': 'as relatives',
};

/** Where something is asked for, up to whoever began it: usually ten frames are kept. */
function stackOf(message: string): string {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 100;
  const { stack = '' } = new Error(message);
  Error.stackTraceLimit = stackTraceLimit;
  return stack;
}

/** From now on a connection of this pool that is asked for within a transaction is a fault that the test sees. */
export function watchConnections(pool: pg.Pool): void {
  const connect = pool.connect.bind(pool) as (...given: unknown[]) => unknown;
  pool.connect = ((...given: unknown[]) => {
    if (within.getStore()) {
      const stack = stackOf('a second connection is asked for within a transaction');
      if (!Object.keys(MAY).some((file) => stack.includes(file))) throw new Error(stack);
    }
    return connect(...given);
  }) as typeof pool.connect;
}
