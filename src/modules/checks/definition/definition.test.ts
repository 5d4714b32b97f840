import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { fromRoot } from '#platform/root.ts';
import { loadTopics } from '#modules/topics/index.ts';
import { carried, carryOver, placeOf } from './carry.ts';
import { asksWhoYouAre, tailored } from './conditions.ts';
import { fromExchange, toExchange } from './exchange.ts';
import { faultsOf, missingIn, textsIn } from './faults.ts';
import { contentHash } from './hash.ts';
import { definitionFrom, loadChecks, loadSources } from './load.ts';
import { checkpointsOf, inPlainWords } from './model.ts';
import { type CheckFile, LANGUAGES, type Translations } from './schema.ts';
import { fileName, writeCheck, writeTranslation } from './yaml.ts';

const topics = new Set(loadTopics().all.map((topic) => topic.id));
const sources = loadSources(topics);
const [sample] = sources;
if (!sample) throw new Error('no checks');

/** The first check with something changed. */
function changed(change: (file: CheckFile) => void): CheckFile {
  const file = structuredClone(sample?.file) as CheckFile;
  change(file);
  return file;
}
const theme = (file: CheckFile, index: number) => file.themes[index] as CheckFile['themes'][number];
const point = (file: CheckFile, t: number, c: number) =>
  theme(file, t).checkpoints[c] as CheckFile['themes'][number]['checkpoints'][number];
const messages = (file: CheckFile) => faultsOf(file, {}, topics).map((fault) => fault.message);

describe('writing', () => {
  it.each(sources.map((source) => [source.file.id, source] as const))(
    '%s: reading and writing changes no byte, not even by JSON',
    (id, source) => {
      const through = fromExchange(JSON.parse(JSON.stringify(toExchange(source))));
      if (!through.ok) throw new Error(through.fault.join());
      for (const { file, translations } of [source, through.value]) {
        expect(writeCheck(file)).toBe(readFileSync(fromRoot('content', 'checks', fileName(id)), 'utf8'));
        for (const language of LANGUAGES) {
          const other = translations[language];
          if (other)
            expect(writeTranslation(file, other)).toBe(readFileSync(fromRoot('content', 'checks', fileName(id, language)), 'utf8'));
        }
      }
    },
  );

  it('refuses a JSON whose content is another than its hash says', () => {
    const json = toExchange(sample);
    expect(fromExchange({ ...json, check: { ...json.check, minutes: json.check.minutes + 1 } })).toMatchObject({ ok: false });
    expect(fromExchange({ format: 'x' })).toMatchObject({ ok: false });
  });

  it('the hash changes with what is asked, not with its adoption or the order of keys', () => {
    const { file } = sample;
    expect(contentHash({ ...file, adopted: { on: '2020-01-01', by: 'jemand' } })).toBe(contentHash(file));
    expect(contentHash(Object.fromEntries(Object.entries(file).toReversed()) as CheckFile)).toBe(contentHash(file));
    expect(contentHash(changed((f) => (point(f, 0, 0).why += ' Wirklich.')))).not.toBe(contentHash(file));
  });
});

