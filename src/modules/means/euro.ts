import type { Locale } from '#platform/i18n/index.ts';

const FORMATS = {
  de: new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' }),
  en: new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR' }),
};

/** Cents as people read them: "1.234,50 €". */
export const euro = (cents: number, locale: Locale): string => FORMATS[locale].format(cents / 100);
