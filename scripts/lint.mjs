/** `npm run lint`: everything that looks at the code without running it. Each line counts as one check. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, install, node, root } from './prepare.mjs';

const binOf = (name, bin = name) => {
  const folder = join(root, 'node_modules', name);
  const entry = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).bin;
  return join(folder, typeof entry === 'string' ? entry : entry[bin]);
};

const CHECKS = [
  ['format and walls (Biome)', () => [binOf('@biomejs/biome', 'biome'), 'check', '--error-on-warnings', '.']],
  ['rules that need types (oxlint)', () => [binOf('oxlint'), '--type-aware', '--deny-warnings', 'src', 'test', 'scripts']],
  ['types (tsc)', () => [binOf('typescript', 'tsc'), '-p', '.']],
  ['dead code (knip)', () => [binOf('knip'), '--no-config-hints']],
  ['size of what a page loads (size-limit)', () => [binOf('size-limit')]],
];

/** Runs all checks; returns how many passed and failed. */
export function lint() {
  let failed = 0;
  for (const [title, command] of CHECKS) {
    const name = String(title);
    const { status, stdout, stderr } = spawnSync(node(), command(), {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, PATH: `${join(node(), '..')}:${process.env.PATH ?? ''}` },
    });
    console.log(`${status === 0 ? '✓' : '✗'} ${name}`);
    if (status !== 0) {
      failed++;
      console.log(`${stdout}\n${stderr}`);
    }
  }
  return { passed: CHECKS.length - failed, failed };
}

if (process.argv[1]?.endsWith('lint.mjs')) {
  install();
  build();
  const { passed, failed } = lint();
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 ? 1 : 0);
}
