import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isOpenToOthers, placeEmbedded } from './placement.ts';

describe('where the embedded database lies', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tw-place-'));
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, 'closed', 'project'), { recursive: true });
    chmodSync(join(folder, 'closed'), 0o700);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('sees a closed parent folder, also above one that is not there yet', () => {
    expect(isOpenToOthers(join(folder, 'data'))).toBe(true);
    expect(isOpenToOthers(join(folder, 'closed', 'project', 'data'))).toBe(false);
  });

  it.runIf(process.getuid?.() === 0)('as root: in DATA_DIR where it is open, else in the state folder, and says so', () => {
    const open = placeEmbedded(join(folder, 'data'));
    expect(open).toMatchObject({ uid: 65_534, cluster: join(folder, 'data', 'postgres', 'cluster'), notice: undefined });
    const closed = placeEmbedded(join(folder, 'closed', 'project', 'data'), join(folder, 'state'));
    expect(closed.cluster.startsWith(join(folder, 'state', 'project-'))).toBe(true);
    expect(closed.notice).toContain('closed to others');
  });

  it('keeps a socket’s path within what the system allows', () => {
    const deep = join(folder, 'x'.repeat(80), 'y'.repeat(80));
    expect(Buffer.byteLength(join(placeEmbedded(deep).socketDir, '.s.PGSQL.5432'))).toBeLessThanOrEqual(107);
  });
});
