/** The process beside the server: reads one call, runs its job, answers, ends. Started by apart.ts only. */
import { createWriteStream } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import type { Answer, Call } from './apart-wire.ts';

const ANSWERS = 3;

async function answer(): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  const { job, input } = deserialize(Buffer.concat(chunks)) as Call;
  const module = (await import(new URL(`../../${job}`, import.meta.url).href)) as { default: (input: unknown) => unknown };
  return { ok: true, value: await module.default(input) };
}

/** Too deep, too long, too many: what the engine refuses with a RangeError was made to be too much. */
const faultOf = (error: unknown): Answer => ({ ok: false, fault: error instanceof RangeError ? 'bomb' : 'broken' });

function packed(value: Answer): Buffer {
  try {
    return serialize(value);
  } catch (error) {
    return serialize(faultOf(error));
  }
}

const bytes = packed(await answer().catch(faultOf));
createWriteStream('', { fd: ANSWERS }).end(bytes, () => process.exit(0));
