import { describe, expect, it } from 'vitest';
import { compareText, formatDay, formatNumber } from './format.ts';
import { catalogue, inLocale, preferredLocale } from './index.ts';

describe('language', () => {
  it.each([
    [undefined, 'de'],
    ['', 'de'],
    ['en', 'en'],
    ['fr, en;q=0.8', 'en'],
    ['fr', 'de'],
    ['en;q=0.1, de;q=0.9', 'de'],
    ['de-AT, en', 'de'],
    [';;;q=x,,', 'de'],
  ] as const)('chooses from Accept-Language %j → %s', (header, locale) => {
    expect(preferredLocale(header)).toBe(locale);
  });

  it('falls back to German where nothing else was written', () => {
    expect(inLocale({ de: 'Ziel' }, 'en')).toBe('Ziel');
    expect(inLocale({ de: 'Ziel', en: 'goal' }, 'en')).toBe('goal');
  });

  it('refuses a catalogue with a missing key at the type check', () => {
    // @ts-expect-error English lacks `b`: this line fails the type check if it ever does not
    catalogue({ a: 'eins', b: 'zwei' }, { a: 'one' });
    // @ts-expect-error the parameters differ
    catalogue({ n: (count: number) => `${count}` }, { n: (name: string, other: string) => name + other });
    expect(catalogue({ a: 'eins' }, { a: 'one' })('en').a).toBe('one');
  });
});

describe('format', () => {
  it('writes numbers and days as Germans do', () => {
    expect(formatNumber(1234.5, 'de')).toBe('1.234,5');
    expect(formatDay('2027-03-03', 'de')).toBe('3. März 2027');
    expect(formatDay('2027-03-03', 'en')).toBe('3 March 2027');
  });

  it('sorts umlauts beside their letters', () => {
    expect(['Zimmer', 'Äpfel', 'Bau'].toSorted(compareText)).toEqual(['Äpfel', 'Bau', 'Zimmer']);
  });
});
