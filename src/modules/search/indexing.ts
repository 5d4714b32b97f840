import { portions } from '#platform/pages.ts';
import { createHash } from 'node:crypto';
import type { Clock } from '#platform/clock.ts';
import type { Db } from '#platform/database/index.ts';
import type { Scheduled, Subscriber } from '#platform/jobs/index.ts';
import { allPages } from '#platform/pages.ts';
import type { Topics } from '#modules/topics/index.ts';
import { type Analysis, createAnalysis, type TextField, wordsIn } from './analysis/analyse.ts';
import { bandsOf, shinglesOf, wordsOf } from './analysis/fingerprint.ts';
import { type SearchSource, type SourceDocument, textOf } from './model.ts';
import {
  builtWith,
  countDocuments,
  insertDocuments,
  listDocument,
  lockIndex,
  rebuildLists,
  removeDocument,
  removeDocuments,
  saveCorpus,
  stampsOf,
  tidyLists,
} from './store/write.ts';
import type { NewDocument } from './tables.ts';
import type { SearchWords } from './words.ts';

const PORTION = 1000;
/** Raise it whenever the same text would give other lexemes: the index is then built anew at the next start. */
const ANALYSIS = '3';
/** A word is part of the vocabulary for compounds once so many documents use it. */
export const FREQUENT = 3;

/** How much a word counts by where it stands. */
const FIELDS = { title: 5, topic: 2, otherName: 1, organisation: 4, summary: 1.5, body: 1 } as const;

export interface IndexParts {
  db: Db;
  clock: Clock;
  topics: Topics;
  words: SearchWords;
  sources: readonly SearchSource[];
}

/** How the index comes about and follows what it is made from. */
export interface Indexing {
  /** Brings one document up to date: entered, changed, or taken out because it is hidden. */
  indexOne(source: string, id: string): Promise<void>;
  /** Builds the whole index anew, in one transaction: whoever searches meanwhile sees the old one. Returns its size. */
  rebuild(): Promise<number>;
  /** Brings the small sources up to date: what was added, changed, taken away there. Returns how many documents. */
  refresh(): Promise<number>;
  /** Builds the index where there is none, or one of an older analysis. */
  ensure(): Promise<void>;
}

/** `analysis` gives the one in use, `forget` is called once another vocabulary is there. */
export function createIndexing(
  { db, clock, topics, words, sources }: IndexParts,
  analysis: () => Promise<Analysis>,
  forget: () => void,
): Indexing {
  const fieldsOf = (document: SourceDocument): TextField[] => [
    { text: document.title, weight: FIELDS.title },
    ...document.topics.flatMap((id, rank): TextField[] => {
      const topic = topics.get(id);
      const share = rank === 0 ? 1 : 0.5;
      return topic
        ? [
            { text: topic.de, weight: FIELDS.topic * share },
            { text: topic.alt.de.join(' '), weight: FIELDS.otherName * share },
          ]
        : [];
    }),
    { text: document.organisation, weight: FIELDS.organisation },
    { text: document.town, weight: FIELDS.organisation },
    { text: document.summary, weight: FIELDS.summary },
    { text: document.body, weight: FIELDS.body },
  ];

  function rowOf(document: SourceDocument, using: Analysis): { row: NewDocument; words: string[] } {
    const { lexemes, words: said } = using.document(fieldsOf(document));
    const { body: _, ...entry } = document;
    return {
      row: {
        ...entry,
        lexemes: JSON.stringify(Object.fromEntries(lexemes)),
        stamp: stampOf(document),
        bands: bandsOf(shinglesOf(wordsOf(textOf(document)))),
      },
      words: said,
    };
  }

  /** All documents of all sources, in portions. */
  async function* everything(): AsyncGenerator<SourceDocument[]> {
    for (const source of sources) yield* portions(PORTION, source.after);
  }

  /** In how many documents each word stands. */
  async function countWords(): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    for await (const documents of everything())
      for (const document of documents)
        for (const word of new Set(fieldsOf(document).flatMap(({ text }) => wordsIn(text)))) counts.set(word, (counts.get(word) ?? 0) + 1);
    return counts;
  }

  const rebuild: Indexing['rebuild'] = async () => {
    // Read twice: the words of all documents are what the compounds of each are split by.
    const counts = await countWords();
    const using = createAnalysis(
      topics,
      words,
      [...counts].filter(([, documents]) => documents >= FREQUENT).map(([word]) => word),
    );
    const documents = await db.transaction().execute(async (raw) => {
      const trx = raw as unknown as Db;
      await lockIndex(trx);
      await removeDocuments(trx);
      for await (const documents of everything())
        await insertDocuments(
          trx,
          documents.map((document) => rowOf(document, using).row),
        );
      await rebuildLists(trx, counts);
      const count = await countDocuments(trx);
      await saveCorpus(trx, { analysis: ANALYSIS, documents: count, built_at: clock.now() });
      return count;
    });
    await tidyLists(db);
    forget();
    return documents;
  };

  const indexOne: Indexing['indexOne'] = async (name, id) => {
    const source = sources.find((each) => each.name === name);
    if (!source) return;
    const using = await analysis();
    await db.transaction().execute(async (raw) => {
      const trx = raw as unknown as Db;
      await lockIndex(trx);
      await removeDocument(trx, id);
      const document = await source.one(id);
      if (!document) return;
      const { row, words: said } = rowOf(document, using);
      await insertDocuments(trx, [row]);
      await listDocument(trx, id, said);
    });
  };

  return {
    rebuild,
    indexOne,

    async refresh() {
      let touched = 0;
      for (const source of sources.filter(({ isSmall }) => isSmall)) {
        const documents = await allPages(PORTION, (after, limit) => source.after(after, limit));
        const stamps = new Map(documents.map((document) => [document.id, stampOf(document)]));
        const indexed = await stampsOf(db, source.kinds);
        const ids = [...stamps].filter(([id, stamp]) => indexed.get(id) !== stamp).map(([id]) => id);
        for (const id of [...ids, ...[...indexed.keys()].filter((known) => !stamps.has(known))]) {
          await indexOne(source.name, id);
          touched++;
        }
      }
      return touched;
    },

    async ensure() {
      if ((await builtWith(db))?.analysis !== ANALYSIS) await rebuild();
    },
  };
}

/** The same for the same document; another for any other. */
const stampOf = (document: SourceDocument): string => createHash('sha256').update(JSON.stringify(document)).digest('base64url');

const CHANGES = ['published', 'confirmed', 'restored', 'archived', 'hidden'];

/** The index follows what is published, a moment later. */
export const searchSubscribers = (search: Indexing): Subscriber[] => [
  {
    name: 'search-index',
    on: CHANGES.map((change) => `content.${change}`),
    async handle(event) {
      const { kind } = event.payload;
      if (typeof kind === 'string') await search.indexOne(kind, event.subject);
    },
  },
];

/** What changes in many places is compared every minute. */
export const searchSchedule = (search: Indexing): Scheduled[] => [
  {
    name: 'search-refresh',
    cron: '* * * * *',
    async handle() {
      await search.refresh();
    },
  },
];
