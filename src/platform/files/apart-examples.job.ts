/** What a job can do wrong, for apart.test.ts. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

export type Example =
  | 'echo'
  | 'throw'
  | 'loop'
  | 'heap'
  | 'buffers'
  | 'deep'
  | 'answer'
  | 'die'
  | 'environment'
  | 'read'
  | 'write'
  | 'eval';

const held: unknown[] = [];

export default function example({ what, bytes }: { what: Example; bytes?: Uint8Array }): unknown {
  switch (what) {
    case 'echo':
      return bytes;
    case 'throw':
      throw new TypeError('no');
    case 'loop':
      for (;;) held.length = 0;
    case 'heap':
      for (;;) held.push(Array.from({ length: 1000 }, (_, index) => ({ index })));
    case 'buffers':
      for (;;) held.push(Buffer.alloc(1024 * 1024, 1));
    case 'deep': {
      const fall = (): number => 1 + fall();
      return fall();
    }
    case 'answer':
      return Buffer.alloc(5 * 1024 * 1024);
    case 'die':
      return process.exit(3);
    case 'environment':
      return Object.keys(process.env);
    case 'read':
      return [existsSync('/etc/hosts'), readFileSync('content/topics.yaml', 'utf8')];
    case 'write':
      return writeFileSync('written-by-a-job', '');
    case 'eval':
      // oxlint-disable-next-line typescript/no-implied-eval -- that it is refused is what is tested
      return new Function('return 1')();
  }
}
