import { describe, expect, it } from 'vitest';
import { cellText } from './cell.ts';

describe('a cell as text', () => {
  it.each([
    [null, ''],
    [undefined, ''],
    [new Date('2027-03-01T00:00:00Z'), '2027-03-01'],
    [new Date('2027-03-01T23:59:59Z'), '2027-03-01'],
    [new Date(Number.NaN), ''], // a date that the spreadsheet itself could not place
    [true, 'ja'],
    [0, '0'],
    [' a\u0000b ', 'ab'],
    ["'=1+1", '=1+1'],
    ['u\u0308', 'ü'],
    ['\ud800', '\ufffd'],
    [{ formula: 'x' }, ''],
  ])('%o is “%s”', (value, text) => expect(cellText(value, 100)).toBe(text));

  it('is cut', () => expect(cellText('ä'.repeat(50), 10)).toBe('ä'.repeat(10)));
});
