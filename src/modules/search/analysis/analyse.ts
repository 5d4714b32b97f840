import type { Topics } from '#modules/topics/index.ts';
import type { NamedKind, SearchWords } from '../words.ts';
import { createSplitter } from './compounds.ts';
import { namesOfKinds, synonymsOf } from './names.ts';
import { root } from './root.ts';
import { stem } from './stem.ts';
import { COMMON, type Token, tokenize } from './tokens.ts';

/** A text of a document and how much a word in it counts. */
export interface TextField {
  text: string;
  weight: number;
}

/** What of a document goes into the index. */
export interface DocumentAnalysis {
  /** How telling each lexeme is for this document: BM25's term weight without the rarity, 0 to k1 + 1. */
  lexemes: Map<string, number>;
  /** The words as they are written, lower case: the vocabulary of the corpus. */
  words: string[];
}

/** What a query is made of. */
export interface QueryAnalysis {
  /** Lexemes with how much each is meant, 0–1. */
  lexemes: Map<string, number>;
  /** Kinds of things that are named: "Seminar", "Berater". */
  kinds: Set<NamedKind>;
  /** Words that neither the vocabulary nor the splitter knows: perhaps misspelt. */
  unknown: string[];
  /** For marking hits in a text: stems of the words themselves and of their parts. */
  stems: Set<string>;
}

/** How much the parts of a compound, the family of a word, a synonym count against the word itself. */
const PART = 0.5;
const FAMILY = 0.4;
const SYNONYM = 0.6;
/** The name of a kind says what sort of thing, not what about. */
const KIND_WORD = 0.25;
const IGNORED = 0.1;
/** Okapi BM25 (Robertson & Zaragoza 2009, with fields weighted as in BM25F); lengths differ little here, so b is small. */
const K1 = 1.2;
const B = 0.35;
const USUAL_LENGTH = 60;
const MOST_QUERY_TOKENS = 40;
const MOST_DOCUMENT_TOKENS = 3000;

/** A piece of a text, and whether it was looked for. */
export interface Segment {
  text: string;
  isHit: boolean;
}

export interface Analysis {
  document(fields: readonly TextField[]): DocumentAnalysis;
  /**
   * Lexemes of a text that say what it is about, without those that name what sort of thing it is ("Seminar") or that
   * stand in every text ("kommen", "Betrieb").
   */
  about(fields: readonly TextField[]): Map<string, number>;
  query(text: string): QueryAnalysis;
  /** A text in pieces, the words that were looked for by themselves; put together again it is the text. */
  mark(text: string, stems: ReadonlySet<string>): Segment[];
}

/**
 * The network's analysis of German: stems, families, parts of compounds by the vocabulary of the topics and of the corpus,
 * synonyms, gendered forms, umlauts written either way. Pure; the same words give the same lexemes.
 */
