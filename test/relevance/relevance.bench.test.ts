/**
 * `npm run bench:relevance`: the labelled queries over the demo network, answered by the search, by PostgreSQL's plain
 * german configuration, by MiniSearch and by Orama on the same documents in the same run. Ends with an error where the
 * search is not ahead of all of them on the queries kept aside. `MISSES=12` shows the worst of the queries to build with.
 */
import { expect, it } from 'vitest';
import { directorySources, type Search } from '#modules/search/index.ts';
import { testApplication } from '../support/application.ts';
import { corpusOf, DEPTH, type Figures, FILTERS, labelledQueries, measure } from './compare.ts';
import { type Engine, miniSearchEngine, oramaEngine, postgresEngine } from './engines.ts';

const ours =
  (search: Search): Engine =>
  async (text) =>
    (await search.search(text, FILTERS)).ranked.slice(0, DEPTH.recall).map(({ found }) => found.id);

it('finds better than PostgreSQL german, MiniSearch and Orama on the queries kept aside', async () => {
  const { search, content, services, database } = await testApplication();
  const corpus = await corpusOf(directorySources(services.db), content.topics);
  const queries = labelledQueries();
  const engines: [name: string, engine: Engine][] = [
    ['Transferwerk', ours(search)],
    ['PostgreSQL german', await postgresEngine(database.owned, corpus.texts, DEPTH.recall)],
    ['MiniSearch 7', miniSearchEngine(corpus.texts, DEPTH.recall)],
    ['Orama 3', await oramaEngine(corpus.texts, DEPTH.recall)],
  ];
  const figures = new Map<string, Figures>();
  const lines = [`${corpus.texts.length} documents; ${queries.build.length} queries to build with, ${queries.aside.length} kept aside`];
  for (const part of ['build', 'aside'] as const) {
    lines.push('', `${part.padEnd(20)}nDCG@10   recall@20   ms/query`);
    for (const [name, engine] of engines) {
      const result = await measure(engine, queries[part], corpus);
      figures.set(`${part} ${name}`, result);
      lines.push(`${name.padEnd(20)}${result.ndcg.toFixed(3)}     ${result.recall.toFixed(3)}       ${result.ms.toFixed(1)}`);
    }
  }
  const misses = Number(process.env['MISSES'] ?? 0);
  const worst = figures.get('build Transferwerk')?.byQuery.toSorted((a, b) => a.ndcg - b.ndcg) ?? [];
  for (const { query, ndcg, first } of worst.slice(0, misses)) lines.push(`${ndcg.toFixed(2)} ${query.text} → ${first.join(' | ')}`);
  console.log(lines.join('\n'));

  const own = figures.get('aside Transferwerk');
  for (const [name] of engines.slice(1)) {
    expect(own?.ndcg).toBeGreaterThan(figures.get(`aside ${name}`)?.ndcg ?? 1);
    expect(own?.recall).toBeGreaterThan(figures.get(`aside ${name}`)?.recall ?? 1);
  }
}, 120_000);
