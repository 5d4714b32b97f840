/** The thread beside the server: does one job of ours, answers, ends. Started by thread.ts only. */
import { parentPort, workerData } from 'node:worker_threads';

const { job, input } = workerData as { job: string; input: unknown };
const module = (await import(new URL(`../../${job}`, import.meta.url).href)) as { default: (input: unknown) => unknown };
parentPort?.postMessage(await module.default(input));
