/** What may stand on a paper: text in which no sign keeps a program from drawing the rest. */

/** Signs of Wingdings and Symbol in the private area, which Word puts on the clipboard for its bullets and marks. */
const WORD_SIGNS: Readonly<Record<string, string>> = {
  '\uf0a7': '•',
  '\uf0b7': '•',
  '\uf0d8': '•',
  '\uf076': '•',
  '\uf06e': '•',
  '\uf0a8': '•',
  '\uf071': '•',
  '\uf0fc': '✓',
  '\uf0fe': '✓',
  '\uf0fb': '✗',
  '\uf0fd': '✗',
  '\uf0e0': '→',
  '\uf0e8': '→',
  '\uf02d': '–',
};

/** Stands where nothing can be drawn. */
export const BLANK = '▯';

/** Controls, halves of a pair, and what Unicode says is no character: no XML may hold them (XML 1.0 §2.2). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const NO_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffe\uffff]|[\u{1fffe}-\u{1ffff}\u{2fffe}-\u{2ffff}]/gu;

/** Text that every paper and every table can hold: Word's bullets as bullets, no controls. */
export const plainText = (text: string): string =>
  text
    .toWellFormed()
    .replace(NO_TEXT, '')
    .replace(/[\uf000-\uf0ff]/g, (sign) => WORD_SIGNS[sign] ?? BLANK);

/** Letters of Europe in the Latin script, digits, common marks. */
const NOT_SURE = /[^\t\n\u0020-\u007e\u00a0-\u017f\u2010-\u2027\u2030-\u203a\u20ac\u25af]/gu;

/** What every font of ours draws: the last way to a paper when nothing else helps. */
export const onlySure = (text: string): string => text.replace(NOT_SURE, BLANK);

/** Every text within some data, changed; what is no text stays. */
export function inTexts<Data>(data: Data, change: (text: string) => string): Data {
  if (typeof data === 'string') return change(data) as Data;
  if (Array.isArray(data)) return data.map((each) => inTexts(each, change)) as Data;
  if (data === null || typeof data !== 'object' || data.constructor !== Object) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, inTexts(value, change)])) as Data;
}
