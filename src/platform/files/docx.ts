import { Document, type ISectionOptions, Packer } from 'docx';
import type { Locale } from '../i18n/index.ts';

const LANGUAGES: Record<Locale, string> = { de: 'de-DE', en: 'en-GB' };

interface Written {
  title: string;
  /** What it is written in: spelling and voices go by it (WCAG 3.1.1, for documents). */
  locale: Locale;
  children: ISectionOptions['children'];
  properties?: ISectionOptions['properties'];
}

/** Every Word document of the house: with its title, its language, and who made it. */
export function docxOf({ title, locale, children, properties }: Written): Promise<Buffer> {
  const language = LANGUAGES[locale];
  const document = new Document({
    title,
    creator: 'Transferwerk',
    styles: { default: { document: { run: { language: { value: language, eastAsia: language, bidirectional: language } } } } },
    sections: [{ children, ...(properties ? { properties } : {}) }],
  });
  return Packer.toBuffer(document);
}
