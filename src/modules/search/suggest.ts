import type { Db } from '#platform/database/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { titlesBeginning, wordsBeginning } from './store/find.ts';

/** What a half-typed search may become. */
export interface Suggestion {
  value: string;
  label: string;
}

const MOST = 8;
const MOST_TOPICS = 4;
const MOST_NAMES = 3;
const LONGEST = 80;

const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ß', 'ss').toLowerCase();
const beginsIn = (text: string, start: string): boolean =>
  plain(text)
    .split(/[\s-]+/)
    .some((_, at, words) => words.slice(at).join(' ').startsWith(start));

/** Names of topics first, then how companies say it, then people and places, then words of the corpus. */
export async function suggest(db: Db, topics: Topics, typed: string): Promise<Suggestion[]> {
  const start = plain(typed.slice(0, LONGEST).trim());
  if (start.length < 2) return [];
  const named: Suggestion[] = [];
  const said: Suggestion[] = [];
  for (const topic of topics.all) {
    const name = [topic.de, ...topic.alt.de, topic.en].find((each) => beginsIn(each, start));
    if (name !== undefined) named.push({ value: name, label: name === topic.de ? name : `${name} (${topic.de})` });
    const phrase = topic.says.find((each) => plain(each).startsWith(start));
    if (phrase !== undefined) said.push({ value: phrase, label: `„${phrase}“` });
  }
  const titles = (await titlesBeginning(db, typed.slice(0, LONGEST).trim(), MOST_NAMES)).map(({ title }) => ({
    value: title,
    label: title,
  }));
  const last = /\S+$/.exec(typed)?.[0] ?? '';
  const before = typed.slice(0, typed.length - last.length);
  const words = (await wordsBeginning(db, last.toLowerCase(), MOST)).map((word) => ({
    value: `${before}${word}`,
    label: `${before}${word}`,
  }));
  const all = [...named.slice(0, MOST_TOPICS), ...titles, ...said.slice(0, 2), ...words];
  const seen = new Set<string>();
  return all.filter(({ value }) => !seen.has(plain(value)) && seen.add(plain(value))).slice(0, MOST);
}
