/** What a list says and shows, page by page, as somebody sees it who only follows its links. */
export interface Turned {
  /** Keys of all rows, in their order. */
  keys: string[];
  /** What each page says: its first and last row, and how many there are in all. */
  ranges: [from: number, to: number, total: number][];
  /** Where it led on each page. */
  addresses: string[];
}

const RANGE = /<p class="[^"]*list-total[^"]*">Einträge ([\d.]+) bis ([\d.]+) von ([\d.]+)<\/p>/;
const WHOLE = /<p class="[^"]*list-total[^"]*">([\d.]+) Eintr(?:ag|äge)<\/p>/;
const numberIn = (text = '') => Number(text.replaceAll('.', ''));

/** The part of a page that one of its lists fills: from what it says of its length to its links. */
export const partOf = (html: string, parameter: string): string =>
  html.split(/(?=<div[^>]* data-list=")/).find((part) => new RegExp(`^<div[^>]* data-list="${parameter}"`).test(part)) ?? '';

export function rangeIn(part: string): [number, number, number] | undefined {
  const range = RANGE.exec(part);
  if (range) return [numberIn(range[1]), numberIn(range[2]), numberIn(range[3])];
  const whole = WHOLE.exec(part);
  return whole ? [1, numberIn(whole[1]), numberIn(whole[1])] : undefined;
}

/** Follows a list from an address to its last page. `row` finds the key of each row. */
export async function turn(get: (path: string) => Promise<string>, from: string, row: RegExp, parameter = 'seite'): Promise<Turned> {
  const turned: Turned = { keys: [], ranges: [], addresses: [] };
  for (let address: string | undefined = from; address !== undefined && turned.addresses.length < 100; ) {
    const part = partOf(await get(address), parameter);
    const range = rangeIn(part);
    if (!range) throw new Error(`${address} says no total`);
    turned.addresses.push(address);
    turned.ranges.push(range);
    turned.keys.push(...[...(part.split('<nav class="pagination"')[0] ?? '').matchAll(row)].map((match) => match[1] ?? match[0]));
    const next: string | undefined = /href="([^"]*)" rel="next"/.exec(part)?.[1];
    address = next?.replaceAll('&amp;', '&').replace(/#.*$/, '');
  }
  return turned;
}
