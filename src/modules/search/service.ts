import { literally } from '#platform/text.ts';
import { type Analysis, createAnalysis, type Segment, type TextField } from './analysis/analyse.ts';
import { nearestWord } from './analysis/spelling.ts';
import { createUnderstanding, type UnderstoodTopic } from './analysis/understand.ts';
import { createIndexing, FREQUENT, type IndexParts, type Indexing } from './indexing.ts';
import type { DocumentKind, Found, SearchQuery, SearchSource } from './model.ts';
import { byRank, rank, type Ranked } from './ranking.ts';
import { documentsByBands, findDocuments, raritiesOf, similarWords } from './store/find.ts';
import { builtWith, frequentWords } from './store/write.ts';

/** How old the vocabulary in memory may be; another process may have built the index anew. */
const VOCABULARY_MS = 60_000;
const MOST_SIMILAR = 20;
const MOST_CORRECTED = 3;
/** So many are chosen by topics and as many by words, and ranked finely. */
const CANDIDATES = 120;

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

export interface Search extends Indexing {
  understand(text: string): Promise<Understood>;
  /** Answers one box for everything: whatever fits the words and what they are about, in the order of `ranking.ts`. */
  search(text: string, filters: Filters, limit?: number): Promise<SearchAnswer>;
  find(query: SearchQuery, limit: number): Promise<Found[]>;
  /** Lexemes that say what a text is about, with how telling each is, for comparing it with others. */
  lexemesOf(fields: readonly TextField[]): Promise<Map<string, number>>;
  /** How rare lexemes are in the whole stock, 0 for what everything has. */
  rarityOf(lexemes: Iterable<string>): Promise<(lexeme: string) => number>;
  /** Ids of documents that are probably near copies of a text, by its bands; the likeliest first. */
  nearCopies(bands: readonly number[], kinds: readonly DocumentKind[], limit: number): Promise<string[]>;
}

export function createSearch(parts: IndexParts): Search {
  const { db, clock, topics, words } = parts;
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

  async function correct(text: string, unknown: readonly string[]): Promise<string | undefined> {
    let corrected = text;
    for (const word of unknown.slice(0, MOST_CORRECTED)) {
      const meant = nearestWord(word, await similarWords(db, word, MOST_SIMILAR));
      if (meant !== undefined) corrected = corrected.replace(new RegExp(literally(word), 'giu'), meant);
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

  return {
    ...createIndexing(parts, analysis, () => {
      vocabulary = undefined;
    }),
    understand,
    find: async (query, limit) => stillThere(parts.sources, await findDocuments(db, query, limit)),
    nearCopies: (bands, kinds, limit) => documentsByBands(db, bands, kinds, limit),

    async lexemesOf(fields) {
      const using = await analysis();
      return using.about(fields);
    },

    async rarityOf(lexemes) {
      const rarities = await raritiesOf(db, [...new Set(lexemes)]);
      // What nobody has written yet is as rare as can be.
      const most = Math.max(1, ...rarities.values());
      return (lexeme) => rarities.get(lexeme) ?? most;
    },

    async search(text, filters, limit = CANDIDATES) {
      const understood = await understand(text);
      const meant = understood.topics.map(({ id, weight }) => ({ id, weight }));
      const found = await stillThere(
        parts.sources,
        await findDocuments(db, { ...filters, topics: meant, lexemes: understood.lexemes }, limit),
      );
      const wanted = { topics: meant, kinds: understood.kinds, now: clock.now() };
      return { understood, ranked: found.map((each) => rank(each, wanted, topics)).toSorted(byRank) };
    },
  };
}

/** What was found, without what has vanished since the index was last brought up to date. */
async function stillThere(sources: readonly SearchSource[], found: Found[]): Promise<Found[]> {
  let rest = found;
  for (const { kinds, standing } of sources) {
    const some = standing ? rest.filter((each) => kinds.includes(each.kind)).map((each) => each.id) : [];
    if (!standing || some.length === 0) continue;
    const there = await standing(some);
    rest = rest.filter((each) => !kinds.includes(each.kind) || there.has(each.id));
  }
  return rest;
}
