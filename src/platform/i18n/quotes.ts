import type { Locale } from './index.ts';

const MARKS = {
  de: { open: '„', close: '“', innerOpen: '‚', innerClose: '‘' },
  en: { open: '“', close: '”', innerOpen: '‘', innerClose: '’' },
} as const;

/**
 * Quotation marks inside quotation marks become single ones, as the rules of both languages want it: a title that is
 * quoted may quote something itself („Sprechstunde ‚Beschäftigte halten‘“).
 */
export function nestQuotes(text: string, locale: Locale): string {
  const { open, close, innerOpen, innerClose } = MARKS[locale];
  if (text.indexOf(open) === text.lastIndexOf(open)) return text;
  let depth = 0;
  return Array.from(text)
    .map((sign) => {
      if (sign === open) return depth++ > 0 ? innerOpen : open;
      if (sign === close && depth > 0) return --depth > 0 ? innerClose : close;
      return sign;
    })
    .join('');
}

/** A catalogue whose sentences nest their quotation marks, whatever is put into them. */
export function withNestedQuotes<Texts>(texts: Texts, locale: Locale): Texts {
  if (typeof texts === 'function')
    return ((...parameters: unknown[]) => {
      const said = (texts as (...given: unknown[]) => unknown)(...parameters);
      return typeof said === 'string' ? nestQuotes(said, locale) : said;
    }) as Texts;
  if (texts === null || typeof texts !== 'object' || Array.isArray(texts)) return texts;
  return Object.fromEntries(Object.entries(texts).map(([key, value]) => [key, withNestedQuotes(value, locale)])) as Texts;
}
