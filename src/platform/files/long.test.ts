import { expect, it } from 'vitest';
import { csvOf, longCsvOf } from './table.ts';

it.each([0, 1, 499, 500, 501, 2345])('a long table of %i rows is the same to the letter as a short one', async (count) => {
  const rows = Array.from({ length: count }, (_, row) => [row, `Zeile „${row}“; =1+1`, row % 3 ? null : 'x']);
  expect((await longCsvOf(rows)).equals(count === 0 ? Buffer.alloc(0) : csvOf(rows))).toBe(true);
});
