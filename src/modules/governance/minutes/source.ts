/**
 * The text of a document, cleaned for reading, with the way back: every character knows its place in the original,
 * so that whatever is found can be shown where it stands.
 */
export interface Span {
  /** First and last-plus-one position, in UTF-16 units of the original text. */
  start: number;
  end: number;
}

export interface Source {
  original: string;
  /** Without page heads, hyphenation and emphasis marks; lines end with \n. */
  text: string;
  /** What was taken away from the edges of the pages, each once. */
  pageHeads: string[];
  /** The place in the original of a stretch of the cleaned text. */
  span(start: number, end: number): Span;
}

interface Line {
  text: string;
  start: number;
  /** The line stands first or last on its page. */
  atPageEdge: boolean;
  dropped: boolean;
}

/** Longer lines are cut for the rules that look at a whole line: no page head is longer. */
const LONGEST_PAGE_HEAD = 160;
/** Wider gaps mean nothing more, and only cost time. */
const MOST_BLANKS = 120;

const PAGE_NUMBER =
  /(?:^|\s)(?:(?:Seite|Blatt|S\.|page) ?\d{1,3}(?: ?(?:von|\/|of) ?\d{1,3})?|\d{1,3} ?(?:\/|von) ?\d{1,3}|[-–] ?\d{1,3} ?[-–])\s*$/i;
const ONLY_PAGE_NUMBER = /^\s*(?:(?:Seite|Blatt|page) ?\d{1,3}(?: ?(?:von|\/|of) ?\d{1,3})?|\d{1,3} ?\/ ?\d{1,3}|[-–] ?\d{1,3} ?[-–])\s*$/i;

function toLines(original: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  let pageStarts = true;
  for (let position = 0; position <= original.length; position++) {
    const character = original[position];
    if (position < original.length && character !== '\n' && character !== '\f' && character !== '\u2028') continue;
    const end = original[position - 1] === '\r' ? position - 1 : position;
    const text = original.slice(start, Math.max(start, end));
    lines.push({ text, start, atPageEdge: pageStarts && text.trim() !== '', dropped: false });
    if (text.trim() !== '') pageStarts = false;
    if (character === '\f') {
      pageStarts = true;
      for (let last = lines.length - 1; last >= 0; last--) {
        const line = lines[last];
        if (line && line.text.trim() !== '') {
          line.atPageEdge = true;
          break;
        }
      }
    }
    start = position + 1;
  }
  return lines;
}

/** Page heads and foots: what comes back with another page number, or at the edge of several pages. */
function dropPageFurniture(lines: Line[]): void {
  const shape = (line: Line) => line.text.trim().replace(/\d+/g, '#');
  const seen = new Map<string, number>();
  const edges = new Map<string, number>();
  for (const line of lines) {
    const key = shape(line);
    if (key === '' || key.length > LONGEST_PAGE_HEAD) continue;
    seen.set(key, (seen.get(key) ?? 0) + 1);
    if (line.atPageEdge) edges.set(line.text.trim(), (edges.get(line.text.trim()) ?? 0) + 1);
  }
  for (const line of lines) {
    const text = line.text.slice(0, LONGEST_PAGE_HEAD + 1);
    const comesBack = (seen.get(shape(line)) ?? 0) >= 2 && PAGE_NUMBER.test(text) && text.length <= LONGEST_PAGE_HEAD;
    line.dropped = ONLY_PAGE_NUMBER.test(text) || comesBack || (line.atPageEdge && (edges.get(line.text.trim()) ?? 0) >= 2);
  }
}

