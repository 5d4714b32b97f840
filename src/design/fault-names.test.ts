import { describe, expect, it } from 'vitest';
import { withFieldNames } from './fault-names.ts';

const page = (field: string) => `<a href="#mail" data-fault="true">Bitte füllen Sie dieses Feld aus.</a>${field}`;

describe('the summary of what is wrong', () => {
  it.each([
    ['<label class="x" for="mail">E-Mail-Adresse <span>(freiwillig)</span></label>', 'E-Mail-Adresse'],
    ['<fieldset class="y" id="mail" aria-invalid="true"><legend class="z">Worum geht es?</legend>', 'Worum geht es'],
    ['<label for="other">Anderes</label><label for="mail">Ihre Mail:</label>', 'Ihre Mail'],
  ])('names its field by %s', (field, name) => {
    expect(withFieldNames(page(field))).toContain(`<strong>${name}:</strong> Bitte füllen`);
  });

  it('does not say twice what a message says itself', () => {
    const html = '<a href="#mail" data-fault="true">Hier fehlt noch etwas: Partner</a><label for="mail">Partner</label>';
    expect(withFieldNames(html)).toBe(html);
  });

  it('stays as it is where a field has no name, and where nothing is wrong', () => {
    expect(withFieldNames(page(''))).toBe(page(''));
    expect(withFieldNames('<label for="a">A</label>')).toBe('<label for="a">A</label>');
  });
});
