import { defineConfig } from 'vitest/config';

/** Journeys in a real browser against the built server. One file after the other: two cores, one server. */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: 'test/support/demo-server.ts',
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
