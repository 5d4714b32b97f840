/** No list ends silently: every list of the house says how long it is and can be turned to its end. */
import { describe, expect, it } from 'vitest';
import { fullNetwork } from './support/full-network.ts';
import { LISTS, type Who } from './support/lists/cases.ts';
import { NO_LIST } from './support/lists/no-lists.ts';
import { seedLists } from './support/lists/seed.ts';
import { partOf, rangeIn, turn } from './support/lists/turn.ts';
import { routesOf } from './support/routes.ts';

const network = await fullNetwork();
const { app, get, people } = network;
await seedLists(network);

const asks = (who: Who) => async (path: string) => (await (who === 'visitor' ? get(path) : people[who].get(path))).text();
const withFilter = (path: string, filter: string) => `${path}${path.includes('?') ? '&' : '?'}${filter}`;

describe.each(LISTS(network))('$path ($who, $parameter)', ({ path, who, parameter, row, filter }) => {
  it('says how many there are, and every row comes once on the way to the last page', { timeout: 60_000 }, async () => {
    const { keys, ranges, addresses } = await turn(asks(who), withFilter(path, filter), row, parameter);
    const [, , total] = ranges[0] ?? [0, 0, 0];
    expect(addresses.length).toBeGreaterThan(1);
    // Each page goes on where the one before ended, and all say the same of the whole.
    expect(ranges.map(([from, , all]) => [from, all])).toEqual(ranges.map((_, page) => [(ranges[page - 1]?.[1] ?? 0) + 1, total]));
    expect(ranges.at(-1)?.[1]).toBe(total);
    expect([keys.length, new Set(keys).size]).toEqual([total, total]);
    for (const address of addresses)
      for (const [name, value] of new URLSearchParams(filter)) expect(new URLSearchParams(address.split('?')[1]).get(name)).toBe(value);
  });

  it('shows the last page past the end, and the first for what is no page', async () => {
    const ask = asks(who);
    const ranged = async (page: string) => rangeIn(partOf(await ask(withFilter(path, `${filter}&${parameter}=${page}`)), parameter));
    const [past = [0, 0, 0], wrong, first] = [await ranged('999999'), await ranged('quatsch'), await ranged('1')];
    expect([past[0] > 1, past[1]]).toEqual([true, past[2]]);
    expect(wrong).toEqual(first);
  });
});

describe('the table of lists', () => {
  const isPage = (path: string) => !/[:*]|^\/api\/|^\/\.well-known|\.\w+$/.test(path);
  const pages = routesOf(app).flatMap(({ method, path }) => (method === 'GET' && isPage(path) ? [path] : []));

  it('has every page that needs no record, but for those that are named with the reason', () => {
    const walked = new Set(LISTS(network).map(({ path }) => path.split('?')[0]));
    expect(pages.filter((path) => !walked.has(path) && !(path in NO_LIST))).toEqual([]);
  });

  it('names no page that is gone, and none twice', () => {
    const walked = new Set(LISTS(network).map(({ path }) => path.split('?')[0]));
    expect(Object.keys(NO_LIST).filter((path) => !pages.includes(path) || walked.has(path))).toEqual([]);
  });
});
