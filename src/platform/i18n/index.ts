import { withNestedQuotes } from './quotes.ts';

/** Languages of the user interface, the first is the one that counts. */
const LOCALES = ['de', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

export const isLocale = (text: unknown): text is Locale => LOCALES.includes(text as Locale);

/** The shape of a catalogue: the same keys, the same parameters, any wording. */
type Shape<T> = {
  [Key in keyof T]: T[Key] extends string
    ? string
    : T[Key] extends (...parameters: infer Parameters) => string
      ? (...parameters: Parameters) => string
      : Shape<T[Key]>;
};

/** A text in the languages it was written in; German always. */
export interface Localised {
  de: string;
  en?: string | undefined;
}

/**
 * The UI texts of one room. German is the original; the type check fails where English lacks a key, has one too many,
 * or takes other parameters. Numbers and dates go through the formatters of `format.ts`.
 */
export function catalogue<const German>(de: German, en: NoInfer<Shape<German>>): (locale: Locale) => Shape<German> {
  const texts = { de: withNestedQuotes(de as unknown as Shape<German>, 'de'), en: withNestedQuotes(en as Shape<German>, 'en') };
  return (locale) => texts[locale];
}

/** The wording for a reader; German where nothing else was written. */
export const inLocale = (text: Localised, locale: Locale): string => text[locale] ?? text.de;

/** Chooses from `Accept-Language` (RFC 9110 §12.5.4): the first of our languages by weight, else German. */
export function preferredLocale(header: string | undefined): Locale {
  const wishes = (header ?? '')
    .split(',')
    .slice(0, 20)
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = parameters
        .find((parameter) => parameter.trim().startsWith('q='))
        ?.trim()
        .slice(2);
      return { language: tag.slice(0, 2).toLowerCase(), quality: quality === undefined ? 1 : Number(quality) || 0 };
    })
    .toSorted((a, b) => b.quality - a.quality);
  const wish = wishes.find(({ language }) => isLocale(language));
  return isLocale(wish?.language) ? wish.language : 'de';
}
