import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { type Placement, placeEmbedded } from './placement.ts';

const USER = 'transferwerk';
const START_TIMEOUT_MS = 60_000;

export interface EmbeddedServer {
  /** As the cluster's owner, who may do everything; the running product works as another role. */
  connection: { host: string; user: string; database: string };
  notice: string | undefined;
  /** Stops the server unless another process is still connected: the last one out turns off the light. */
  release(): Promise<void>;
}

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

function makeFolder(path: string, uid: number | undefined): void {
  mkdirSync(dirname(path), { recursive: true });
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (uid === undefined) return;
  // PostgreSQL's user has to walk through the folder above its own two.
  chmodSync(dirname(path), 0o755);
  chownSync(path, uid, uid);
  chmodSync(path, 0o700);
}

function copyBinaries(place: Placement): void {
  if (!place.copyBinariesFrom || existsSync(place.binaries)) return;
  const half = `${place.binaries}.${process.pid}`;
  mkdirSync(dirname(place.binaries), { recursive: true, mode: 0o755 });
  cpSync(place.copyBinariesFrom, half, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(half, place.binaries);
  } catch {
    rmSync(half, { recursive: true, force: true }); // Another process was first.
  }
}

const asUser = (place: Placement) => (place.uid === undefined ? {} : { uid: place.uid, gid: place.uid });

function environment(place: Placement): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], LD_LIBRARY_PATH: join(place.binaries, 'lib'), LC_ALL: 'C', TZ: 'UTC' };
}

/** Makes the cluster in a side folder and moves it into place, so that a half-made one is never taken for a whole. */
function initialise(place: Placement): void {
  if (existsSync(join(place.cluster, 'PG_VERSION'))) return;
  const half = `${place.cluster}.${process.pid}`;
  rmSync(half, { recursive: true, force: true });
  makeFolder(half, place.uid);
  const options = ['-D', half, '-U', USER, '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
  const made = spawnSync(join(place.binaries, 'bin', 'initdb'), options, {
    cwd: '/',
    env: environment(place),
    encoding: 'utf8',
    ...asUser(place),
  });
  if (made.status !== 0) throw new Error(`The embedded database could not be made: ${made.stderr || made.error?.message}`);
  try {
    renameSync(half, place.cluster);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(join(place.cluster, 'PG_VERSION'))) throw error; // else another process was first
  }
}

async function canConnect(place: Placement): Promise<boolean> {
  const client = new pg.Client({ host: place.socketDir, user: USER, database: 'postgres' });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

function startProcess(place: Placement, settings: string[]): { exited: () => number | null } {
  const log = openSync(join(dirname(place.cluster), 'postgres.log'), 'a', 0o600);
  if (place.uid !== undefined) chownSync(join(dirname(place.cluster), 'postgres.log'), place.uid, place.uid);
  const options = [
    ['listen_addresses', ''],
    ['unix_socket_directories', place.socketDir],
    ['unix_socket_permissions', '0700'],
    ['max_connections', '120'],
    ['shared_buffers', '128MB'],
    ['timezone', 'UTC'],
  ].flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const extra = settings.flatMap((setting) => ['-c', setting]);
  const child = spawn(join(place.binaries, 'bin', 'postgres'), ['-D', place.cluster, ...options, ...extra], {
    cwd: '/',
    env: environment(place),
    stdio: ['ignore', log, log],
    detached: true, // Ctrl-C reaches our process first, which then stops the server in good order.
    ...asUser(place),
  });
  let code: number | null = null;
  child.on('exit', (exit) => {
    code = exit ?? -1;
  });
  child.on('error', () => {
    code = -1;
  });
  child.unref();
  return { exited: () => code };
}

/** Waits for the server; a process that lost the race for the folder waits for the one that won it. */
async function waitUntilReady(place: Placement, settings: string[]): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  let server = startProcess(place, settings);
  while (Date.now() < deadline) {
    if (await canConnect(place)) return;
    if (server.exited() !== null) {
      await wait(300);
      if (await canConnect(place)) return;
      server = startProcess(place, settings);
    }
    await wait(25);
  }
  const log = readFileSync(join(dirname(place.cluster), 'postgres.log'), 'utf8')
    .split('\n')
    .slice(-12)
    .join('\n');
  throw new Error(`The embedded database did not start within ${START_TIMEOUT_MS / 1000} s. Its log ends with:\n${log}`);
}

function postmaster(place: Placement): number | undefined {
  try {
    return Number(readFileSync(join(place.cluster, 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return undefined;
  }
}

async function othersConnected(place: Placement): Promise<boolean> {
  const client = new pg.Client({ host: place.socketDir, user: USER, database: 'postgres' });
  client.on('error', () => {});
  try {
    await client.connect();
    const found = await client.query(
      "select count(*)::int as n from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()",
    );
    return found.rows[0].n > 0;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function release(place: Placement): Promise<void> {
  if (await othersConnected(place)) return;
  const pid = postmaster(place);
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGINT'); // PostgreSQL's "fast shutdown"
    for (let i = 0; i < 400 && existsSync(join(place.cluster, 'postmaster.pid')); i++) await wait(25);
  } catch {
    // Gone already.
  }
}

/**
 * Connects to the embedded server of `dataDir`, starting it (and, the first time, making it) where none runs.
 * Several processes share one server: `postmaster.pid` is PostgreSQL's own guard against a second one on the folder.
 */
export async function useEmbeddedServer(dataDir: string, settings: string[] = []): Promise<EmbeddedServer> {
  const place = placeEmbedded(dataDir);
  if (!(await canConnect(place))) {
    makeFolder(place.socketDir, place.uid);
    copyBinaries(place);
    initialise(place);
    await waitUntilReady(place, settings);
  }
  return {
    connection: { host: place.socketDir, user: USER, database: 'postgres' },
    notice: place.notice,
    release: () => release(place),
  };
}
