#!/usr/bin/env node
/** `npx transferwerk …`: runs the built command line under the Node that the project brings. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const cli = join(root, 'dist', 'server', 'cli.js');
if (!existsSync(cli)) {
  console.error('Transferwerk is not built yet. Run "npm start" or "npm run build" first.');
  process.exit(1);
}
const bundled = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
const node = existsSync(bundled) ? bundled : process.execPath;
const { status } = spawnSync(node, [cli, ...process.argv.slice(2)], { stdio: 'inherit' });
process.exit(status ?? 1);
