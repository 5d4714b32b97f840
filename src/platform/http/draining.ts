import type { MiddlewareHandler } from 'hono';
import type { Env } from './context.ts';
import { isInner } from './posted/index.ts';

/** Ending without cutting anybody off: nothing new is wanted, and what runs is finished. */
export interface Draining {
  /** Counts what runs. What is answered runs no more, also where the answer is a stream that lasts. */
  count: MiddlewareHandler<Env>;
  /** From now on /readyz says no, so that a balancer sends nobody here any more, and each answer ends its connection. */
  begin(): void;
  isOn(): boolean;
  /** Resolves when nothing runs, or after a while in any case. */
  idle(mostMs: number): Promise<void>;
}

export function createDraining(): Draining {
  let running = 0;
  let isOn = false;
  let whenIdle: (() => void) | undefined;

  return {
    async count(c, next) {
      if (isInner(c)) return next();
      running++;
      try {
        await next();
        // Whoever keeps a connection in use would keep us from ending, and would never come to the server that takes over.
        if (isOn) c.header('Connection', 'close');
      } finally {
        running--;
        if (running === 0) whenIdle?.();
      }
    },
    begin: () => {
      isOn = true;
    },
    isOn: () => isOn,
    idle: (mostMs) =>
      new Promise((resolve) => {
        if (running === 0) return resolve();
        const timer = setTimeout(resolve, mostMs);
        whenIdle = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}
