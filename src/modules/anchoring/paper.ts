import { HeadingLevel, Paragraph } from 'docx';
import { docxOf } from '#platform/files/docx.ts';
import { inTexts, plainText } from '#platform/drawable.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { PDF_HEAD, PDF_QR, qrRows, renderPdf } from '#platform/pdf.ts';
import { LEVELS } from './model.ts';
import type { Contacts } from './store.ts';
import { anchoringTexts } from './texts.ts';

/** An outline for slides, as a Word document: each heading a slide. */
export function slidesDocx(organisation: string, people: Contacts, url: string, locale: Locale): Promise<Buffer> {
  const [name, contacts] = [plainText(organisation), inTexts(people, plainText)];
  const t = anchoringTexts(locale).paper;
  const own = LEVELS.flatMap((level) => {
    const contact = contacts[level];
    return contact?.name ? [`${anchoringTexts(locale).levels[level]}: ${contact.name}${contact.email ? `, ${contact.email}` : ''}`] : [];
  });
  const filled = (text: string) => text.replaceAll('{name}', name).replaceAll('{url}', url);
  const slides = t.slides.map(({ title, points }): [string, string[]] => [title, points.map(filled)]);
  const all: [string, string[]][] = own.length > 0 ? [...slides, [t.contacts, own]] : slides;
  const children = [
    new Paragraph({ text: t.slidesTitle(name), heading: HeadingLevel.TITLE }),
    ...all.flatMap(([title, points]) => [
      new Paragraph({ text: title, heading: HeadingLevel.HEADING_1 }),
      ...points.map((point) => new Paragraph({ text: point, bullet: { level: 0 } })),
    ]),
  ];
  return docxOf({ title: t.slidesTitle(name), locale, children });
}

const POSTER = `${PDF_HEAD}${PDF_QR}
#v(3cm)
#text(size: 34pt, weight: 600, fill: rgb("#005f6b"))[#d.title]

#v(1cm)
#text(size: 18pt)[#d.text]

#v(2cm)
#qr(d.qr, d.url, 7cm)

#v(0.5cm)
#text(size: 16pt)[#d.url]

#v(2cm)
#text(size: 14pt)[#d.by]
`;

/** A poster with the address as a QR code, as an accessible PDF (PDF/UA-1). */
export function posterPdf(name: string, url: string, locale: Locale): Promise<Buffer> {
  const t = anchoringTexts(locale).paper;
  return renderPdf(POSTER, {
    lang: locale,
    title: t.poster,
    text: t.posterText,
    by: t.posterBy(name),
    url,
    qr: qrRows(url),
    foot: name,
    page: t.page,
    of: t.of,
  });
}
