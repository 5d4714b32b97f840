/**
 * `npm run bench:scale`: the same queries over a large directory, answered by the search, by MiniSearch and by Orama in the
 * same run: quality, time for a query, memory that the engine holds in the process. `OFFERS=100000` for the large one.
 */
import { expect, it } from 'vitest';
import { loadDemo } from '../../src/demo/load.ts';
import { directorySources } from '../../src/modules/search/index.ts';
import { actAs, SYSTEM } from '../../src/platform/actor.ts';
import { places } from '../../src/reference/index.ts';
import { testApplication } from '../support/application.ts';
import { type Corpus, corpusOf, DEPTH, FILTERS, labelledQueries, measure } from './compare.ts';
import { type Engine, miniSearchEngine, oramaEngine } from './engines.ts';

const OFFERS = Number(process.env['OFFERS'] ?? 20_000);

/** Megabytes that something holds once it is made. */
async function memoryOf<Made>(make: () => Made | Promise<Made>): Promise<[Made, number]> {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const made = await make();
  globalThis.gc?.();
  return [made, (process.memoryUsage().heapUsed - before) / 1024 ** 2];
}

it('finds in a large directory', async () => {
  const { services, content, search, clock } = await testApplication();
  const parts = { db: services.db, topics: content.topics, places: places(), search };
  await actAs(SYSTEM, () => loadDemo(parts, { seed: 2, scale: OFFERS / 600 }, clock.now()));
  const corpus: Corpus = await corpusOf(directorySources(services.db), content.topics);
  const queries = labelledQueries().aside.filter(({ topics }) => topics !== undefined);
  const report = async (name: string, engine: Engine, megabytes: number | undefined) => {
    await measure(engine, queries.slice(0, 10), corpus); // warm
    const { ndcg, recall, ms } = await measure(engine, queries, corpus);
    const memory = megabytes === undefined ? 'in the database' : `${megabytes.toFixed(0)} MB`;
    console.log(`${name.padEnd(16)}nDCG@10 ${ndcg.toFixed(3)}   recall@20 ${recall.toFixed(3)}   ${ms.toFixed(1)} ms/query   ${memory}`);
    return ndcg;
  };
  console.log(`${corpus.texts.length} documents, ${queries.length} queries kept aside`);
  const own = await report(
    'Transferwerk',
    async (text) => (await search.search(text, FILTERS)).ranked.slice(0, DEPTH.recall).map(({ found }) => found.id),
    undefined,
  );
  const [mini, miniMemory] = await memoryOf(() => miniSearchEngine(corpus.texts, DEPTH.recall));
  expect(own).toBeGreaterThan(await report('MiniSearch 7', mini, miniMemory));
  const [orama, oramaMemory] = await memoryOf(() => oramaEngine(corpus.texts, DEPTH.recall));
  expect(own).toBeGreaterThan(await report('Orama 3', orama, oramaMemory));
}, 1_800_000);