/** A page break in the middle of a sentence: the blank lines around the dropped head go with it. */
function closeGaps(lines: Line[]): void {
  for (let index = 0; index < lines.length; index++) {
    if (!lines[index]?.dropped) continue;
    let before = index - 1;
    while (before >= 0 && (lines[before]?.dropped || lines[before]?.text.trim() === '')) before--;
    let after = index + 1;
    while (after < lines.length && (lines[after]?.dropped || lines[after]?.text.trim() === '')) after++;
    const last = lines[before]?.text.trimEnd() ?? '';
    const next = lines[after]?.text.trimStart() ?? '';
    const runsOn = last !== '' && !/[.:!?;"“«»)\]|]$/.test(last) && /^[\p{Ll}(]/u.test(next);
    if (runsOn) for (let between = before + 1; between < after; between++) (lines[between] as Line).dropped = true;
    index = Math.max(index, after - 1);
  }
}

const LIGATURES: Record<string, string> = {
  ﬁ: 'fi',
  ﬂ: 'fl',
  ﬀ: 'ff',
  ﬃ: 'ffi',
  ﬄ: 'ffl',
  '\u00a0': ' ',
  '\u202f': ' ',
  '\u2007': ' ',
  '\u2009': ' ',
};
const INVISIBLE = new Set(['\u00ad', '\u200b', '\u200c', '\u200d', '\ufeff', '\u2060']);

const isLetter = (character: string | undefined) => character !== undefined && /\p{L}/u.test(character);
const isDigit = (character: string | undefined) => character !== undefined && character >= '0' && character <= '9';

/** Slips of text recognition inside numbers: "2O20", "l0.30". */
function digitOf(character: string, before: string | undefined, after: string | undefined): string {
  if ((character === 'O' || character === 'o') && isDigit(before) && (isDigit(after) || after === '.')) return '0';
  if ((character === 'l' || character === 'I') && isDigit(after) && !isLetter(before)) return '1';
  if (character === 'l' && isDigit(before) && isDigit(after)) return '1';
  return character;
}

/** Whether the character is a mark of emphasis (Markdown) that nobody wants to read. */
function isEmphasis(line: string, index: number, firstMark: number): boolean {
  const character = line[index];
  if (character === '`') return true;
  if (character !== '*' && character !== '_') return false;
  if (line[index + 1] === character || line[index - 1] === character) return true;
  const before = line[index - 1];
  const after = line[index + 1];
  if (character === '*' && before === undefined && (after === ' ' || after === '\t')) return false;
  const opens = (before === undefined || /[\s([>|]/.test(before)) && after !== undefined && !/\s/.test(after);
  const closes = before !== undefined && !/\s/.test(before) && (after === undefined || /[\s.,;:!?)\]|]/.test(after));
  return opens || (closes && firstMark < index);
}

class Cleaned {
  text: string[] = [];
  positions: number[] = [];

  push(character: string, position: number) {
    for (const single of character) {
      this.text.push(single);
      for (let unit = 0; unit < single.length; unit++) this.positions.push(position);
    }
  }

  /** Takes back the last character if it is the one given. */
  takeBack(character: string): boolean {
    if (this.text.at(-1) !== character) return false;
    this.text.pop();
    this.positions.pop();
    return true;
  }
}

function pushLine(cleaned: Cleaned, line: Line): void {
  const text = line.text.trimEnd();
  let blanks = 0;
  const firstMark = text.search(/[*_]/);
  // "Datum ......: 3. März": dots that only lead the eye.
  const leaders = new Set(
    [...text.slice(0, 200).matchAll(/ ?\.{2,} ?(?=:)/g)].flatMap((match) => Array.from(match[0], (_, offset) => match.index + offset)),
  );
  const quoted = /^\s{0,3}(?:>\s?)+/.exec(text)?.[0].length ?? 0;
  for (let index = quoted; index < text.length; index++) {
    const character = text[index] as string;
    blanks = character === ' ' || character === '\t' ? blanks + 1 : 0;
    // "@Pia Stolle": the sign only calls somebody.
    if (character === '@' && (index === 0 || /[\s,(+]/.test(text[index - 1] as string)) && /\p{Lu}/u.test(text[index + 1] ?? '')) continue;
    if (blanks > MOST_BLANKS || leaders.has(index) || INVISIBLE.has(character) || isEmphasis(text, index, firstMark)) continue;
    cleaned.push(LIGATURES[character] ?? digitOf(character, text[index - 1], text[index + 1]), line.start + index);
  }
}

/** A word divided at the end of a line: joined; "Netzwerk-\nund" keeps its hyphen, "OM-\nBerater" loses only the break. */
function joinsWord(text: string, next: string): 'whole' | 'hyphen' | undefined {
  if (!/\p{L}[-‐]$/u.test(text) || next === '') return undefined;
  if (/^\s*(?:und|oder|bzw|sowie|als|wie)\b/.test(next)) return undefined;
  if (/^\s*\p{Ll}/u.test(next)) return 'whole';
  return /^\s*\p{Lu}\p{Ll}/u.test(next) ? 'hyphen' : undefined;
}

/** More than three blank lines in a row say nothing more. */
function withoutLongGaps(lines: Line[]): Line[] {
  let blank = 0;
  return lines.filter((line) => {
    blank = line.text.trim() === '' ? blank + 1 : 0;
    return blank <= 3;
  });
}

/** Cleans a text and keeps the way back. Linear in its length. */
export function readSource(original: string): Source {
  const lines = toLines(original);
  dropPageFurniture(lines);
  closeGaps(lines);
  const kept = withoutLongGaps(lines.filter((line) => !line.dropped));
  const cleaned = new Cleaned();
  for (let index = 0; index < kept.length; index++) {
    const line = kept[index] as Line;
    const next = kept[index + 1]?.text ?? '';
    const joint = joinsWord(line.text.trimEnd().slice(-3), next.slice(0, 40));
    pushLine(cleaned, line);
    if (joint === 'whole' && !cleaned.takeBack('-')) cleaned.takeBack('‐');
    if (!joint) cleaned.push('\n', line.start + line.text.length);
    else if (kept[index + 1]) stripIndent(kept, index + 1);
  }
  const text = cleaned.text.join('');
  const { positions } = cleaned;
  return {
    original,
    text,
    pageHeads: [...new Set(lines.filter((line) => line.dropped).map((line) => line.text.replace(PAGE_NUMBER, '').trim()))].filter(
      (head) => head !== '',
    ),
    span: (start, end) => ({
      start: positions[start] ?? original.length,
      end: end > start ? (positions[end - 1] ?? original.length - 1) + 1 : (positions[start] ?? original.length),
    }),
  };
}

/** The continuation of a divided word begins with its first letter. */
function stripIndent(lines: Line[], index: number): void {
  const line = lines[index] as Line;
  const text = line.text.trimStart();
  lines[index] = { ...line, text, start: line.start + line.text.length - text.length };
}
