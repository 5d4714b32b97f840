import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('package.json of Transferwerk not found above the running program');
    folder = parent;
  }
  return folder;
}

/** The folder that holds package.json, content/ and dist/: the same from `src` (tests) and from `dist` (server). */
export const projectRoot = findRoot();

/** An absolute path below the project's root. */
export const fromRoot = (...parts: string[]): string => join(projectRoot, ...parts);
