import { composed } from '../text.ts';
import { original } from './formula.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/**
 * A spreadsheet's cell as text of at most so many signs: dates as days, numbers as they are written, no invisible signs.
 * A spreadsheet knows no zones: the reader gives the day as midnight UTC, so its UTC day is the one that was typed.
 */
export function cellText(value: unknown, longest: number): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
  if (typeof value === 'boolean') return value ? 'ja' : 'nein';
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const cut = text
    .slice(0, longest * 2)
    .toWellFormed()
    .replace(CONTROL, '');
  return original(composed(cut).trim()).slice(0, longest);
}
