import { defineConfig } from 'vitest/config';
import { LongFirst } from './test/support/long-first.ts';

/** Rules and stores: beside their files, on the real PostgreSQL. The browser tests have a configuration of their own. */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/fuzz/**/*.test.ts', 'test/*.test.ts'],
    globalSetup: 'test/support/global-setup.ts',
    pool: 'threads',
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    // Each file has a database of its own; loading the whole application once per worker saves a fifth of the time.
    isolate: false,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
