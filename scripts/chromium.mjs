/** Finds a Chromium for the browser tests: one that is present, else Playwright's, else Debian's package. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { node, root } from './prepare.mjs';

const PRESENT = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

async function playwrightsOwn() {
  const { chromium } = await import(pathToFileURL(join(root, 'node_modules', 'playwright-core', 'index.mjs')).href);
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

const present = async () => [process.env.CHROMIUM_PATH, ...PRESENT].find((path) => path && existsSync(path)) ?? (await playwrightsOwn());

/** The path of a browser, installed if need be; undefined where none can be had. */
export async function ensureChromium() {
  const found = await present();
  if (found) return found;
  console.log('Installing a browser for the tests …');
  const quiet = { cwd: root, stdio: 'ignore', timeout: 300_000 };
  spawnSync(node(), [join(root, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium'], quiet);
  const own = await playwrightsOwn();
  if (own) return own;
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = (...args) => {
    const [command, ...rest] = [...sudo, 'apt-get', ...args];
    spawnSync(command, rest, { ...quiet, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
  };
  apt('update');
  apt('install', '-y', '--no-install-recommends', 'chromium');
  return present();
}
