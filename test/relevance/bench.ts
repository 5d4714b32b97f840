import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { createTopics, topicsFileSchema } from '../../src/modules/topics/model.ts';
import { createUnderstanding } from '../../src/modules/search/analysis/understand.ts';
import { loadSearchWords } from '../../src/modules/search/words.ts';
import { readContent } from '../../src/platform/content.ts';
import { fromRoot } from '../../src/platform/root.ts';

interface Phrase {
  text: string;
  topics: string[];
}

/** Share of phrases that lead to one of their topics among the first three: `npm run bench:phrases`. */
const topics = createTopics(readContent(fromRoot('content', 'topics.yaml'), topicsFileSchema));
const understand = createUnderstanding(topics, loadSearchWords());
const file = parse(readFileSync(fromRoot('test', 'relevance', 'phrases.yaml'), 'utf8')) as Record<string, Phrase[]>;
const shown = process.argv.includes('--all') ? ['build', 'aside'] : ['build'];
for (const [part, phrases] of Object.entries(file)) {
  const found = phrases.map((phrase) => ({ phrase, got: understand(phrase.text).slice(0, 3) }));
  const right = found.filter(({ phrase, got }) => got.some((topic) => phrase.topics.includes(topic.id)));
  const first = found.filter(({ phrase, got }) => got[0] && phrase.topics.includes(got[0].id));
  console.log(`${part}: ${right.length} of ${phrases.length} among the first three, ${first.length} first`);
  if (!shown.includes(part)) continue;
  for (const { phrase, got } of found.filter((entry) => !right.includes(entry))) {
    console.log(
      `  ✗ ${phrase.text} → ${got.map((topic) => `${topic.id} ${topic.weight.toFixed(2)} (${topic.phrase})`).join(', ') || 'nothing'}`,
    );
  }
}
