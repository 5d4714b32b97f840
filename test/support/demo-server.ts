import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startServer } from './server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built server answers. */
    url: string;
    dataDir: string;
  }
}

/** One built server with the demo network for all tests of a run. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'transferwerk-e2e-'));
  chmodSync(folder, 0o755);
  const { DATABASE_URL: _, ...rest } = process.env;
  const server = await startServer(folder, { ...(rest as Record<string, string>), DATABASE_URL: '' });
  project.provide('url', server.url);
  project.provide('dataDir', folder);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
