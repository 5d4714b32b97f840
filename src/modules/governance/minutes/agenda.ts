import { announces } from './agreements/kinds.ts';
import {
  type AgendaEntry,
  CLOSING,
  cleanTitle,
  type Numbered,
  numberedOf,
  MOST_TITLE,
  readAgendaList,
  agendaFromTable,
} from './agenda-list.ts';
import { type Block, squeeze } from './blocks.ts';
import type { ParsedMinutes } from './schema.ts';
import type { Table } from './tables.ts';

/** An agenda item as it was treated: its heading and its blocks. */
export interface Section {
  number: string;
  title: string;
  start: number;
  end: number;
  /** The rest of the heading's block, where text follows the title at once, and all blocks behind it. */
  blocks: Block[];
}

export interface Agenda {
  entries: AgendaEntry[];
  sections: Section[];
  /** Blocks behind the last item that belong to none: lists of actions, next dates, signature. */
  rest: Block[];
  /** Where the head of the minutes ends. */
  headEnd: number;
}

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\d]{3,}/gu) ?? []);

/** How much two titles share, 0…1: the part of the shorter one's words. */
function similarity(a: string, b: string): number {
  const left = wordsOf(a);
  const right = wordsOf(b);
  if (left.size === 0 || right.size === 0) return squeeze(a).toLowerCase() === squeeze(b).toLowerCase() ? 1 : 0;
  let shared = 0;
  for (const word of left) if (right.has(word)) shared++;
  return shared / Math.min(left.size, right.size);
}

interface Candidate extends Numbered {
  index: number;
  score: number;
}

