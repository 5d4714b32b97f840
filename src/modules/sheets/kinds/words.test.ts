import { expect, it } from 'vitest';
import { loadTopics } from '#modules/topics/index.ts';
import type { RowReader } from '../kind.ts';
import { topicsOf } from './words.ts';

const topics = loadTopics();
/** A cell as the reader splits it. */
function read(cell: string) {
  const faults: string[] = [];
  const row = { pieces: () => cell.split(/[,;]/).map((word) => word.trim()), fault: (_: string, message: string) => faults.push(message) };
  return { ids: topicsOf(row as unknown as RowReader<string>, 'topics', topics), faults };
}

it('a name with commas in it is one name, wherever it stands in the list', () => {
  const withCommas = topics.all.filter(({ de }) => de.includes(','));
  expect(withCommas.length).toBeGreaterThan(0);
  for (const separator of [', ', '; ', ',']) {
    const all = read(topics.all.map(({ de }) => de).join(separator));
    expect(all).toEqual({ ids: topics.all.map(({ id }) => id), faults: [] });
  }
});

it('what is no topic is named, and what stands beside it is read', () => {
  const [one] = topics.all;
  expect(read(`${one?.de}, Hitze, Quatsch`)).toEqual({
    ids: [one?.id],
    faults: [expect.stringContaining('„Hitze“'), expect.stringContaining('„Quatsch“')],
  });
});

it('a cell of nothing but commas is read in bounded time, and once is enough', () => {
  const [one] = topics.all;
  expect(read(`${one?.de},${one?.de}`).ids).toEqual([one?.id]);
  const { ids, faults } = read('x,'.repeat(16_000));
  expect([ids.length, faults.length]).toEqual([0, 2]); // x, and nothing
});
