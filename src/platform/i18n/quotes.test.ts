import { describe, expect, it } from 'vitest';
import { catalogue } from './index.ts';
import { nestQuotes } from './quotes.ts';

describe('quotation marks inside quotation marks', () => {
  it.each([
    ['Wie steht Ihr Angebot zu „Sprechstunde „Beschäftigte halten““?', 'Wie steht Ihr Angebot zu „Sprechstunde ‚Beschäftigte halten‘“?'],
    ['„Eins“ und „Zwei“', '„Eins“ und „Zwei“'],
    ['„offen „und nie zu', '„offen ‚und nie zu'],
    ['ohne', 'ohne'],
  ])('%s', (text, expected) => expect(nestQuotes(text, 'de')).toBe(expected));

  it('are nested in every sentence of a catalogue, in both languages', () => {
    const texts = catalogue({ of: (title: string) => `zu „${title}“` }, { of: (title) => `to “${title}”` });
    expect(texts('de').of('A „B“')).toBe('zu „A ‚B‘“');
    expect(texts('en').of('A “B”')).toBe('to “A ‘B’”');
  });
});
