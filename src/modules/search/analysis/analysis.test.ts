import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { fromRoot } from '#platform/root.ts';
import { loadTopics } from '#modules/topics/index.ts';
import { createSplitter } from './compounds.ts';
import { stem } from './stem.ts';
import { tokenize } from './tokens.ts';
import { createUnderstanding } from './understand.ts';

const understand = createUnderstanding(loadTopics());

describe('stem', () => {
  it.each([
    ['Auszubildenden', 'Auszubildende'],
    ['Häuser', 'Hauses'],
    ['kündigen', 'kündigt'],
    ['Gesellen', 'Geselle'],
  ])('%s and %s have one', (a, b) => {
    expect(stem(a)).toBe(stem(b));
  });
  it('ends for every word, and gives nothing longer than it got', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (word) => {
        expect(stem(word).length).toBeLessThanOrEqual(word.length * 2);
      }),
    );
  });
});

describe('tokenize', () => {
  it('treats gendered forms as one word', () => {
    const forms = ['Berater:in', 'Berater*in', 'Berater_in', 'BeraterIn', 'Beraterin'].map((form) =>
      tokenize(form).map((each) => each.stem),
    );
    for (const form of forms) expect(form).toEqual(forms[0]);
  });
  it('bounds its work', () => {
    expect(tokenize('wort '.repeat(100_000)).length).toBeLessThanOrEqual(400);
  });
});

describe('compounds', () => {
  const split = createSplitter(['Ausbildung', 'Marketing', 'Fachkräfte', 'Sicherung', 'Beratung']);
  it.each([
    ['Ausbildungsmarketing', 2],
    ['Fachkräftesicherungsberatung', 3],
    ['Beratung', 0],
    ['Xylophon', 0],
  ])('%s → %d parts', (word, parts) => {
    expect(split(word)).toHaveLength(parts);
  });
});

describe('everyday phrases', () => {
  const phrases = parse(readFileSync(fromRoot('test', 'relevance', 'phrases.yaml'), 'utf8')) as Record<
    'build' | 'aside',
    { text: string; topics: string[] }[]
  >;
  const share = (list: { text: string; topics: string[] }[]) =>
    list.filter(({ text, topics }) =>
      understand(text)
        .slice(0, 3)
        .some((topic) => topics.includes(topic.id)),
    ).length / list.length;

  it('are at least sixty, half of them kept aside', () => {
    expect(phrases.build.length + phrases.aside.length).toBeGreaterThanOrEqual(60);
    expect(phrases.aside.length).toBeGreaterThanOrEqual(phrases.build.length);
  });
  it('lead to their topics: nine of ten that were looked at, three of four that were not', () => {
    expect(share(phrases.build)).toBeGreaterThanOrEqual(0.9);
    expect(share(phrases.aside)).toBeGreaterThanOrEqual(0.75);
  });
  it('come with the words that were met', () => {
    expect(understand('Meine Gesellen laufen mir davon')[0]).toMatchObject({ id: 'retention', phrase: 'laufen mir davon' });
  });
  it('never throw and never weigh more than 1', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        for (const topic of understand(text)) expect(topic.weight > 0 && topic.weight <= 1).toBe(true);
      }),
    );
  });
});
