import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromRoot } from '../../src/platform/root.ts';
import type { Instance } from './kinds.ts';

export interface Run {
  status: number | null;
  out: string;
  errors: string;
}

/** A program of the machine, in a home of its own: what it finds or leaves there is nobody's. */
export function run(instance: Pick<Instance, 'folder'>, program: string, args: readonly string[]): Run {
  const env = {
    ...process.env,
    HOME: instance.folder,
    XDG_CONFIG_HOME: instance.folder,
    XDG_DATA_HOME: instance.folder,
    LC_ALL: 'C.UTF-8',
    TZ: 'America/New_York',
  };
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    env,
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, out: stdout ?? '', errors: error ? error.message : (stderr ?? '') };
}

export const has = (program: string): boolean => spawnSync('sh', ['-c', 'command -v "$0"', program]).status === 0;

/** Debian's modules are Debian's Python's: another Python in front of it has none of them. */
const PYTHONS = ['/usr/bin/python3', 'python3'];
export const pythonWith = (module: string): string | undefined =>
  PYTHONS.find((python) => spawnSync(python, ['-c', `import ${module}`]).status === 0);

/** Our small script beside it, with what the module says: one line a finding, `address<TAB>fault or empty<TAB>note`. */
export function python(instance: Instance, module: string, script: string, args: readonly string[]) {
  const program = pythonWith(module) ?? 'python3';
  const done = run(instance, program, [fromRoot('test', 'clients', 'python', script), instance.url, ...args]);
  if (done.status !== 0) return [{ address: script, fault: done.errors.trim().split('\n').at(-1) ?? 'ended', note: '' }];
  return done.out
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [address = '', fault = '', note = ''] = line.split('\t');
      return { address, fault: fault || undefined, note };
    });
}

export async function bytesOf(instance: Instance, path: string): Promise<Buffer> {
  // While a program ran, nobody here heard that the server has closed an idle connection: the second try opens a new one.
  const ask = () => fetch(`${instance.url}${path}`);
  const answer = await ask().catch(ask);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}

/** An address of ours as a file. */
export async function fileOf(instance: Instance, path: string, name: string): Promise<string> {
  const file = join(instance.folder, name);
  writeFileSync(file, await bytesOf(instance, path));
  return file;
}
