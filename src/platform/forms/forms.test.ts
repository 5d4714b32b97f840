import { clockTime } from './time.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { field, isDay, parseForm, toFormInput } from './index.ts';

const form = z.object({
  name: field.required(20),
  mail: field.email(),
  day: field.optionalDay(),
  age: field.optionalInteger(1, 99),
  kind: field.choice(['a', 'b']),
  yes: field.consent(),
});
const good = { name: ['Berta'], mail: ['berta@betrieb.de'], day: ['2027-02-28'], age: ['42'], kind: ['a'], yes: ['ja'] };

describe('parseForm', () => {
  it('gives typed values', () => {
    expect(parseForm(form, good, 'de')).toEqual({
      ok: true,
      value: { name: 'Berta', mail: 'berta@betrieb.de', day: '2027-02-28', age: 42, kind: 'a', yes: true },
    });
  });

  it('names every wrong field once, in the reader’s words', () => {
    const result = parseForm(form, { name: [' '], mail: ['berta'], day: ['31.2.'], age: ['200'], kind: ['c'] }, 'de');
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(Object.keys(result.errors).toSorted()).toEqual(['age', 'day', 'kind', 'mail', 'name', 'yes']);
    expect(result.errors['age']).toBe('Bitte geben Sie eine Zahl von 1 bis 99 an.');
  });

  it('takes signs away that nobody sees, and keeps umlauts, emoji and line breaks', () => {
    const text = z.object({ name: field.required(200) });
    const read = (value: string) => {
      const result = parseForm(text, { name: [value] }, 'de');
      return result.ok ? result.value.name : result.errors;
    };
    expect(read('a\u0000b\u202ec')).toBe('abc');
    expect(read('\u202a+49 431 123456\u202c')).toBe('+49 431 123456'); // from an address book
    expect(read('\u2068Anna\u2069\ufeff')).toBe('Anna');
    expect(read('Zeile\u000bzwei')).toBe('Zeile\nzwei'); // Word's line break
    expect(read('Größe 🛠️\r\nzwei')).toBe('Größe 🛠️\nzwei');
    expect(read('\u202a\u202c')).toEqual({ name: 'Bitte füllen Sie dieses Feld aus.' });
  });

  it.each([
    ['info@müller-beratung.example', 'info@xn--mller-beratung-gsb.example'],
    ['info@xn--mller-beratung-gsb.example', 'info@xn--mller-beratung-gsb.example'],
    ['jürgen@kammer.example', 'jürgen@kammer.example'],
    ['anna.berg+ihk@kammer.example', 'anna.berg+ihk@kammer.example'],
    ['keine', undefined],
    ['a@b', undefined],
    ['a b@kammer.example', undefined],
    ['a@@kammer.example', undefined],
    ['.a@kammer.example', undefined],
    ['anna@kammer.example, bernd@kammer.example', undefined],
  ])('an address %s is %s', (typed_, expected) => {
    const result = parseForm(z.object({ mail: field.email() }), { mail: [typed_] }, 'de');
    expect(result.ok ? result.value.mail : undefined).toBe(expected);
  });

  it('never throws and never lets through more than the limit, whatever comes', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 })),
        fc.string({ unit: 'binary', maxLength: 60 }),
        (input, name) => {
          const result = parseForm(form, { ...input, name: [name] }, 'de');
          if (result.ok) expect(result.value.name.length).toBeLessThanOrEqual(20);
        },
      ),
    );
  });
});

describe('isDay', () => {
  it.each([
    ['2028-02-29', true],
    ['2027-02-29', false],
    ['2027-13-01', false],
    ['0000-01-01', false],
    ['2027-1-1', false],
  ])('%s → %s', (text, valid) => {
    expect(isDay(text)).toBe(valid);
  });
});

describe('toFormInput', () => {
  it('keeps a field named __proto__ harmless', () => {
    const input = toFormInput([
      ['__proto__', 'x'],
      ['a', '1'],
      ['a', '2'],
    ]);
    expect(input?.['a']).toEqual(['1', '2']);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('refuses thousands of fields', () => {
    expect(toFormInput(Array.from({ length: 501 }, (_, i): [string, string] => [`f${i}`, '']))).toBeUndefined();
  });
});

describe('a time of day', () => {
  it.each([
    ['9', '09:00'],
    ['9:30', '09:30'],
    ['09:30', '09:30'],
    ['9.30 Uhr', '09:30'],
    ['10 Uhr', '10:00'],
    ['0:00', '00:00'],
    ['23:59', '23:59'],
  ])('%s', (text, time) => expect(clockTime(text)).toBe(time));
  it.each(['24:00', '9:60', 'früh', '9:3', '', '9:30:00'])('%j is none', (text) => expect(clockTime(text)).toBeUndefined());
});
