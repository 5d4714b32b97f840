/** Longer runs of marks on one letter stand in no language (Unicode UAX #15, stream-safe text: thirty). */
const MARKS = /(\p{M}{30})\p{M}+/gu;

/**
 * A text in the composed form (NFC). Runs of combining marks are cut first: to order them takes time by the square of
 * their number, 40 s for a form of 256 kB that holds nothing else.
 */
export const composed = (text: string): string => text.replace(MARKS, '$1').normalize('NFC');

/** Word's own line break, as it comes from the clipboard. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: this is what is looked for
const BREAK = /[\u000b\u2028\u2029]/g;

/**
 * Signs that nobody sees and nobody typed: controls, marks of the direction of writing, spaces without width. They come
 * with a telephone number out of an address book, with a table cell, with a copied page. What joins letters or emoji stays.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const INVISIBLE = /[\u0000-\u0008\u000c\u000e-\u001f\u007f-\u009f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;

/** A text as it is seen: without signs that nobody sees. */
export const visible = (text: string): string => text.replace(BREAK, '\n').replace(INVISIBLE, '');

/** Source of a regular expression in which every sign of the text stands for itself. */
export const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');

/** Escapes what stands in a text for HTML, also within an attribute. */
export const escapedHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');

export const squeezed = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What a label calls its field: without that it may stay empty, and without the colon or the question mark. */
export const labelName = (label: string): string =>
  squeezed(label)
    .replace(/\s*\((?:freiwillig|optional)\)$/, '')
    .replace(/[:?]$/, '');

/** JSON as the database takes it: without NUL and without halves of signs, which PostgreSQL refuses. */
export const jsonText = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) => (typeof each === 'string' ? each.replaceAll('\0', '').toWellFormed() : each));
