import { describe, expect, it } from 'vitest';
import { bareName, isNearName, isSameName } from './names.ts';

describe('names', () => {
  it.each([
    ['Dr. Knut Platzhalter', 'Knut Platzhalter'],
    ['Prof. Dr.-Ing. Selin Vorbild', 'selin  vorbild'],
    ['Dipl.-Kfm. A. Berg', 'A. Berg'],
  ])('%s is %s', (one, other) => {
    expect(isSameName(one, other)).toBe(true);
  });

  it.each(['Ingrid Meier', 'Drexler Anna', 'Dirk Macher', 'Magda Dr'])('%s keeps what only looks like a title', (name) => {
    expect(bareName(name)).toBe(name);
  });

  it.each([
    ['Jette Probst', 'Jette Probst-Demo'],
    ['Anna Berg', 'A. Berg'],
    ['Thomas Maier', 'Thomas Mayer'],
    ['Katharina Voss', 'Katarina Voss'],
  ])('%s and %s are asked about', (one, other) => {
    expect(isNearName(one, other)).toBe(true);
    expect(isNearName(other, one)).toBe(true);
  });

  it.each([
    ['Anna Berg', 'Bernd Berg'],
    ['Anna Berg', 'Anna Krause'],
    ['Anna Berg', 'Dr. Anna Berg'],
    ['Team', 'Teams'],
    ['Jan Kern', 'Jan Korn'],
  ])('%s and %s are not', (one, other) => {
    expect(isNearName(one, other)).toBe(false);
  });
});
