/** No statement cuts a list without anybody hearing of it: what has a limit is a page, goes on from a cursor, or is named here. */
import { readFileSync, globSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fromRoot } from '../src/platform/root.ts';
import { CUTS } from './support/lists/cuts.ts';

const LIMIT = /\.limit\(|\blimit \$\{/g;
/** A limit of one asks for a single record, no list. */
const ONE = /^\.limit\(1\)/;
/** Rows after the last one that was read: whoever calls goes on until there are none. */
const CURSOR = /'(?:[a-z_]+\.)?[a-z_]+', '>', (?:after|id|seq)\)|> \$\{after\}/;
const NAMED = /^(?:export )?(?:async )?(?:const|function\*?|async function) (\w+)/gm;

/** Each limit in a file, with the function that it stands in and the text of that function up to it. */
function limitsIn(text: string): { name: string; before: string }[] {
  const starts = [...text.matchAll(NAMED)];
  return [...text.matchAll(LIMIT)].flatMap((match) => {
    if (ONE.test(text.slice(match.index))) return [];
    const start = starts.findLast(({ index }) => index < match.index);
    return [{ name: start?.[1] ?? '', before: text.slice(start?.index ?? 0, match.index) }];
  });
}

const found = globSync('src/**/*.{ts,tsx}', { cwd: fromRoot() })
  .filter((file) => !file.includes('.test.'))
  .flatMap((file) =>
    limitsIn(readFileSync(fromRoot(file), 'utf8')).map((limit) => ({ ...limit, key: `${file.slice('src/'.length)} ${limit.name}` })),
  );
const cut = found.filter(({ before }) => !CURSOR.test(before)).map(({ key }) => key);

it('finds them', () => expect(found.length).toBeGreaterThan(30));

it('every limit is that of a page, goes on from a cursor, or has its reason', () => {
  expect([...new Set(cut)].filter((key) => !(key in CUTS))).toEqual([]);
});

it('names no limit that is gone', () => expect(Object.keys(CUTS).filter((key) => !cut.includes(key))).toEqual([]));
