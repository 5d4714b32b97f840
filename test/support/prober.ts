/** A thread of its own: posts what it is told, and asks meanwhile every 20 ms whether the server still answers. */
import { Agent, request } from 'node:http';
import { parentPort } from 'node:worker_threads';

export interface Order {
  url: string;
  /** Asked while the answer is awaited. */
  health: string;
  headers: Record<string, string>;
  body: Uint8Array;
}

export interface Report {
  status: number;
  text: string;
  /** Until the answer was there. */
  ms: number;
  /** How much longer than before it the slowest answer to the question for its health took: what others may put on the machine is not the bomb's. */
  slowest: number;
}

const EVERY_MS = 20;
const LOOKS_BEFORE = 10;
const SILENT_MS = 30_000;
// Each on a connection of its own: the server closes those whose body it did not want to the end.
const posts = new Agent({ keepAlive: false });
const looks = new Agent({ keepAlive: true });

function ask(url: string, { method, headers, body, agent }: { method: string; headers: object; body?: Uint8Array; agent: Agent }) {
  return new Promise<{ status: number; text: string; ms: number }>((resolve, reject) => {
    const begin = performance.now();
    const asked = request(url, { method, headers: { ...headers }, agent }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8'), ms: performance.now() - begin }),
      );
      // An answer that breaks off has no end.
      answer.on('error', reject);
    });
    asked.on('error', reject);
    asked.setTimeout(SILENT_MS, () => asked.destroy(new Error(`no answer for ${SILENT_MS} ms`)));
    asked.end(body);
  });
}

async function run({ url, health, headers, body }: Order): Promise<Report> {
  const looked: Promise<number>[] = [];
  // One that fails is as slow as can be; thrown while nobody waits for it yet, it would end this thread without a word.
  function look(): Promise<number> {
    const asked = ask(health, { method: 'GET', headers: {}, agent: looks }).then(
      ({ ms }) => ms,
      () => SILENT_MS,
    );
    looked.push(asked);
    return asked;
  }
  for (let before = 0; before < LOOKS_BEFORE; before++) await look();
  const before = Math.max(...(await Promise.all(looked.splice(0))));
  void look();
  const timer = setInterval(() => void look(), EVERY_MS);
  try {
    const answer = await ask(url, { method: 'POST', headers: { ...headers, 'content-length': String(body.length) }, body, agent: posts });
    return { ...answer, slowest: Math.max(...(await Promise.all(looked))) - before };
  } finally {
    clearInterval(timer);
  }
}

parentPort?.on('message', (order: Order) => {
  run(order).then(
    (report) => parentPort?.postMessage(report),
    (error: Error) => parentPort?.postMessage({ status: 0, text: error.message, ms: 0, slowest: 0 }),
  );
});
