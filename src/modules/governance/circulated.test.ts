import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesSince, type Circulated } from './circulated.ts';

const part = (key: string, text: string, label = key) => ({ key, label, text });

describe('what has changed since a draft was sent round', () => {
  it('is what says something else, is new, or is gone, each with both versions', () => {
    const before = [part('1', 'Anna berichtet.'), part('2', 'Der Saal ist bestellt.'), part('3', 'bleibt')];
    const now = [part('1', 'Anna berichtet ausführlich.'), part('3', 'bleibt'), part('4', 'Neu vereinbart.')];
    expect(changesSince(before, now)).toEqual([
      { label: '1', before: 'Anna berichtet.', after: 'Anna berichtet ausführlich.' },
      { label: '4', before: '', after: 'Neu vereinbart.' },
      { label: '2', before: 'Der Saal ist bestellt.', after: '' },
    ]);
  });

  it('names a part that was only renamed by both names', () => {
    expect(changesSince([part('a', 'x', '1. Alt')], [part('a', 'x', '1. Neu')])).toEqual([
      { label: '1. Alt → 1. Neu', before: 'x', after: 'x' },
    ]);
  });

  it('is nothing where nothing has changed, in whatever order, and never nothing where something has', () => {
    const parts = fc.uniqueArray(fc.record({ key: fc.string(), label: fc.string(), text: fc.string() }), { selector: ({ key }) => key });
    const asText = (all: Circulated) => JSON.stringify(all.toSorted((a, b) => (a.key < b.key ? -1 : 1)));
    fc.assert(
      fc.property(parts, parts, (before, now) => {
        expect(changesSince(before, before.toReversed())).toEqual([]);
        expect(changesSince(before, now).length === 0).toBe(asText(before) === asText(now));
      }),
    );
  });
});
