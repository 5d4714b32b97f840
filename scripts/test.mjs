/** `npm test`: everything, on a machine that has only Node, Git and Debian's packages. Ends with `N passed, N failed`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { lint } from './lint.mjs';
import { build, install, node, root } from './prepare.mjs';

install();
build();
const total = { passed: 0, failed: 0, skipped: 0 };
const add = (part) => {
  for (const key of Object.keys(total)) total[key] += part[key] ?? 0;
};

console.log('\n— Code —');
add(lint());

const reports = mkdtempSync(join(tmpdir(), 'transferwerk-report-'));

function vitest(title, config, env = {}) {
  console.log(`\n— ${title} —`);
  const report = join(reports, `${config}.json`.replaceAll('/', '-'));
  const command = [
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--config',
    config,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const { status } = spawnSync(node(), command, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ...env } });
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    const suites = result.testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
    ).length;
    add({
      passed: result.numPassedTests,
      failed: result.numFailedTests + suites,
      skipped: result.numPendingTests + (result.numTodoTests ?? 0),
    });
    if (status !== 0 && result.numFailedTests + suites === 0) add({ failed: 1 });
  } catch {
    add({ failed: 1 });
  }
}

vitest('Rules, stores and forms, on PostgreSQL', 'vitest.config.ts');

vitest('Programs from outside', 'test/processes/vitest.config.ts');

const chromium = await ensureChromium();
if (chromium) vitest('Journeys in the browser', 'test/e2e/vitest.config.ts', { CHROMIUM_PATH: chromium });
else {
  console.log('\nNo browser could be had (looked for Chromium, Playwright’s, Debian’s package): the browser tests did not run.');
  add({ failed: 1 });
}

rmSync(reports, { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exit(total.failed > 0 ? 1 : 0);
