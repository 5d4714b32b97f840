/** The bare Hono handler that the benchmark compares with: the same SQL as the search page, printed as JSON. */
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createAnalysis } from '../../src/modules/search/analysis/analyse.ts';
import { createUnderstanding } from '../../src/modules/search/analysis/understand.ts';
import type { SearchQuery } from '../../src/modules/search/model.ts';
import { findDocuments } from '../../src/modules/search/store/find.ts';
import { frequentWords } from '../../src/modules/search/store/write.ts';
import { loadSearchWords } from '../../src/modules/search/words.ts';
import { createTopics, topicsFileSchema } from '../../src/modules/topics/model.ts';
import { readConfig } from '../../src/platform/config.ts';
import { readContent } from '../../src/platform/content.ts';
import { openDatabase } from '../../src/platform/database/index.ts';
import { fromRoot } from '../../src/platform/root.ts';
import { places } from '../../src/reference/index.ts';

/** As in the matching: so many candidates are read, so many hits are shown. */
const CANDIDATES = 120;
const SHOWN = 20;

const topics = createTopics(readContent(fromRoot('content', 'topics.yaml'), topicsFileSchema));
const words = loadSearchWords();
const { db } = await openDatabase(readConfig());
const understand = createUnderstanding(topics, words);
const analysis = createAnalysis(topics, words, await frequentWords(db, 3));
const near = (code: string) => {
  const found = places().find(code);
  return found.kind === 'found' ? found.place : undefined;
};
const query = (text: string, code: string, change: Partial<SearchQuery> = {}): SearchQuery => ({
  topics: understand(text),
  lexemes: [...analysis.query(text).lexemes].map(([lexeme, weight]) => ({ lexeme, weight })),
  near: near(code),
  kinds: ['offer', 'consultant', 'pilot'],
  offerKinds: undefined,
  online: false,
  onSite: false,
  free: false,
  language: undefined,
  today: '2026-11-23',
  bodies: [],
  ...change,
});
const QUERIES = [
  query('Wir finden keine Auszubildenden', '24103'),
  query('Meine Gesellen laufen mir davon', '53113'),
  query('Ich schaffe das alles nicht mehr', '80331'),
  query('', '10115', { topics: [{ id: 'mental-strain', weight: 1 }], kinds: ['offer'] }),
];

const app = new Hono().get('/:n', async (c) => {
  const chosen = QUERIES[Number(c.req.param('n'))] ?? QUERIES[0];
  return c.json(chosen ? (await findDocuments(db, chosen, CANDIDATES)).slice(0, SHOWN) : []);
});
serve({ fetch: app.fetch, port: Number(process.argv[2]), hostname: '127.0.0.1' }, () => console.log('ready'));
