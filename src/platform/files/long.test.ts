/** What is of any length: it comes in pieces, whole and as a short one, and holds no more than a portion at a time. */
import { strFromU8, unzipSync } from 'fflate';
import readXlsx from 'read-excel-file/node';
import { expect, it } from 'vitest';
import { csvPieces, these, wholeOf, xlsxPieces } from './long-table.ts';
import { csvOf, type Value, xlsxOf } from './table.ts';

const HEAD = ['Nummer', 'Wort', 'Tag', 'Zahl'];
const rowsOf = (count: number): Value[][] =>
  Array.from({ length: count }, (_, row) => [`${row}`, `=Zeile „${row}“; +1 <&> \u0007`, row % 3 ? null : '2027-03-01', row]);

async function* inThrees(rows: Value[][]) {
  for (let start = 0; start < rows.length; start += 3) yield rows.slice(start, start + 3);
}

it.each([0, 1, 199, 200, 201, 2345])('a CSV of %i rows in pieces is the same to the letter as in one', async (count) => {
  const rows = rowsOf(count);
  const pieces = await wholeOf(csvPieces({ head: HEAD, rows: inThrees(rows) }));
  expect(pieces.equals(csvOf([HEAD, ...rows]))).toBe(true);
  expect((await wholeOf(csvPieces({ head: HEAD, rows: these(rows) }))).equals(pieces)).toBe(true);
});

it.each(['eine\nzwei', 'eine\rzwei', 'eine\r\nzwei', 'mit ; und "'])('a cell with %j is one cell, for whoever reads it', (cell) => {
  for (const readers of ['people', 'programs'] as const)
    expect(csvOf([['a', cell, 'b']], readers).toString()).toContain(`"${cell.replaceAll('"', '""')}"`);
});

it.each([0, 1, 1000])('a workbook of %i rows in pieces holds what one made at once holds', async (count) => {
  const rows = rowsOf(count);
  const cells = [HEAD, ...rows].map((row) => row.map((value) => ({ value })));
  const whole = await xlsxOf({ name: 'Probe', rows: cells, widths: [10, 10, 10, 10] });
  const pieces = await wholeOf(xlsxPieces({ name: 'Pro/be', head: HEAD, numbers: [3], rows: inThrees(rows) }));
  const [read, expected] = [(await readXlsx(pieces))[0], (await readXlsx(whole))[0]];
  expect(read?.data).toEqual(expected?.data);
  expect(read?.sheet).toBe('Probe');
  const parts = unzipSync(pieces);
  expect(strFromU8(parts['xl/styles.xml'] ?? new Uint8Array())).toMatch(/<cellStyleXfs[^>]*>.*<cellXfs/s);
  expect(strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array())).toContain('state="frozen"');
});

it.each(['x'.repeat(32_768), `=${'x'.repeat(32_766)}`, '😀'.repeat(20_000)])('no cell is longer than Excel bears', async (text) => {
  const [row] = (await readXlsx(await wholeOf(xlsxPieces({ name: 'Probe', head: ['a'], rows: these([[text]]) }))))[0]?.data.slice(1) ?? [];
  const cell = String(row?.[0]);
  expect([cell.length <= 32_767, cell.endsWith('…'), cell.isWellFormed()]).toEqual([true, true, true]);
});

it('columns are as wide as what stands in them, within reason', async () => {
  const rows = these([['kurz', 'so lang wie ein Satz, der noch zu lesen ist', 'x'.repeat(500)]]);
  const sheet = unzipSync(await wholeOf(xlsxPieces({ name: 'Probe', head: ['Wort', 'Satz', 'Text'], rows })))['xl/worksheets/sheet1.xml'];
  const widths = [...strFromU8(sheet ?? new Uint8Array()).matchAll(/ width="(\d+)"/g)].map(([, width]) => Number(width));
  expect(widths).toEqual([10, 45, 60]);
});

it('what is not fetched is not made', async () => {
  let made = 0;
  async function* endless() {
    for (;;) {
      made++;
      yield rowsOf(100);
    }
  }
  for (const pieces of [csvPieces({ head: HEAD, rows: endless() }), xlsxPieces({ name: 'Probe', head: HEAD, rows: endless() })]) {
    let bytes = 0;
    for await (const piece of pieces) {
      bytes += piece.length;
      if (bytes > 20_000) break;
    }
  }
  expect(made).toBeLessThan(500);
});

it('a fault while it is made is one of whoever fetches it, and no end of the file', async () => {
  async function* broken() {
    yield rowsOf(10);
    throw new Error('away');
  }
  await expect(wholeOf(csvPieces({ head: HEAD, rows: broken() }))).rejects.toThrow('away');
  await expect(wholeOf(xlsxPieces({ name: 'Probe', head: HEAD, rows: broken() }))).rejects.toThrow('away');
});
