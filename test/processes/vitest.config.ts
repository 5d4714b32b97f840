import { defineConfig } from 'vitest/config';

/** The built programs from outside, without a browser. Each file has folders of its own, so two go at a time. */
export default defineConfig({
  test: {
    include: ['test/processes/**/*.test.ts'],
    globalSetup: 'test/support/demo-server.ts',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 60_000,
  },
});
