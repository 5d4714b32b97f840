/** Lets at most so many run at once; others wait in their order, a bounded number for a bounded time. */
export type Queue = <Value>(work: () => Promise<Value>) => Promise<Value | undefined>;

/** Work that finds no place in time is not begun: undefined. */
export function createQueue(atOnce: number, mostWaiting: number, longestWaitMs: number): Queue {
  let running = 0;
  const waiting: (() => void)[] = [];

  /** True as soon as there is a place. */
  const place = (): Promise<boolean> => {
    if (running < atOnce) {
      running++;
      return Promise.resolve(true);
    }
    if (waiting.length >= mostWaiting) return Promise.resolve(false);
    return new Promise((resolve) => {
      const next = () => {
        clearTimeout(timer);
        resolve(true);
      };
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(next), 1);
        resolve(false);
      }, longestWaitMs);
      waiting.push(next);
    });
  };
  const leave = () => {
    const next = waiting.shift();
    if (next) next();
    else running--;
  };

  return async (work) => {
    if (!(await place())) return undefined;
    try {
      return await work();
    } finally {
      leave();
    }
  };
}
