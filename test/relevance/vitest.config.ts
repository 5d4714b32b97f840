import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

/** The comparison of search engines: a command of its own, not part of `npm test`. */
export default defineConfig({ ...base, test: { ...base.test, include: ['test/relevance/*.bench.test.ts'] } });
