/** `npm start`: everything from a fresh clone to the running server. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { build, install, node, root } from './prepare.mjs';
import { SERVER_FLAGS } from './server-flags.mjs';

install();
build();
const server = spawn(node(), ['--enable-source-maps', ...SERVER_FLAGS, join(root, 'dist', 'server', 'main.js')], {
  cwd: root,
  stdio: 'inherit',
});
// The server ends in good order by itself; we only wait for it.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal));
server.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
