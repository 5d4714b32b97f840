import { expect, it } from 'vitest';
import { composed } from './text.ts';

it('composes letters and their marks', () => expect(composed('Gru\u0308ße e\u0323\u0301')).toBe('Grüße \u1eb9\u0301'));
it('leaves thirty marks and takes the rest', () => expect(composed(`q${'\u0301'.repeat(31)}`)).toBe(`q${'\u0301'.repeat(30)}`));
it('takes a moment for marks without end', () => {
  const begin = performance.now();
  composed(`a${'\u0323\u0301\u0315'.repeat(300_000)}`.repeat(2));
  expect(performance.now() - begin).toBeLessThan(200);
});
