import { createHash } from 'node:crypto';
import type { Db } from '#platform/database/index.ts';
import type { Scheduled, Subscriber } from '#platform/jobs/index.ts';
import type { Clock } from '#platform/clock.ts';
import type { Topics } from '#modules/topics/index.ts';
import { type Analysis, createAnalysis, type Segment, type TextField, wordsIn } from './analysis/analyse.ts';
import { nearestWord } from './analysis/spelling.ts';
import { createUnderstanding, type UnderstoodTopic } from './analysis/understand.ts';
import type { Found, SearchQuery, SearchSource, SourceDocument } from './model.ts';
import { byRank, rank, type Ranked } from './ranking.ts';
import { findDocuments, similarWords } from './store/find.ts';
import {
  builtWith,
  countDocuments,
  frequentWords,
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

/** What is small is read at once. */
const MOST_SMALL = 10_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const PORTION = 1000;
/** Raise it whenever the same text would give other lexemes: the index is then built anew at the next start. */
const ANALYSIS = '1';
/** A word is part of the vocabulary for compounds once so many documents use it. */
const FREQUENT = 3;
/** How old the vocabulary in memory may be; another process may have built the index anew. */
const VOCABULARY_MS = 60_000;
const MOST_SIMILAR = 20;
const MOST_CORRECTED = 3;
/** So many are chosen by topics and as many by words, and ranked finely. */
const CANDIDATES = 120;

/** How much a word counts by where it stands. */
const FIELDS = { title: 5, topic: 2, otherName: 1, organisation: 4, summary: 1.5, body: 1 } as const;

/** A sentence or some words, understood. */
export interface Understood {
  topics: UnderstoodTopic[];
  lexemes: { lexeme: string; weight: number }[];
  /** Stems of the words that were asked for, for marking them. */
  stems: Set<string>;
  kinds: ReturnType<Analysis['query']>['kinds'];
  /** The text with misspelt words put right; undefined where nothing was wrong. */
  corrected: string | undefined;
  /** A text of a result with the words that were looked for. */
  mark(text: string): Segment[];
}

/** What is asked for besides the words. */
export type Filters = Omit<SearchQuery, 'topics' | 'lexemes'>;

export interface SearchAnswer {
  understood: Understood;
  /** Best first. */
  ranked: Ranked[];
}

export interface Search {
  understand(text: string): Promise<Understood>;
  /** Answers one box for everything: whatever fits the words and what they are about, in the order of `ranking.ts`. */
  search(text: string, filters: Filters, limit?: number): Promise<SearchAnswer>;
  find(query: SearchQuery, limit: number): Promise<Found[]>;
  /** Brings one document up to date: entered, changed, or taken out because it is hidden. */
  indexOne(source: string, id: string): Promise<void>;
  /** Builds the whole index anew, in one transaction: whoever searches meanwhile sees the old one. Returns its size. */
  rebuild(): Promise<number>;
  /** Brings the small sources up to date: what was added, changed, taken away there. Returns how many documents. */
  refresh(): Promise<number>;
  /** Builds the index where there is none, or one of an older analysis. */
  ensure(): Promise<void>;
}

export interface SearchParts {
  db: Db;
  clock: Clock;
  topics: Topics;
  words: SearchWords;
  sources: readonly SearchSource[];
}

export function createSearch({ db, clock, topics, words, sources }: SearchParts): Search {
  const topicsOf = createUnderstanding(topics, words);
  let vocabulary: { analysis: Analysis; read: number; built: number } | undefined;

  async function analysis(): Promise<Analysis> {
    const now = performance.now();
    if (vocabulary && now - vocabulary.read < VOCABULARY_MS) return vocabulary.analysis;
    const built = (await builtWith(db))?.built_at.getTime() ?? 0;
    if (vocabulary && built === vocabulary.built) {
      vocabulary.read = now;
      return vocabulary.analysis;
    }
    vocabulary = { analysis: createAnalysis(topics, words, await frequentWords(db, FREQUENT)), read: now, built };
    return vocabulary.analysis;
  }

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
    return { row: { ...entry, lexemes: JSON.stringify(Object.fromEntries(lexemes)), stamp: stampOf(document) }, words: said };
  }

  /** All documents of all sources, in portions. */
  async function* everything(): AsyncGenerator<SourceDocument[]> {
    for (const source of sources) {
      for (let last = FIRST_ID; ; ) {
        const documents = await source.after(last, PORTION);
        const newest = documents.at(-1);
        if (!newest) break;
        yield documents;
        last = newest.id;
      }
    }
  }

  /** In how many documents each word stands. */
  async function countWords(): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    for await (const documents of everything())
      for (const document of documents)
        for (const word of new Set(fieldsOf(document).flatMap(({ text }) => wordsIn(text)))) counts.set(word, (counts.get(word) ?? 0) + 1);
    return counts;
  }

  const rebuild: Search['rebuild'] = async () => {
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
    vocabulary = undefined;
    return documents;
  };

  async function correct(text: string, unknown: readonly string[]): Promise<string | undefined> {
    let corrected = text;
    for (const word of unknown.slice(0, MOST_CORRECTED)) {
      const meant = nearestWord(word, await similarWords(db, word, MOST_SIMILAR));
      if (meant !== undefined) corrected = corrected.replace(new RegExp(escapeRegExp(word), 'giu'), meant);
    }
    return corrected === text ? undefined : corrected;
  }

  const understand: Search['understand'] = async (text) => {
    const using = await analysis();
    const asTyped = using.query(text);
    const corrected = asTyped.unknown.length > 0 ? await correct(text, asTyped.unknown) : undefined;
    const { lexemes, kinds, stems } = corrected === undefined ? asTyped : using.query(corrected);
    return {
      topics: text.trim() === '' ? [] : topicsOf(corrected ?? text),
      lexemes: [...lexemes].map(([lexeme, weight]) => ({ lexeme, weight })),
      stems,
      kinds,
      corrected,
      mark: (shown) => using.mark(shown, stems),
    };
  };

  const indexOne: Search['indexOne'] = async (name, id) => {
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
    understand,
    find: (query, limit) => findDocuments(db, query, limit),

    async search(text, filters, limit = CANDIDATES) {
      const understood = await understand(text);
      const meant = understood.topics.map(({ id, weight }) => ({ id, weight }));
      const found = await findDocuments(db, { ...filters, topics: meant, lexemes: understood.lexemes }, limit);
      const wanted = { topics: meant, kinds: understood.kinds, now: clock.now() };
      return { understood, ranked: found.map((each) => rank(each, wanted, topics)).toSorted(byRank) };
    },

    indexOne,

    async refresh() {
      let touched = 0;
      for (const source of sources.filter(({ isSmall }) => isSmall)) {
        const documents = await source.after(FIRST_ID, MOST_SMALL);
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

const escapeRegExp = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

const CHANGES = ['published', 'confirmed', 'restored', 'archived', 'hidden'];

/** The index follows what is published, a moment later. */
export const searchSubscribers = (search: Search): Subscriber[] => [
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
export const searchSchedule = (search: Search): Scheduled[] => [
  {
    name: 'search-refresh',
    cron: '* * * * *',
    async handle() {
      await search.refresh();
    },
  },
];
