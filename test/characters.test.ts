/** No sign that somebody types or pastes keeps a paper from being made (findings/imports-mail-time F6). */
import { describe, expect, it } from 'vitest';
import { BLANK } from '../src/platform/drawable.ts';
import { xlsxOf } from '../src/platform/files/table.ts';
import { onUndrawn, PDF_HEAD, renderPdf } from '../src/platform/pdf.ts';

const head = { title: 'Alle Zeichen', lang: 'de', foot: 'Probe', page: 'Seite', of: 'von' };
const paper = (text: string): Promise<Buffer> => renderPdf(`${PDF_HEAD}\n#d.text`, { ...head, text });
const textOf = async (pdf: Buffer): Promise<string> => {
  const { extractText, getDocumentProxy } = await import('unpdf');
  return (await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true })).text;
};

describe('a paper', () => {
  it.each([
    ['a bullet from Word', 'Erstens \uf0b7 zweitens', '•'],
    ['a tick from Word', '\uf0fc erledigt', '✓'],
    ['emoji', 'Gut 👍 😊 ✅ 🥐', 'Gut'],
    ['what nobody has assigned', 'Ein\u0378 Zeichen', BLANK],
    ['Chinese, where no font here draws it', '漢字 steht da', 'steht da'],
    ['half a pair', 'Halb \ud83d hier', 'hier'],
    ['a control', 'Ton \u0007 aus', 'aus'],
  ])('is made with %s', async (_, text, shown) => {
    expect(await textOf(await paper(text))).toContain(shown);
  });

  it('says in the log which signs no font draws, and nothing of the text', async () => {
    const told: string[][] = [];
    onUndrawn((signs) => told.push(signs));
    await paper('Geheim \u0379');
    onUndrawn(() => {});
    expect(told.flat()).toEqual(['U+0379']);
  });

  it('is made of every sign that Unicode has assigned', { timeout: 240_000 }, async () => {
    const assigned = /\p{Assigned}/u;
    const signs: string[] = [];
    for (let code = 0x20; code < 0x30000; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const sign = String.fromCodePoint(code);
      if (assigned.test(sign)) signs.push(sign);
    }
    expect(signs.length).toBeGreaterThan(130_000);
    const begin = performance.now();
    let pages = 0;
    for (let at = 0; at < signs.length; at += 4000) {
      const pdf = await paper(signs.slice(at, at + 4000).join(' '));
      if (pdf.subarray(0, 4).toString() === '%PDF') pages++;
    }
    console.log(`${signs.length} signs in ${pages} papers, ${((performance.now() - begin) / 1000).toFixed(1)} s`);
    expect(pages).toBe(Math.ceil(signs.length / 4000));
  });
});

describe('a table', () => {
  it('holds no sign that XML may not hold', async () => {
    const { readSheet } = await import('read-excel-file/node');
    const bytes = await xlsxOf({ name: 'x', rows: [[{ value: 'Ton\u0007\u000b\ufffe aus' }]], widths: [10] });
    expect(await readSheet(bytes)).toEqual([['Ton aus']]);
  });
});
