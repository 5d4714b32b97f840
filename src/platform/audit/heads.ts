import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Where the trail ended at some moment. */
export interface Head {
  /** When it was noted (ISO 8601). */
  at: string;
  position: number;
  hash: string;
}

/** Ends of the trail, kept apart from the database: what is missing there is still named here. */
export interface Heads {
  /** All that are noted, oldest first; lines that a crash left half-written are passed over. */
  read(): Promise<Head[]>;
  add(head: Head): Promise<void>;
}

/** Lines after which the older ones are thinned out to the highest of each day. */
const MOST_LINES = 4000;
const NEWEST = 1000;
/** About eight years of days. */
const MOST_DAYS = 3000;

function parsed(line: string): Head[] {
  try {
    const value = JSON.parse(line) as Partial<Head>;
    if (typeof value.position !== 'number' || typeof value.hash !== 'string' || typeof value.at !== 'string') return [];
    return [{ at: value.at, position: value.position, hash: value.hash }];
  } catch {
    return [];
  }
}

/** The newest as they are, of every day before them the highest: a shortening that was noted stays visible. */
export function thinned(heads: readonly Head[]): Head[] {
  const older = heads.slice(0, -NEWEST);
  const days = new Map<string, Head>();
  for (const head of older) {
    const day = head.at.slice(0, 10);
    if (head.position >= (days.get(day)?.position ?? -1)) days.set(day, head);
  }
  return [...[...days.values()].slice(-MOST_DAYS), ...heads.slice(-NEWEST)];
}

/** Kept in a file of one line a head, which only the product's user may read. */
export function headsIn(path: string): Heads {
  let lines: number | undefined;
  const text = () => readFile(path, 'utf8').catch(() => '');
  const read = async (): Promise<Head[]> => (await text()).split('\n').flatMap(parsed);
  return {
    read,
    async add(head) {
      await mkdir(dirname(path), { recursive: true });
      // Where a crash left the last line open, the next one does not go on in it.
      const found = lines === undefined ? await text() : '';
      const begin = found === '' || found.endsWith('\n') ? '' : '\n';
      lines ??= found.split('\n').length;
      await appendFile(path, `${begin}${JSON.stringify(head)}\n`, { mode: 0o600 });
      lines++;
      if (lines <= MOST_LINES) return;
      const kept = thinned(await read());
      await writeFile(`${path}.new`, kept.map((each) => `${JSON.stringify(each)}\n`).join(''), { mode: 0o600 });
      await rename(`${path}.new`, path);
      lines = kept.length;
    },
  };
}
