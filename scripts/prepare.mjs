/**
 * What `npm start`, `npm run build` and `npm test` need before they can begin: packages and build, each only when
 * something changed. Plain JavaScript for any Node ≥ 20, because nothing is installed yet when it first runs.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const at = (...parts) => join(root, ...parts);

/** The Node 24 that comes with the packages. */
export const node = () => {
  const bundled = at('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  return existsSync(bundled) ? bundled : process.execPath;
};

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

function filesBelow(path) {
  if (!existsSync(path)) return [];
  return readdirSync(path, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(path, entry.name)) : [join(path, entry.name)]))
    .toSorted();
}

function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0');
  return hash.digest('hex');
}

const readStamp = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

/** Installs the packages when package-lock.json is another than the installed one. */
export function install() {
  const stamp = at('node_modules', '.transferwerk-lock');
  const wanted = hashOf([at('package.json'), at('package-lock.json')]);
  if (readStamp(stamp) === wanted) return;
  console.log('Installing packages …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  // Not `npm ci`: it refuses a lock file in which a registry had no build of an optional package for another platform.
  run(npm, ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], { shell: process.platform === 'win32' });
  writeFileSync(stamp, wanted);
}

/** Builds when a source is another than the built one. */
export function build() {
  const stamp = at('dist', '.stamp');
  const sources = [...filesBelow(at('src')), at('package.json'), at('package-lock.json'), at('vite.config.ts'), at('scripts', 'build.mjs')];
  const wanted = hashOf(sources.filter((path) => !path.includes('.test.')));
  if (readStamp(stamp) === wanted) return;
  console.log('Building …');
  run(node(), [at('scripts', 'build.mjs')]);
  mkdirSync(at('dist'), { recursive: true });
  writeFileSync(stamp, wanted);
}