export function createAnalysis(topics: Topics, words: SearchWords, corpus: Iterable<string> = []): Analysis {
  const own = topics.all.flatMap((topic) => [topic.de, topic.en, ...topic.alt.de, ...topic.alt.en, ...topic.says]).flatMap(wordsOf);
  const vocabulary = new Set([...own, ...words.synonyms.flat().flatMap(wordsOf), ...corpus]);
  const split = createSplitter(vocabulary);
  const stems = new Set([...vocabulary].map(stem));
  const families = new Set([...vocabulary].map(root));

  const synonyms = synonymsOf(words);
  const kindsByStem = namesOfKinds(words);
  const ignored = new Set(words.ignore.map(stem));

  /** "Fachkraefte" where the vocabulary has "Fachkräfte": the spelling that is known. */
  const respell = ({ word, stem: own }: Token): string => {
    if (split.knows(word) || stems.has(own) || !/ae|oe|ue|ss/.test(word)) return word;
    const written = word.replaceAll('ae', 'ä').replaceAll('oe', 'ö').replaceAll('ue', 'ü');
    return stems.has(stem(written)) || split(written).length > 1 ? written : word;
  };

  const document: Analysis['document'] = (fields) => {
    const frequency = new Map<string, number>();
    const seen = new Set<string>();
    let length = 0;
    const add = (lexeme: string, weight: number) => frequency.set(lexeme, (frequency.get(lexeme) ?? 0) + weight);
    for (const { text, weight } of fields) {
      for (const token of tokenize(text, MOST_DOCUMENT_TOKENS)) {
        if (!isTelling(token)) continue;
        length++;
        seen.add(token.word);
        // What every company says of everything counts less than what few say.
        const worth = weight * token.weight;
        add(token.stem, worth);
        const family = root(token.word);
        if (family.length > SHORTEST_FAMILY) add(family, worth);
        for (const part of split(token.word)) {
          add(stem(part), worth * PART);
          add(root(part), worth * PART);
        }
      }
    }
    const norm = K1 * (1 - B + (B * length) / USUAL_LENGTH);
    return {
      lexemes: new Map([...frequency].map(([lexeme, tf]) => [lexeme, Math.round(((tf * (K1 + 1)) / (tf + norm)) * 1000) / 1000])),
      words: [...seen],
    };
  };

  const query: Analysis['query'] = (text) => {
    const lexemes = new Map<string, number>();
    const kinds = new Set<NamedKind>();
    const unknown: string[] = [];
    const marked = new Set<string>();
    const add = (lexeme: string, weight: number) => lexemes.set(lexeme, Math.max(lexemes.get(lexeme) ?? 0, weight));
    for (const token of tokenize(text).slice(0, MOST_QUERY_TOKENS)) {
      if (token.weight < LEAST_MEANING) continue;
      const word = respell(token);
      const own = stem(word);
      const family = root(word);
      const parts = split(word);
      for (const kind of kindsByStem.get(own) ?? []) kinds.add(kind);
      for (const part of parts) for (const kind of kindsByStem.get(stem(part)) ?? []) kinds.add(kind);
      const weight = kindsByStem.has(own) ? KIND_WORD : ignored.has(own) ? IGNORED : token.weight;
      add(own, weight);
      marked.add(own);
      if (family.length > SHORTEST_FAMILY) add(family, weight * FAMILY);
      for (const other of synonyms.get(own) ?? []) add(other, weight * SYNONYM);
      for (const part of parts) {
        const share = kindsByStem.has(stem(part)) ? KIND_WORD : weight * PART;
        add(stem(part), share);
        add(root(part), share * FAMILY);
        marked.add(stem(part));
        for (const other of synonyms.get(stem(part)) ?? []) add(other, share * SYNONYM);
      }
      const isKnown = split.knows(word) || stems.has(own) || families.has(family) || split.covers(word);
      if (!isKnown && token.word.length >= SHORTEST_TYPO && /^\p{L}+$/u.test(token.word)) unknown.push(token.word);
    }
    return { lexemes, kinds, unknown: [...new Set(unknown)], stems: marked };
  };
  const isMeant = (word: string, stems: ReadonlySet<string>): boolean =>
    stems.has(stem(word)) || split(word).some((part) => part.length >= SHORTEST_MARKED && stems.has(stem(part)));

  const mark: Analysis['mark'] = (text, stems) => {
    const segments: Segment[] = [];
    for (const piece of text.split(/([\p{L}\p{N}]+(?:[:*_](?:in|innen)\b)?)/u)) {
      if (piece === '') continue;
      const isHit = /^[\p{L}\p{N}]/u.test(piece) && isMeant(tokenize(piece)[0]?.word ?? piece, stems);
      const last = segments.at(-1);
      if (last?.isHit === isHit) last.text += piece;
      else segments.push({ text: piece, isHit });
    }
    return segments;
  };

  const sorts = new Set(Object.values(words.kinds).flatMap((names) => names.flatMap((name) => [stem(name), root(name)])));
  const empty = new Set([...words.ignore, ...COMMON].flatMap((word) => [stem(word), root(word)]));
  const about: Analysis['about'] = (fields) =>
    new Map([...document(fields).lexemes].filter(([lexeme]) => !sorts.has(lexeme) && !empty.has(lexeme)));

  return { document, about, query, mark };
}

/** Words below this weight are glue. */
const LEAST_MEANING = 0.2;
const SHORTEST_FAMILY = 4;
const isTelling = (token: Token): boolean => token.weight >= LEAST_MEANING && token.stem.length > 1;
const SHORTEST_TYPO = 5;
const SHORTEST_MARKED = 4;

const wordsOf = (text: string): string[] =>
  tokenize(text)
    .filter((token) => token.weight === 1)
    .map((token) => token.word);

/** The words of a document's text that go into the index. */
export const wordsIn = (text: string): string[] =>
  tokenize(text, MOST_DOCUMENT_TOKENS)
    .filter(isTelling)
    .map((token) => token.word);
