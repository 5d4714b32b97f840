const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ndash: '–',
  mdash: '—',
  hellip: '…',
};
const HIGHEST = 0x10ffff;

function decoded(entity: string, name: string): string {
  if (!name.startsWith('#')) return ENTITIES[name] ?? entity;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code > 0 && code <= HIGHEST ? String.fromCodePoint(code) : entity;
}

/** What only programs write, never somebody who tells of a `<` in a sentence. */
const MARKUP =
  /<(?:\/(?:p|div|span|b|i|strong|em|li|ul|ol|h[1-6]|body|html|o:p)|br ?\/?|!--|!doctype|p class=|meta |style|html|xml)[^<>]{0,200}>|<!--/i;

/**
 * The words of a text that was pasted with the marks of a word processor or a web page; any other text as it is. Whole
 * blocks that hold no words (styles, scripts, Word's settings) go, paragraphs and points stay.
 */
export function withoutMarkup(text: string): string {
  if (!MARKUP.test(text)) return text;
  return text
    .replaceAll(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replaceAll(/<(style|script|xml|head|title)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replaceAll(/<li\b[^<>]*>/gi, '\n- ')
    .replaceAll(/<br\b[^<>]*>/gi, '\n')
    .replaceAll(/<\/(?:p|div|h[1-6]|ul|ol|table|tr)\s*>/gi, '\n\n')
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll(/&(#?\w{1,10});/g, decoded)
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}