describe('what is refused', () => {
  it('a circle of conditions, told once', () => {
    const file = changed((f) => {
      theme(f, 1).only = { theme: { id: theme(f, 2).id, need: ['urgent'] } };
      point(f, 2, 0).only = { theme: { id: theme(f, 1).id, need: ['some'] } };
    });
    expect(messages(file).filter((message) => message.includes('circle'))).toHaveLength(1);
  });

  it('a condition on itself', () => {
    const file = changed((f) => {
      point(f, 1, 0).only = { theme: { id: theme(f, 1).id, need: ['urgent'] } };
    });
    expect(messages(file)[0]).toContain('circle');
  });

  it('a rule that nobody can fulfil', () => {
    const file = changed((f) => {
      theme(f, 1).only = { industries: ['C'] };
      point(f, 1, 0).only = { industries: ['F'] };
    });
    expect(messages(file)[0]).toContain('nobody can fulfil');
    const other = changed((f) => {
      theme(f, 1).only = { sizes: ['1'] };
      theme(f, 2).only = { sizes: ['250+'], theme: { id: theme(f, 1).id, need: ['urgent'] } };
    });
    expect(messages(other)[0]).toContain('nobody can fulfil');
  });

  it('a check in which somebody finds nothing', () => {
    const file = changed((f) => {
      for (const each of f.themes) each.only = { sizes: ['1'] };
    });
    expect(messages(file)).toContain('every check point has a condition: somebody would find an empty check');
  });

  it('unknown themes and topics, and replacing what is still there or was replaced already', () => {
    const file = changed((f) => {
      point(f, 0, 0).topics = ['gibt-es-nicht'];
      point(f, 0, 1).only = { theme: { id: 'nirgends', need: ['some'] } };
      point(f, 0, 2).replaces = [point(f, 0, 3).id];
      point(f, 1, 0).replaces = ['frueher'];
      point(f, 1, 1).replaces = ['frueher'];
    });
    expect(messages(file).join('\n')).toMatch(/no topic "gibt-es-nicht"[\s\S]*no theme "nirgends"[\s\S]*still there[\s\S]*replaced twice/);
  });

  const folder = mkdtempSync(join(tmpdir(), 'checks-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const load = (text: string) => {
    writeFileSync(join(folder, fileName(sample.file.id)), text);
    return () => loadChecks(topics, folder);
  };
  const text = writeCheck(sample.file);
  const lineOf = (part: string, written: string) => written.slice(0, written.indexOf(part)).split('\n').length;

  it('names file, line and reason of a missing text, a double id, a condition, a topic', () => {
    const [first = ''] = /\n +title: .*\n +question/.exec(text) ?? [];
    expect(load(text.replace(first, '\n        question'))).toThrow(/yaml:\d+: themes\.0\.checkpoints\.0\.title/);
    const ids = sample.file.themes[0]?.checkpoints.map((each) => each.id) ?? [];
    const twice = text.replace(`id: ${ids[1]}`, `id: ${ids[0]}`);
    expect(load(twice)).toThrow(/used twice/);
    const circle = writeCheck(
      changed((f) => {
        point(f, 0, 0).only = { theme: { id: theme(f, 0).id, need: ['none'] } };
      }),
    );
    expect(load(circle)).toThrow(`yaml:${lineOf(`id: ${sample.file.themes[0]?.id}`, circle)}: the conditions go in a circle`);
    const topic = text.replace(/topics: \[[^\]]+\]/, 'topics: [nirgends]');
    expect(load(topic)).toThrow(`yaml:${lineOf('topics: [nirgends]', topic)}: check point`);
    expect(load(text.replace('measures: 10', 'measures: 1000'))).toThrow(/yaml:\d+: declaration\.measures/);
  });
});

