/**
 * Runs what reads foreign files in a process of its own: one process for one file, with limits of time, memory and size,
 * without the server's environment, without a way to write files or to start programs (decision 0036).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { setPriority } from 'node:os';
import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { deserialize, serialize } from 'node:v8';
import { type Result, refused } from '../result.ts';
import { fromRoot } from '../root.ts';
import type { Answer } from './apart-wire.ts';
import { createQueue } from './queue.ts';

/** `bomb`: more memory or a larger answer than allowed; `broken`: the job threw or died; `busy`: no place within the wait. */
export type ApartFault = 'tooSlow' | 'bomb' | 'broken' | 'busy';

export interface ApartLimits {
  /** From the start of the process to its answer. */
  seconds: number;
  /** Resident memory of the whole process, in MB; an empty one takes 65. */
  memoryMb: number;
  /** What it may answer, in MB. */
  answerMb: number;
  /** For jobs whose packages bring native code. */
  allowsAddons?: true;
  /** In which line it waits: what is made does not keep waiting what is read. */
  line?: 'files' | 'papers';
}

/** At most so many of a line at once on this machine: each takes a core. */
const MOST_AT_ONCE = 2;
const MOST_WAITING = 20;
const LONGEST_WAIT_MS = 20_000;
const newLine = () => createQueue(MOST_AT_ONCE, MOST_WAITING, LONGEST_WAIT_MS);
const lines = { files: newLine(), papers: newLine() };

const MEMORY_EVERY_MS = 50;
const MB = 1024 * 1024;
const PAGE_BYTES = 4096;
/** What a process holds beside its JavaScript heap. */
const BESIDE_HEAP_MB = 80;
/** Behind everything else that runs here: the server answers first. */
const NICE = 5;
const SIGNALS_OF_MEMORY = new Set(['SIGABRT', 'SIGKILL', 'SIGTRAP', 'SIGILL']);
const ABORTED = 134;

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A folder may be a link to elsewhere: Node asks for both paths. */
const FOLDERS = ['src', 'node_modules'];
let readable: string[] | undefined;
/** Our own code and its packages; not content, data, configuration or anybody's home. */
const mayRead = (): string[] =>
  (readable ??= [
    ...FOLDERS.flatMap((folder) => [`${fromRoot(folder)}/*`, `${realpathSync(fromRoot(folder))}/*`]),
    fromRoot('package.json'),
  ].map((path) => `--allow-fs-read=${path}`));

function start({ seconds, memoryMb, allowsAddons }: ApartLimits): ChildProcess {
  const flags = [
    `--max-old-space-size=${Math.max(32, memoryMb - BESIDE_HEAP_MB)}`,
    '--disallow-code-generation-from-strings',
    '--no-warnings',
    '--permission',
    ...mayRead(),
    ...(allowsAddons ? ['--allow-addons'] : []),
    fromRoot('src', 'platform', 'files', 'apart-child.ts'),
  ];
  const isWindows = process.platform === 'win32';
  // The shell only sets what the kernel holds it to when this server is killed meanwhile: seconds of the processor.
  const [program, args] = isWindows
    ? [process.execPath, flags]
    : ['/bin/sh', ['-c', 'ulimit -t "$0" && exec "$@"', String(seconds * 2 + 2), process.execPath, ...flags]];
  const { SystemRoot, TZ } = process.env;
  const child = spawn(program, args, {
    cwd: fromRoot(),
    env: { ...(SystemRoot === undefined ? {} : { SystemRoot }), ...(TZ === undefined ? {} : { TZ }) },
    stdio: ['pipe', 'ignore', 'ignore', 'pipe'],
    windowsHide: true,
  });
  running.add(child);
  try {
    if (child.pid !== undefined) setPriority(child.pid, NICE);
  } catch {
    // It is gone already, or the system does not let us: only slower.
  }
  return child;
}

/** Resident bytes; undefined where the system does not tell (then only the heap is limited). */
function residentBytes(pid: number): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * PAGE_BYTES;
  } catch {
    return undefined;
  }
}

function run(input: Buffer, limits: ApartLimits): Promise<Result<unknown, ApartFault>> {
  return new Promise((resolve) => {
    const child = start(limits);
    const chunks: Buffer[] = [];
    let size = 0;
    let isSettled = false;
    function settle(result: Result<unknown, ApartFault>) {
      if (isSettled) return;
      isSettled = true;
      clearTimeout(deadline);
      clearInterval(memory);
      child.kill('SIGKILL');
      resolve(result);
    }
    const deadline = setTimeout(() => settle(refused('tooSlow')), limits.seconds * 1000);
    const memory = setInterval(() => {
      if ((residentBytes(child.pid ?? 0) ?? 0) > limits.memoryMb * MB) settle(refused('bomb'));
    }, MEMORY_EVERY_MS);
    child.once('error', () => {
      running.delete(child);
      settle(refused('broken'));
    });
    child.once('close', (code, signal) => {
      running.delete(child);
      settle(code === 0 && signal === null ? answered(Buffer.concat(chunks)) : refused(faultOfEnd(code, signal)));
    });
    const answers = child.stdio[3] as Readable;
    answers.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > limits.answerMb * MB) settle(refused('bomb'));
      else chunks.push(chunk);
    });
    answers.on('error', () => undefined);
    // A child that dies while it is written to is told by its end.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });
}

function faultOfEnd(code: number | null, signal: NodeJS.Signals | null): ApartFault {
  return code === ABORTED || (signal !== null && SIGNALS_OF_MEMORY.has(signal)) ? 'bomb' : 'broken';
}

function answered(bytes: Buffer): Result<unknown, ApartFault> {
  try {
    return deserialize(bytes) as Answer;
  } catch {
    return refused('broken');
  }
}

/**
 * Runs the default export of a module below src/ (`modules/offers/pdf.job.ts`) on an input, apart. Only what structured
 * clone carries goes in and out. What a job expects to be wrong it returns as a value; what it throws is `broken`.
 */
export async function apart<Job extends (input: never) => unknown>(
  job: `${string}.job.ts`,
  input: Parameters<Job>[0],
  limits: ApartLimits,
): Promise<Result<Awaited<ReturnType<Job>>, ApartFault>> {
  const done = await lines[limits.line ?? 'files'](async () => {
    // To copy 20 MB takes a while: others come between.
    await setImmediate();
    return run(serialize({ job, input }), limits);
  });
  return (done ?? refused('busy')) as Result<Awaited<ReturnType<Job>>, ApartFault>;
}
