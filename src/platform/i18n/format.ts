import { ZONE } from '../clock.ts';
import type { Locale } from './index.ts';

const TAG = { de: 'de-DE', en: 'en-GB' } as const;

/** One formatter per language and shape: making one costs far more than using it. */
function cached<Formatter>(make: (tag: string) => Formatter): (locale: Locale) => Formatter {
  const formatters: Partial<Record<Locale, Formatter>> = {};
  return (locale) => {
    formatters[locale] ??= make(TAG[locale]);
    return formatters[locale];
  };
}

const dates = cached((tag) => new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', year: 'numeric', timeZone: ZONE }));
const times = cached((tag) => new Intl.DateTimeFormat(tag, { hour: '2-digit', minute: '2-digit', timeZone: ZONE }));
const numbers = cached((tag) => new Intl.NumberFormat(tag, { maximumFractionDigits: 1 }));
const lists = cached((tag) => new Intl.ListFormat(tag, { type: 'conjunction' }));

/** "3. März 2027" */
export const formatDate = (date: Date, locale: Locale): string => dates(locale).format(date);

/** "3. März 2027, 14:30 Uhr" */
export const formatDateTime = (date: Date, locale: Locale): string =>
  `${formatDate(date, locale)}, ${times(locale).format(date)}${locale === 'de' ? ' Uhr' : ''}`;

/** A calendar day as `YYYY-MM-DD`, which has no time zone. */
export const formatDay = (day: string, locale: Locale): string => formatDate(new Date(`${day}T12:00:00Z`), locale);

/** "1.234,5" */
export const formatNumber = (value: number, locale: Locale): string => numbers(locale).format(value);

/** "a, b und c" */
export const formatList = (items: readonly string[], locale: Locale): string => lists(locale).format(items);

/** Sorting as people expect it: "Äpfel" before "Zimmer". */
const collator = new Intl.Collator('de');
export const compareText = (a: string, b: string): number => collator.compare(a, b);
