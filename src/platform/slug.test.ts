import { describe, expect, it } from 'vitest';
import { isSlug, slugify } from './slug.ts';

describe('a name as part of an address', () => {
  it.each([
    ['Fachkräfte halten', 'fachkraefte-halten'],
    ['AG Beratungsqualität', 'ag-beratungsqualitaet'],
    ['Beratungsqualita\u0308t', 'beratungsqualitaet'], // letter and dots apart, as macOS writes them
    ['Café Crème', 'cafe-creme'],
    ['Straße & Bau', 'strasse-bau'],
    ['—', 'eintrag'],
  ])('%s → %s', (name, slug) => {
    expect(slugify(name)).toBe(slug);
    expect(isSlug(slug)).toBe(true);
  });
});
