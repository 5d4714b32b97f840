import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginsWithAction, hardnessOf, readabilityOf, sentencesIn, unexplained, wordsIn } from './readability.ts';

describe('sentences', () => {
  it('end where they end, not at abbreviations, ordinals and dates', () => {
    expect(sentencesIn('Planen Sie z. B. am 3. Mai ca. eine Stunde ein. Fragen Sie Dr. Berg! Geht das?')).toEqual([
      'Planen Sie z. B. am 3. Mai ca. eine Stunde ein.',
      'Fragen Sie Dr. Berg!',
      'Geht das?',
    ]);
    expect(sentencesIn('Das brauchen Sie:\n- Stift\n- Papier')).toEqual(['Das brauchen Sie:', 'Stift', 'Papier']);
    expect(sentencesIn('„So geht es.“ Und weiter')).toEqual(['„So geht es.“', 'Und weiter']);
  });

  it('hold every word once, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        expect(sentencesIn(text).flatMap(wordsIn).length).toBeLessThanOrEqual(wordsIn(text).length);
        const found = readabilityOf(text);
        if (found) expect(found.lix).toBeGreaterThanOrEqual(found.sentenceLength);
      }),
    );
  });
});

describe('LIX', () => {
  it('is words per sentence plus long words per hundred', () => {
    // 10 words, 2 sentences, 2 long ones: 5 + 20.
    const found = readabilityOf('Der Hund holt den Stock. Unsere Nachbarn sehen gern zu.');
    expect(found).toMatchObject({ words: 10, sentences: 2, sentenceLength: 5, lix: 15 });
    expect(readabilityOf('Arbeitsschutzausschuss tagt.')).toMatchObject({ words: 2, sentenceLength: 2, longWords: 0.5, lix: 52 });
    expect(readabilityOf(' … ')).toBeUndefined();
    expect([hardnessOf(39), hardnessOf(45), hardnessOf(51)]).toEqual(['easy', 'medium', 'hard']);
  });

  it('rises with longer sentences', () => {
    const plain = readabilityOf('Wir gehen. Wir sehen. Wir hören.')?.lix ?? 0;
    expect(readabilityOf('Wir gehen und wir sehen und wir hören.')?.lix).toBeGreaterThan(plain);
  });
});

it('abbreviations are explained by a bracket, before or after', () => {
  expect(unexplained('Das BGM hilft. Im BGM und im BEM.')).toEqual(['BGM', 'BEM']);
  expect(
    unexplained('Betriebliches Gesundheitsmanagement (BGM) hilft. BEM (Eingliederung nach Krankheit) auch. Als PDF, Teil II.'),
  ).toEqual([]);
});

it('action comes first, or not', () => {
  for (const text of ['Planen Sie eine Stunde ein.', 'So planen Sie: erst fragen.', 'Aufschreiben, wer was kann.'])
    expect(beginsWithAction(text)).toBe(true);
  for (const text of ['Im Rahmen des Projekts wurde untersucht, ob.', 'Der Betrieb ist klein.']) expect(beginsWithAction(text)).toBe(false);
});
