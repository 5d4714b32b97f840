/** Tables and documents as office programs open them (findings/clients F7). */
import { strFromU8, unzipSync } from 'fflate';
import { Paragraph } from 'docx';
import readXlsx from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { docxOf } from './docx.ts';
import { xlsxOf } from './table.ts';

const part = (bytes: Buffer, name: string) => strFromU8(unzipSync(bytes)[name] ?? new Uint8Array());

describe('a workbook', () => {
  const made = xlsxOf({
    name: 'Probe',
    widths: [10, 10],
    rows: [
      [
        { value: 'Tag', bold: true },
        { value: 'Wort', bold: true },
      ],
      [{ value: '2027-03-01' }, { value: '2027-02-31' }],
      [{ value: '1899-12-31' }, { value: 'am 2027-03-01' }],
    ],
  });

  it('holds days as days, and what is no day as it is', async () => {
    const rows = (await readXlsx(await made))[0]?.data ?? [];
    expect(rows[1]?.[0]).toEqual(new Date('2027-03-01T00:00:00Z'));
    expect(rows.flat().filter((cell) => typeof cell === 'string')).toEqual(['Tag', 'Wort', '2027-02-31', '1899-12-31', 'am 2027-03-01']);
    expect(part(await made, 'xl/styles.xml')).toContain('dd.mm.yyyy');
  });

  it.each([2000, 30_000])('is the same where it is so large (%i rows) that it is made in a thread', async (count) => {
    const sheet = (count: number) => ({
      name: 'Viele',
      widths: [10, 10],
      rows: Array.from({ length: count }, (_, row) => [{ value: `=Zeile ${row}` }, { value: row % 2 ? row : '2027-03-01' }]),
    });
    const [few, many] = await Promise.all([xlsxOf(sheet(100)), xlsxOf(sheet(count))]);
    const [rows, more] = [(await readXlsx(few))[0]?.data ?? [], (await readXlsx(many))[0]?.data ?? []];
    expect(more.length).toBe(count);
    expect(more.slice(0, 100)).toEqual(rows);
    expect(part(many, 'xl/styles.xml')).toBe(part(few, 'xl/styles.xml'));
  });

  it('has a default style, on which every cell rests, and a font by name', async () => {
    const styles = part(await made, 'xl/styles.xml');
    expect(styles).toMatch(/<cellStyleXfs count="1">.*<cellXfs.*<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"\/>/s);
    const formats = /<cellXfs.*<\/cellXfs>/s.exec(styles)?.[0] ?? '';
    expect(formats.match(/<xf /g)?.length).toBe(formats.match(/xfId="0"/g)?.length);
    for (const font of styles.match(/<font>.*?<\/font>/gs) ?? []) expect(font).toContain('<name val="Calibri"/>');
  });
});

it.each([
  ['de', 'de-DE'],
  ['en', 'en-GB'],
] as const)('a document in %s says that it is', async (locale, language) => {
  const styles = part(await docxOf({ title: 'Probe', locale, children: [new Paragraph('Text')] }), 'word/styles.xml');
  expect(styles).toContain(`<w:lang w:val="${language}"`);
});
