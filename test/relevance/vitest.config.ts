import { defineConfig } from 'vitest/config';
import base from '../../vitest.config.ts';

const name = process.env['BENCH'] ?? 'relevance';

/** The comparison of search engines: commands of their own, not part of `npm test`. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: [`test/relevance/${name}.bench.test.ts`],
    pool: 'forks',
    execArgv: ['--expose-gc', '--max-old-space-size=8192'],
  },
});
