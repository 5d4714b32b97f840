import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { useEmbeddedServer } from '../../src/platform/database/embedded/server.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** How tests reach the server they share: the embedded one, or the one in DATABASE_URL. */
    server: pg.ClientConfig;
  }
}

/** One PostgreSQL for all test files: the one in DATABASE_URL, or an embedded one in a folder of its own. */
export default async function setup(project: TestProject) {
  const url = process.env['DATABASE_URL'];
  if (url) {
    project.provide('server', { connectionString: url });
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'transferwerk-test-'));
  // Open to PostgreSQL's user: else the cluster would lie elsewhere, and stay there after each run.
  chmodSync(folder, 0o755);
  // Durability is what the crash test is for; here speed counts.
  const server = await useEmbeddedServer(folder, ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off']);
  project.provide('server', server.connection);
  return async () => {
    const admin = new pg.Client(server.connection);
    await admin.connect();
    await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'",
    );
    await admin.end();
    await server.release();
    rmSync(folder, { recursive: true, force: true });
  };
}
