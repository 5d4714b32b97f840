import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

/** Timings that need the real database: commands of their own, no part of `npm test`. */
export default defineConfig({
  ...base,
  test: { ...base.test, include: ['test/load/*.bench.ts'], testTimeout: 300_000, hookTimeout: 120_000 },
});
