import { createAnalysis } from '../../src/modules/search/analysis/analyse.ts';
import { loadSearchWords } from '../../src/modules/search/index.ts';
import { type Comparison, compare } from '../../src/modules/overlap/model.ts';
import { loadTopics } from '../../src/modules/topics/index.ts';
import { isSame, workOf } from './measure.ts';
import { besides, entries, type LabelledOffer, labelledPairs, type Pair } from './pairs.ts';

export interface ScoredPair extends Comparison {
  pair: Pair;
  isSame: boolean;
}

/**
 * All labelled pairs, compared. How rare a lexeme is comes from the labelled offers themselves. `withForm` false: as for a
 * document of which only the text is known.
 */
export function scorePairs(withForm: boolean): ScoredPair[] {
  const topics = loadTopics();
  const analysis = createAnalysis(topics, loadSearchWords());
  const lexemesOf = ({ title, text }: LabelledOffer) =>
    analysis.about([
      { text: title, weight: 3 },
      { text, weight: 1 },
    ]);
  const stock = [...entries().flatMap(({ base, same, goesWith }) => [base, same, goesWith]), ...besides()].map(lexemesOf);
  const documents = new Map<string, number>();
  for (const lexemes of stock) for (const lexeme of lexemes.keys()) documents.set(lexeme, (documents.get(lexeme) ?? 0) + 1);
  const rarity = (lexeme: string) => {
    const n = documents.get(lexeme) ?? 0;
    return Math.log(1 + (stock.length - n + 0.5) / (n + 0.5));
  };
  const work = (offer: LabelledOffer) => {
    const made = workOf(offer, lexemesOf(offer));
    return withForm ? made : { ...made, form: undefined };
  };
  return labelledPairs().map((pair) => ({ pair, isSame: isSame(pair.label), ...compare(work(pair.a), work(pair.b), rarity, topics) }));
}
