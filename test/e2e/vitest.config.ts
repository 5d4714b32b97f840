import { defineConfig } from 'vitest/config';

/** Journeys in a real browser against the built server. Two files at a time: each mostly waits for its browser. */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: 'test/support/demo-server.ts',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
