import pg from 'pg';
import type { Logger } from 'pino';
import { MINUTE } from './clock.ts';

/** Tells whoever watches a record that it changed, across all instances; what changed they read themselves. */
export interface Live {
  /** Calls back after every change of the subject, and every few seconds in case one was missed. Returns how to stop. */
  watch(subject: string, changed: () => void): () => void;
  close(): Promise<void>;
}

/** Where notifications do not come through (a pooler in transaction mode), a look every few seconds has to do. */
const LOOK_EVERY = 5_000;

/** Listens on one connection of its own; comes back after a restart of the database. */
export function createLive(connection: pg.ClientConfig, channel: string, logger: Logger): Live {
  const watchers = new Map<string, Set<() => void>>();
  let client: pg.Client | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;

  const reconnect = (delay: number) => {
    client = undefined;
    if (!isClosed && watchers.size > 0) again = setTimeout(() => void listen(delay * 2), Math.min(delay, MINUTE));
  };

  async function listen(delay = 500): Promise<void> {
    if (client || isClosed) return;
    const mine = new pg.Client(connection);
    client = mine;
    mine.on('error', () => {});
    mine.on('end', () => {
      if (client === mine) reconnect(delay);
    });
    mine.on('notification', ({ payload }) => {
      for (const changed of watchers.get(payload ?? '') ?? []) changed();
    });
    try {
      await mine.connect();
      await mine.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      logger.warn({ event: 'live', reason: error instanceof Error ? error.name : 'unknown' }, 'no notifications, looking instead');
      if (client === mine) reconnect(delay);
    }
  }

  return {
    watch(subject, changed) {
      const others = watchers.get(subject) ?? new Set();
      watchers.set(subject, others.add(changed));
      void listen();
      const timer = setInterval(changed, LOOK_EVERY);
      return () => {
        clearInterval(timer);
        others.delete(changed);
        if (others.size === 0) watchers.delete(subject);
      };
    },

    async close() {
      isClosed = true;
      clearTimeout(again);
      const last = client;
      client = undefined;
      await last?.end().catch(() => {});
    },
  };
}