describe('what is asked of whom', () => {
  const file = changed((f) => {
    theme(f, 1).only = { industries: ['F'] };
    point(f, 2, 0).only = { sizes: ['1', '2-9'] };
    theme(f, 3).only = { theme: { id: theme(f, 0).id, need: ['urgent'] } };
    point(f, 0, 0).variants = [{ industries: ['F'], question: 'Passt es auf der Baustelle?' }];
  });
  const definition = definitionFrom({ file, translations: {} });
  const ids = (asked: Parameters<typeof tailored>[1]) => tailored(definition, asked).themes.map((each) => each.number);

  it('leaves out what is meant for others, and asks in the words of the trade', () => {
    expect(ids({ industry: 'C', ratings: {} })).not.toContain(2);
    expect(ids({ industry: 'F', ratings: {} })).toContain(2);
    const builder = tailored(definition, { industry: 'F', ratings: {} }).themes[0]?.checkpoints[0];
    expect(builder?.question.de).toBe('Passt es auf der Baustelle?');
    expect(tailored(definition, { industry: 'C', ratings: {} }).themes[0]?.checkpoints[0]?.question.de).not.toBe(
      'Passt es auf der Baustelle?',
    );
    const third = (size: string) =>
      tailored(definition, { size, ratings: {} }).themes.find((each) => each.number === 3)?.checkpoints.length;
    expect((third('2-9') ?? 0) - (third('50-249') ?? 0)).toBe(1);
    expect(asksWhoYouAre(definition)).toBe(true);
  });

  it('who tells nothing is asked everything but what waits for another theme', () => {
    expect(ids({ ratings: {} })).toEqual(definition.themes.map((each) => each.number).filter((number) => number !== 4));
    expect(ids({ ratings: { [point(file, 0, 1).id]: 'urgent' } })).toContain(4);
    expect(ids({ ratings: { [point(file, 0, 1).id]: 'none' } })).not.toContain(4);
  });

  it('never asks what the check does not have, whatever is told and rated', () => {
    const all = checkpointsOf(definition).map((each) => each.id);
    const ratings = fc.dictionary(fc.constantFrom(...all), fc.constantFrom('none', 'some', 'urgent', 'notApplicable'));
    fc.assert(
      fc.property(
        ratings,
        fc.option(fc.constantFrom('A', 'C', 'F'), { nil: undefined }),
        fc.option(fc.constantFrom('1', '250+'), { nil: undefined }),
        (said, industry, size) => {
          const asked = tailored(definition, { ratings: said, industry, size });
          expect(checkpointsOf(asked).every((each) => all.includes(each.id))).toBe(true);
          expect(asked.themes.length).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe('versions', () => {
  const older = definitionFrom({ file: sample.file, translations: {} });
  const newer = definitionFrom({
    file: changed((f) => {
      f.version = 2;
      point(f, 0, 0).question = 'Ganz anders gefragt?';
      point(f, 0, 1).id = 'new-name';
      point(f, 0, 1).replaces = [point(sample.file, 0, 1).id];
      point(f, 0, 2).id = 'quite-new';
    }),
    translations: {},
  });

  it('carry answers over by id and by what a point replaces, and tell what is new, changed, gone', () => {
    const carry = carryOver(older, newer);
    expect(carry.added.map((each) => each.id)).toEqual(['quite-new']);
    expect(carry.changed.map((each) => each.id)).toEqual([point(sample.file, 0, 0).id]);
    expect(carry.gone.map((each) => each.id)).toEqual([point(sample.file, 0, 2).id]);
    const moved = carried(carry, { [point(sample.file, 0, 1).id]: 'urgent', [point(sample.file, 0, 2).id]: 'some' });
    expect(moved).toEqual({ 'new-name': 'urgent' });
    expect(placeOf(carry, newer, point(sample.file, 0, 1).id)).toBe('new-name');
    expect(placeOf(carry, newer, point(sample.file, 0, 2).id)).toBeUndefined();
  });

  it('two points that become one take over nothing', () => {
    const merged = definitionFrom({
      file: changed((f) => {
        const [a, b] = [point(f, 0, 0).id, point(f, 0, 1).id];
        theme(f, 0).checkpoints.splice(0, 2, { ...point(f, 0, 0), id: 'both', replaces: [a, b] });
      }),
      translations: {},
    });
    const carry = carryOver(older, merged);
    expect(carry.added.map((each) => each.id)).toEqual(['both']);
    expect(carry.gone).toEqual([]);
  });

  it('carry everything over to themselves', () => {
    for (const source of sources) {
      const definition = definitionFrom(source);
      const carry = carryOver(definition, definition);
      expect([carry.added, carry.changed, carry.gone]).toEqual([[], [], []]);
      expect(carry.from.size).toBe(checkpointsOf(definition).length);
    }
  });
});

describe('languages', () => {
  it('say what is missing, and read plainly where it is there', () => {
    const healthy = sources.find(({ file }) => file.id === 'healthy-work');
    if (!healthy) throw new Error('no check');
    for (const language of ['en', 'leicht'] as const) expect(missingIn(healthy.file, healthy.translations, language)).toEqual([]);
    const { leicht } = healthy.translations;
    const { practice: _, ...amount } = leicht?.checkpoints['load-amount'] ?? {};
    const partly = { leicht: { ...leicht, checkpoints: { ...leicht?.checkpoints, 'load-amount': amount } } };
    expect(missingIn(healthy.file, partly as Translations, 'leicht')).toEqual([{ what: 'load-amount practice' }]);
    expect(missingIn(healthy.file, {}, 'leicht')).toHaveLength(textsIn(healthy.file));
    const definition = definitionFrom(healthy);
    expect(inPlainWords(definition).title.de).toBe(definition.title.leicht);
    expect(inPlainWords(definition).title.en).toBe(definition.title.en);
  });
});
