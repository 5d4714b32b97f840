import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

/** The figures of the overlap: a command of its own, not part of `npm test`. */
export default defineConfig({ ...base, test: { ...base.test, include: ['test/overlap/*.bench.test.ts'] } });
