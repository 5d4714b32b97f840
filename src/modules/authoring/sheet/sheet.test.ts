import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { these, wholeOf, xlsxPieces } from '#platform/files/long-table.ts';
import { fromRoot } from '#platform/root.ts';
import { fileName, LANGUAGES, loadSources, writeCheck, writeTranslation } from '#modules/checks/index.ts';
import { loadTopics } from '#modules/topics/index.ts';
import { draftFaults } from '../model.ts';
import { cellOf, readCheckWorkbook } from './read.ts';
import { writeWorkbook } from './write.ts';

const topics = new Set(loadTopics().all.map((topic) => topic.id));
const sources = loadSources(topics);
const content = (name: string) => readFileSync(fromRoot('content', 'checks', name), 'utf8');

/** Faults of a workbook, each as "cell: message". */
async function faultsIn(change: (source: (typeof sources)[0]) => void): Promise<string[]> {
  const source = structuredClone(sources[0]) as (typeof sources)[0];
  change(source);
  const read = await readCheckWorkbook(await writeWorkbook(source));
  if (!read.ok) throw new Error(read.fault);
  const { cells, faults, source: back } = read.value;
  return [
    ...faults.map(({ cell, message }) => `${cell}: ${message}`),
    ...draftFaults(back.file, back.translations, topics).map(({ path, rule }) => `${cellOf(cells, path)}: ${rule.message}`),
  ];
}

describe('a check as a workbook', () => {
  it.each(sources.map((source) => [source.file.id, source] as const))(
    '%s goes there and back without a changed byte',
    async (id, source) => {
      const read = await readCheckWorkbook(await writeWorkbook(source));
      if (!read.ok) throw new Error(read.fault);
      expect(read.value.faults).toEqual([]);
      const { file, translations } = read.value.source;
      expect(writeCheck(file)).toBe(content(fileName(id)));
      for (const language of LANGUAGES) {
        expect(translations[language] !== undefined).toBe(source.translations[language] !== undefined);
        const other = translations[language];
        if (other) expect(writeTranslation(file, other)).toBe(content(fileName(id, language)));
      }
    },
  );

  it('keeps conditions, replacements, codes and variants with their translations', async () => {
    const source = structuredClone(sources[0]) as (typeof sources)[0];
    const [first, second] = source.file.themes;
    const point = second?.checkpoints[1];
    if (!first || !second || !point) throw new Error('too small');
    second.only = { sizes: ['2-9'], theme: { id: first.id, need: ['some', 'urgent'] } };
    point.code = 'A-3.1';
    point.replaces = ['frueher', 'noch-frueher'];
    point.only = { industries: ['C', 'F'] };
    point.variants = [{ industries: ['C'], question: 'Auch in der Werkstatt?' }];
    const en = source.translations.en?.checkpoints[point.id];
    if (en) en.variants = [{ question: 'In the workshop, too?' }];
    const read = await readCheckWorkbook(await writeWorkbook(source));
    expect(read.ok && read.value.source).toEqual(source);
  });

  it('names faults by their cell', async () => {
    expect(
      await faultsIn(({ file }) => {
        const point = file.themes[0]?.checkpoints[1];
        if (point) point.question = 'Keine Frage';
      }),
    ).toEqual(['Punkte!E3: a question ends with a question mark']);
    expect(
      await faultsIn(({ file }) => {
        const point = file.themes[0]?.checkpoints[0];
        if (point) point.topics = ['gibt-es-nicht'];
      }),
    ).toEqual([expect.stringMatching(/^Punkte!S2: .*no topic "gibt-es-nicht"/)]);
    expect(
      await faultsIn(({ file }) => {
        const point = file.themes[0]?.checkpoints[0];
        if (point) point.title = '';
      }),
    ).toEqual([expect.stringMatching(/^Punkte!D2: /)]);
    expect(
      await faultsIn(({ file }) => {
        file.summary = '';
      }),
    ).toEqual([expect.stringMatching(/^Check!B7: /)]);
    expect(
      await faultsIn(({ file }) => {
        const theme = file.themes[1];
        if (theme) theme.checkpoints.length = 2;
      }),
    ).toEqual([expect.stringMatching(/^Themen!A3: /)]);
  });

  it('refuses what is no workbook of a check', async () => {
    expect(await readCheckWorkbook(Buffer.from('id: x'))).toMatchObject({ ok: false });
    expect(await readCheckWorkbook(Buffer.alloc(6 * 1024 * 1024))).toEqual({ ok: false, fault: 'tooLarge' });
    const other = await wholeOf(xlsxPieces({ name: 'Etwas', head: ['a'], rows: these([['b']]) }));
    expect(await readCheckWorkbook(other)).toEqual({ ok: false, fault: 'noCheck' });
  });
});
