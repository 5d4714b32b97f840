import { utcDay } from '../days.ts';
import { composed, visible } from '../text.ts';
import { original } from './formula.ts';

/** Day zero of spreadsheets: a cell that is only a time is an hour of that day. */
const DAY_ZERO = Date.UTC(1899, 11, 30);
const DAY = 86_400_000;

/** "2027-03-01", or "09:30" for a time; a day with an hour is its day. Minutes are rounded: cells hold fractions. */
function dateText(value: Date): string {
  const sinceZero = value.getTime() - DAY_ZERO;
  if (sinceZero >= DAY || sinceZero < 0) return utcDay(value);
  const minutes = Math.round(sinceZero / 60_000) % 1440;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/**
 * A spreadsheet's cell as text of at most so many signs: dates as days, numbers as they are written, no invisible signs.
 * A spreadsheet knows no zones: the reader gives the day as midnight UTC, so its UTC day is the one that was typed.
 */
export function cellText(value: unknown, longest: number): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : dateText(value);
  if (typeof value === 'boolean') return value ? 'ja' : 'nein';
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const cut = text.slice(0, longest * 2).toWellFormed();
  return original(composed(visible(cut)).trim()).slice(0, longest);
}