/** How sure it is that a block is the heading of an item. 0: it is none. */
function headingScore(block: Block, numbered: Numbered, entry: AgendaEntry | undefined, hasAgenda: boolean): number {
  const title = squeeze(numbered.title);
  const like = entry ? similarity(entry.title, title.slice(0, MOST_TITLE)) : 0;
  if (block.kind === 'bullet') return 0;
  if (block.kind === 'heading') return 3 + like;
  if (numbered.named) return 2.5 + like;
  if (hasAgenda) return like >= 0.5 ? 2 + like : 0;
  const isShort = title.length <= 110 && !/[.;,]$/.test(title) && /^[\p{Lu}„"\d]/u.test(title);
  return isShort && block.gap && block.indent <= 3 ? 1.5 : 0;
}

/** Chooses headings with rising numbers: the best-scored chain, gaps allowed. */
function risingChain(candidates: Candidate[]): Candidate[] {
  const value = (candidate: Candidate) => candidate.number.split('.').reduce((sum, part, depth) => sum + Number(part) / 100 ** depth, 0);
  const recent = candidates.slice(0, 400);
  const best: { total: number; from: number }[] = [];
  recent.forEach((candidate, index) => {
    let total = candidate.score;
    let from = -1;
    for (let before = 0; before < index; before++) {
      const earlier = recent[before] as Candidate;
      const step = value(candidate) - value(earlier);
      if (step <= 0) continue;
      const sum = (best[before]?.total ?? 0) + candidate.score - (step > 1.5 ? 0.2 * (step - 1) : 0);
      if (sum > total) {
        total = sum;
        from = before;
      }
    }
    best.push({ total, from });
  });
  let at = best.reduce((top, each, index) => (each.total > (best[top]?.total ?? -1) ? index : top), 0);
  const chain: Candidate[] = [];
  while (at >= 0 && recent[at]) {
    chain.unshift(recent[at] as Candidate);
    at = best[at]?.from ?? -1;
  }
  return chain;
}

/** A heading with its text in one line: the title ends where the agenda's title ends, or at the first colon or full stop. */
function splitHeading(block: Block, numbered: Numbered, entry: AgendaEntry | undefined): { title: string; body: Block | undefined } {
  const text = numbered.title;
  // "Zu 2. Herr Demir erläutert …": the agenda has the title, here is the text.
  if (
    numbered.named &&
    entry &&
    (similarity(entry.title, text.slice(0, 80)) < 0.3 || /\b(?:wird|werden|wurde|wurden|ist|sind|hat|haben)\b/.test(text)) &&
    /[.!?]\s*$/.test(text)
  )
    return {
      title: entry.title,
      body: { ...block, kind: 'plain', marker: '', text: block.text.slice(numbered.lead), start: block.start + numbered.lead },
    };
  // "Zu TOP 1, Vergabeleitfaden, legte Frau …"
  const inSentence = /^,\s*([^,]{3,80}),\s+(?=\p{Ll})/u.exec(text);
  if (inSentence) {
    const at = numbered.lead + inSentence[0].length;
    return {
      title: cleanTitle(inSentence[1] ?? ''),
      body: { ...block, kind: 'plain', marker: '', text: block.text.slice(at), start: block.start + at },
    };
  }
  if (squeeze(text).length <= 110 && !/[.!?]\s*$/.test(text)) return { title: cleanTitle(text), body: undefined };
  let length = -1;
  if (entry) {
    const folded = text.toLowerCase();
    const title = entry.title.toLowerCase();
    if (folded.startsWith(title)) length = title.length;
  }
  if (length < 0) length = /^.{3,110}?(?=[:.](?:\s|$)| [–—-] )/su.exec(text)?.[0].length ?? -1;
  if (length < 0 || length >= text.trimEnd().length - 2) return { title: cleanTitle(text), body: undefined };
  const rest = /^\s*[:.–—-]?\s*/.exec(text.slice(length))?.[0].length ?? 0;
  const offset = numbered.lead + length + rest;
  return {
    title: cleanTitle(text.slice(0, length)),
    body: { ...block, kind: 'plain', marker: '', text: block.text.slice(offset), start: block.start + offset },
  };
}

/** Headings without numbers: by their likeness to the agenda's titles, or (Markdown) because they are headings. */
function unnumberedHeadings(blocks: Block[], from: number, entries: AgendaEntry[]): Candidate[] {
  const found: Candidate[] = [];
  let last = -1;
  for (let index = from; index < blocks.length; index++) {
    const block = blocks[index] as Block;
    const title = squeeze(block.text);
    if (
      (block.kind !== 'plain' && block.kind !== 'heading') ||
      title.length > MOST_TITLE ||
      (block.kind === 'plain' && /[.;,]$/.test(title))
    )
      continue;
    const at = entries.findIndex(
      (entry, position) => position > last && similarity(entry.title, title) >= 0.6 && wordsOf(title).size <= wordsOf(entry.title).size + 3,
    );
    if (at < 0) continue;
    last = at;
    found.push({ number: entries[at]?.number ?? String(at + 1), title, lead: 0, named: false, index, score: 2 });
  }
  return found;
}

const HEAD_HEADING =
  /^(?:Protokoll|Niederschrift|Teilnehm|Anwesen|Entschuldigt|Gäste|Tagesordnung|Agenda|Traktanden|Ergebnisprotokoll|Kurzprotokoll|Sitzungsprotokoll|Rahmen|Eckdaten)/i;

function markdownHeadings(blocks: Block[], from: number): Candidate[] {
  const headings = blocks.flatMap((block, index) => (block.kind === 'heading' && index >= from ? [{ block, index }] : []));
  const usable = headings.filter(
    ({ block }) => !HEAD_HEADING.test(squeeze(block.text)) && !CLOSING.test(squeeze(block.text)) && announces(block.text) === undefined,
  );
  if (usable.length < 2) return [];
  const level = Math.min(...usable.map(({ block }) => block.marker.length));
  return usable
    .filter(({ block }) => block.marker.length === level)
    .map(({ block, index }, position) => ({
      number: String(position + 1),
      title: squeeze(block.text),
      lead: 0,
      named: false,
      index,
      score: 2,
    }));
}

/** Finds the agenda and the items as they were treated. */
export function readAgenda(blocks: Block[], tables: Table[]): Agenda {
  const list = readAgendaList(blocks);
  const limit = blocks[Math.floor(blocks.length / 2)]?.start ?? 0;
  const entries = list?.entries ?? agendaFromTable(tables, limit);
  const from = list?.to ?? 0;
  const candidates: Candidate[] = [];
  for (let index = from; index < blocks.length; index++) {
    const block = blocks[index] as Block;
    if (block.kind === 'row' || block.kind === 'rule') continue;
    const numbered = numberedOf(block);
    if (!numbered || squeeze(numbered.title) === '') continue;
    const entry = entries.find((each) => each.number === numbered.number);
    const score = headingScore(
      block,
      numbered,
      entry,
      entries.some((each) => each.written),
    );
    if (score > 0) candidates.push({ ...numbered, index, score });
  }
  let chain = risingChain(strongest(candidates));
  if (chain.length < Math.min(2, entries.length) || chain.length === 0) {
    const others = entries.length > 0 ? unnumberedHeadings(blocks, from, entries) : markdownHeadings(blocks, from);
    if (others.length > chain.length) chain = others;
  }
  return divide(blocks, entries, chain, list);
}

/** Where some headings are marked as such ("TOP 3", "## 3."), numbered lines without a mark are lists. */
function strongest(candidates: Candidate[]): Candidate[] {
  const marked = candidates.filter((candidate) => candidate.score >= 2.5);
  return marked.length >= 2 ? marked : candidates;
}

function divide(blocks: Block[], entries: AgendaEntry[], chain: Candidate[], list: { from: number; to: number } | undefined): Agenda {
  const sections: Section[] = [];
  let rest: Block[] = [];
  chain.forEach((candidate, position) => {
    const block = blocks[candidate.index] as Block;
    const entry = entries.find((each) => each.number === candidate.number);
    const { title, body } = splitHeading(block, candidate, entry);
    const next = chain[position + 1]?.index ?? blocks.length;
    let own = blocks.slice(candidate.index + 1, next);
    if (position === chain.length - 1) {
      const closing = own.findIndex((each) => isClosing(each));
      if (closing >= 0) {
        rest = own.slice(closing);
        own = own.slice(0, closing);
      }
    }
    if (body) own = [body, ...own];
    sections.push({ number: candidate.number, title, start: block.start, end: own.at(-1)?.end ?? block.end, blocks: own });
  });
  const first = chain[0]?.index;
  if (first === undefined) {
    const start = list?.to ?? 0;
    rest = blocks.slice(start);
    return { entries, sections, rest, headEnd: list ? (blocks[start]?.start ?? Number.MAX_SAFE_INTEGER) : Number.MAX_SAFE_INTEGER };
  }
  const headEnd = blocks[first]?.start ?? 0;
  const written =
    entries.length > 0
      ? entries
      : sections.map((section) => ({
          number: section.number,
          title: section.title,
          start: section.start,
          end: section.start + section.title.length,
          written: true,
        }));
  return { entries: written, sections, rest, headEnd };
}

function isClosing(block: Block): boolean {
  if (block.kind === 'bullet' || block.kind === 'row') return false;
  const text = squeeze(block.text).replace(/:$/, '');
  if (!CLOSING.test(text)) return false;
  return block.kind === 'heading' || block.gap || /:\s*$/.test(block.text);
}

/** The text of an item as it was read: paragraphs, points on lines of their own. */
export const textOf = (blocks: readonly Block[]): string =>
  blocks
    .map((block) =>
      block.kind === 'rule'
        ? ''
        : `${block.kind === 'bullet' ? '- ' : block.kind === 'numbered' ? `${block.marker} ` : ''}${squeeze(block.text)}`,
    )
    .filter((line) => line !== '')
    .join('\n');

export type AgendaOutput = ParsedMinutes['agenda'];
