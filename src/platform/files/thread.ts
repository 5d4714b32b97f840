import { Worker } from 'node:worker_threads';
import { HttpError } from '../http/errors.ts';
import { fromRoot } from '../root.ts';
import { createQueue } from './queue.ts';

/** Each takes a core: at most so many at once; the others wait, and whoever would wait too long is told. */
const MOST_AT_ONCE = 1;
const MOST_WAITING = 20;
const LONGEST_WAIT_MS = 20_000;
const line = createQueue(MOST_AT_ONCE, MOST_WAITING, LONGEST_WAIT_MS);
const HEAP_MB = 512;

function run(job: string, input: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(fromRoot('src', 'platform', 'files', 'thread-child.ts'), {
      workerData: { job, input },
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error(`the thread of ${job} ended without an answer`)));
  });
}

/**
 * Runs work of ours that takes long in a thread of its own, so that everybody else is served meanwhile. For what foreign
 * files hold there is `apart`: a thread keeps nothing away from anybody. `job`: a file below src whose default export does
 * it. @throws HttpError 429 where too many wait
 */
export async function inThread<Job extends (input: never) => unknown>(
  job: string,
  input: Parameters<Job>[0],
): Promise<Awaited<ReturnType<Job>>> {
  const done = await line(async () => ({ value: await run(job, input) }));
  if (!done) throw new HttpError(429);
  return done.value as Awaited<ReturnType<Job>>;
}
