import type { Topic, Topics } from '#modules/topics/index.ts';
import type { SearchWords } from '../words.ts';
import { createSplitter } from './compounds.ts';
import { namesOfKinds, synonymsOf } from './names.ts';
import { root } from './root.ts';
import { stem } from './stem.ts';
import { type Token, tokenize } from './tokens.ts';

/** A topic that a sentence is about, and what in the vocabulary it met. */
export interface UnderstoodTopic {
  id: string;
  /** 0–1; the best topic of a clear sentence is near 1. */
  weight: number;
  /** The label or everyday phrase that was met, as it stands in the vocabulary. */
  phrase: string;
}

interface Phrase {
  topic: string;
  text: string;
  stems: Map<string, number>;
  /** Names count a little more than everyday phrases. */
  worth: number;
}

/** How much a part of a compound counts against the whole word. */
const PART = 0.6;
/** How much another word of the same family counts: "sichern" where the vocabulary says "Sicherung". */
const FAMILY = 0.7;
/** How much a synonym counts. */
const SYNONYM = 0.5;
/** "Schulung" names a kind of offer; what it is about says the rest. */
const KIND_WORD = 0.35;
/** Below this share of its best phrase a topic is not meant. */
const LEAST = 0.22;
const MOST_TOPICS = 5;

/**
 * Understands sentences by the network's vocabulary: names of topics, their alternatives, and how people say it.
 * Rule-based and explainable: every topic comes with the phrase that led to it.
 */
export function createUnderstanding(topics: Topics, words?: SearchWords): (text: string) => UnderstoodTopic[] {
  const texts = (topic: Topic): [text: string, worth: number][] => [
    [topic.de, 1],
    [topic.en, 1],
    ...topic.alt.de.map((text): [string, number] => [text, 1]),
    ...topic.alt.en.map((text): [string, number] => [text, 1]),
    ...topic.says.map((text): [string, number] => [text, 0.95]),
  ];
  const split = createSplitter(
    topics.all.flatMap((topic) =>
      texts(topic).flatMap(([text]) =>
        tokenize(text)
          .filter((token) => token.weight === 1)
          .map((token) => token.word),
      ),
    ),
  );

  /** Stems of a text with how much each counts: words fully, parts of compounds less, glue a little. */
  const weigh = (tokens: Token[]) => {
    const stems = new Map<string, number>();
    const add = (stem: string, weight: number) => stems.set(stem, Math.max(stems.get(stem) ?? 0, weight));
    for (const token of tokens) {
      add(token.stem, token.weight);
      if (token.weight === 1) for (const part of split(token.word)) add(stem(part), PART);
    }
    return stems;
  };

  const phrases: Phrase[] = topics.all.flatMap((topic) =>
    texts(topic).map(([text, worth]) => ({ topic: topic.id, text, worth, stems: weigh(tokenize(text)) })),
  );

  // A word that many topics use says little about which one is meant.
  const topicsByStem = new Map<string, Set<string>>();
  for (const phrase of phrases) {
    for (const stem of phrase.stems.keys()) topicsByStem.set(stem, (topicsByStem.get(stem) ?? new Set()).add(phrase.topic));
  }
  const rarity = (stem: string) => Math.log(1 + topics.all.length / (topicsByStem.get(stem)?.size ?? topics.all.length));
  const byStem = new Map<string, Phrase[]>();
  for (const phrase of phrases) for (const stem of phrase.stems.keys()) byStem.set(stem, [...(byStem.get(stem) ?? []), phrase]);

  const synonyms = words ? synonymsOf(words) : new Map<string, Set<string>>();
  const kinds = words ? namesOfKinds(words) : new Map<string, unknown>();
  const families = new Map<string, Set<string>>();
  for (const { text } of phrases)
    for (const token of tokenize(text))
      if (token.weight === 1) families.set(root(token.word), (families.get(root(token.word)) ?? new Set()).add(token.stem));

  /** What is said, with words of the vocabulary's families in place of those it does not have itself. */
  const listen = (text: string) => {
    const tokens = tokenize(text);
    const said = weigh(tokens);
    const set = (stem: string, weight: number) => said.set(stem, Math.max(said.get(stem) ?? 0, weight));
    for (const token of tokens) {
      for (const other of synonyms.get(token.stem) ?? []) set(other, SYNONYM * Math.min(1, token.weight * 2));
      if (token.weight < 1 || byStem.has(token.stem)) continue;
      for (const relative of families.get(root(token.word)) ?? []) set(relative, FAMILY);
    }
    // Where only a kind is named ("Weiterbildung"), it is what is looked for.
    if ([...said].some(([stem, weight]) => weight >= PART && !kinds.has(stem)))
      for (const stem of said.keys()) if (kinds.has(stem)) said.set(stem, (said.get(stem) ?? 0) * KIND_WORD);
    return said;
  };

  function scorePhrase(phrase: Phrase, said: Map<string, number>): number {
    let met = 0;
    let all = 0;
    let meaning = 0;
    for (const [stem, weight] of phrase.stems) {
      const value = weight * rarity(stem);
      all += value;
      const there = said.get(stem);
      if (there === undefined) continue;
      met += value * Math.min(1, there / weight);
      if (weight >= PART) meaning += value * there;
    }
    if (all === 0 || (meaning === 0 && met < 0.95 * all)) return 0;
    // Covering a phrase counts; so does how telling the words are that were met.
    return phrase.worth * (0.6 * (met / all) + 0.4 * Math.min(1, met / 4));
  }

  return (text) => {
    const said = listen(text);
    const candidates = new Set<Phrase>();
    for (const stem of said.keys()) for (const phrase of byStem.get(stem) ?? []) candidates.add(phrase);

    const best = new Map<string, { score: number; phrase: string; sum: number }>();
    for (const phrase of candidates) {
      const score = scorePhrase(phrase, said);
      if (score <= 0) continue;
      const known = best.get(phrase.topic);
      if (!known) best.set(phrase.topic, { score, phrase: phrase.text, sum: score });
      else {
        known.sum += score;
        if (score > known.score) Object.assign(known, { score, phrase: phrase.text });
      }
    }
    const ranked = [...best]
      .map(([id, { score, phrase, sum }]) => ({ id, phrase, weight: Math.min(1, score + 0.08 * Math.min(3, sum - score)) }))
      .toSorted((a, b) => b.weight - a.weight || (a.id < b.id ? -1 : 1));
    const top = ranked[0]?.weight ?? 0;
    return ranked.filter((topic) => topic.weight >= LEAST && topic.weight >= top * 0.55).slice(0, MOST_TOPICS);
  };
}
