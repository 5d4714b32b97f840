import { goesOn } from './prose.ts';
import { extend } from './paragraphs.ts';
import { LONGEST, type Add, pieces, isAssigned, collectProse, staysQuoted } from './paragraphs.ts';
import { type Block, squeeze } from '../blocks.ts';
import type { AgreementKind } from '../schema.ts';
import { sentencesOf } from '../sentences.ts';
import { isVoteOnly } from '../votes.ts';
import { describe, type Reading } from './details.ts';
import type { Found } from './found.ts';
import { announces, INLINE_LABEL, kindOfNoun, kindOfText } from './kinds.ts';
import { readSentence } from './prose.ts';
import { findResponsible, namesInField } from './responsible.ts';

const TICK = /^[☐☑☒□]|^\[[ xX]\]$/;

const ARROW_START = /^(?:→|=>|->|➔|⇒|➢)\s*/;

/** Notes behind an agreement that say who and until when, in a line of their own. */
const NOTE_LINE =
  /^(?:(?:verantwortlich(?:e[rn]?|keit)?|zuständig(?:keit)?|Verantw\.|Zust\.|Wer|Federführung|Termin|Frist|Bis(?: wann)?|Wann|Fällig(?:keit)?|Umsetzung(?: durch)?|Erledigung)\s?:)/iu;

/** "Was: …" between "Wer: …" and "Bis: …". */
const WHAT_LINE = /^(?:Was|Aufgabe|Maßnahme)\s?:\s+(?=\S)/u;
/** "A: …" for a task, "B: …" for a decision, as short minutes mark them. */
const LETTER = /^\[?([ABEVT])\]?\s?:\s+(?=\p{Lu})/u;
const LETTER_KINDS: Record<string, AgreementKind> = { A: 'task', T: 'task', B: 'decision', E: 'decision', V: 'agreement' };

interface Region {
  agendaItem: string | null;
  blocks: readonly Block[];
  /** A list for the whole meeting, at its end. */
  isListed: boolean;
  /** The item only gathers what was agreed on the others. */
  isLoose: boolean;
  /** The item's title may announce what stands in it: "TOP 3 Verabredungen". */
  title: string;
}

interface Announced {
  kind: AgreementKind;
  /** Where the announcement stands. */
  indent: number;
  /** How many agreements it has brought so far. */
  count: number;
  /** In running text only the next paragraph belongs to it. */
  asList: boolean | undefined;
}

/** All agreements of an item, in the order of the text. */
export function collect(region: Region, reading: Reading): Found[] {
  const found: Found[] = [];
  const byTitle = announces(region.title);
  let announced: Announced | undefined =
    byTitle && startsWithList(region.blocks) ? { kind: byTitle, indent: -1, count: 0, asList: undefined } : undefined;
  let inQuote = false;
  const add = (
    text: string,
    start: number,
    end: number,
    kind: AgreementKind,
    reason: string,
    base: number,
    given?: Parameters<typeof describe>[2],
  ) => {
    const cut = text.slice(0, LONGEST);
    found.push(
      describe(
        {
          text: cut,
          start,
          end: Math.min(end, start + LONGEST * 2),
          kind: kindOfText(cut, kind),
          agendaItem: region.agendaItem,
          reason,
          base,
          isListed: region.isListed,
          isLoose: region.isLoose,
        },
        reading,
        given,
      ),
    );
  };

  for (let index = 0; index < region.blocks.length; index++) {
    const block = region.blocks[index] as Block;
    if (block.kind === 'row' || block.kind === 'rule') continue;
    const text = block.text.replace(/\s+$/, '');
    const line = squeeze(text);
    const wasQuoted = inQuote;
    inQuote = staysQuoted(line, inQuote);
    const what = WHAT_LINE.exec(text);
    if (what) {
      add(text.slice(what[0].length), block.start + what[0].length, block.end, announced?.kind ?? 'task', '„Was:“', 0.95);
      const before = region.blocks[index - 1];
      const last = found.at(-1);
      if (last && before && NOTE_LINE.test(before.text)) addNote(last, squeeze(before.text), block, reading);
      continue;
    }
    if (NOTE_LINE.test(line) && WHAT_LINE.test(region.blocks[index + 1]?.text ?? '')) continue;
    if (NOTE_LINE.test(line)) {
      const before = region.blocks[index - 1];
      // A point becomes an agreement by the line that says who does it.
      if (
        before &&
        !NOTE_LINE.test(before.text) &&
        before.kind !== 'heading' &&
        (found.at(-1)?.end ?? 0) <= before.start &&
        announces(before.text) === undefined
      )
        add(before.text, before.start, before.end, announced?.kind ?? 'task', 'Zeile mit Verantwortlichen', 0.93);
      const last = found.at(-1);
      if (last && announcedOrNear(last, block)) {
        addNote(last, line, block, reading);
        continue;
      }
    }
    const kind = announces(text);
    if (kind) {
      announced = { kind, indent: block.indent, count: 0, asList: undefined };
      continue;
    }
    if (block.kind === 'heading') {
      announced = undefined;
      continue;
    }
    if (wasQuoted) continue;
    const letter = LETTER.exec(text);
    if (letter && reading.roster.resolve(letter[1] ?? '') === undefined) {
      add(
        text.slice(letter[0].length),
        block.start + letter[0].length,
        block.end,
        LETTER_KINDS[letter[1] ?? ''] ?? 'task',
        `„${letter[1]}:“`,
        0.93,
      );
      announced = undefined;
      continue;
    }
    const inline = INLINE_LABEL.exec(text);
    if (inline && !(announced?.asList && block.kind === 'bullet' && inline[0].length < 4)) {
      announced = undefined;
      addInline(inline, block, text, add, reading);
      continue;
    }
    if (TICK.test(block.marker)) {
      // A ticked box without anybody is a report that something is done.
      if (/[xX☑☒✓✔]/.test(block.marker) && findResponsible(text.slice(0, LONGEST), reading.roster).names.length === 0) continue;
      add(text, block.start, block.end, 'task', 'Kästchen', 0.93);
      continue;
    }
    if (ARROW_START.test(`${block.marker} `) || ARROW_START.test(text)) {
      const lead = ARROW_START.exec(text)?.[0].length ?? 0;
      if (addArrow(text.slice(lead), block.start + lead, block.end, add, reading)) continue;
    }
    if (announced && belongs(announced, block, line)) {
      const isPoint = block.kind === 'bullet' || block.kind === 'numbered';
      if (
        isPoint &&
        announced.count > 0 &&
        block.indent > announced.indent + 1 &&
        announced.asList &&
        announced.indent >= 0 &&
        isDeeper(region.blocks, index)
      ) {
        extend(found.at(-1), text, block.end, reading);
        continue;
      }
      announced.asList = isPoint;
      if (isPoint) {
        if (!isVoteOnly(line)) {
          add(text, block.start, block.end, announced.kind, 'angekündigte Liste', 0.95);
          announced.count++;
        }
      } else {
        for (const piece of pieces(text, block.start, reading)) {
          if (isVoteOnly(piece.text)) continue;
          if (announced.count > 0 && goesOn(piece.text)) {
            extend(found.at(-1), piece.text, piece.end, reading);
            continue;
          }
          add(piece.text, piece.start, piece.end, announced.kind, 'angekündigter Absatz', 0.93);
          announced.count++;
        }
        if (announced.count > 0) announced = afterParagraph(announced, region.blocks[index + 1]);
      }
      continue;
    }
    announced = undefined;
    // "Die Stiftung hat zugesagt. Beschluss: …" in one paragraph.
    const inner = sentencesOf(text, block.start).find((sentence, at) => at > 0 && INLINE_LABEL.test(sentence.text));
    if (inner) {
      const at = inner.start - block.start;
      const rest = { ...block, text: text.slice(at), start: inner.start };
      collectProse(block, text.slice(0, at), add, reading);
      addInline(INLINE_LABEL.exec(rest.text) as RegExpExecArray, rest, rest.text, add, reading);
      continue;
    }
    if (isAssigned(line, reading)) {
      add(text, block.start, block.end, 'task', 'Name: Aufgabe', 0.9);
      continue;
    }
    // "… zu umfangreich. Der Ausschuss beschließt:" announces at the end of a paragraph.
    const last = text.endsWith(':') ? sentencesOf(text, block.start).at(-1) : undefined;
    const lastKind = last ? announces(last.text) : undefined;
    collectProse(block, lastKind && last ? text.slice(0, last.start - block.start) : text, add, reading);
    if (lastKind) announced = { kind: lastKind, indent: block.indent, count: 0, asList: undefined };
  }
  return found;
}

const startsWithList = (blocks: readonly Block[]) => blocks[0]?.kind === 'bullet' || blocks[0]?.kind === 'numbered';

/** Points go on until a paragraph comes; a paragraph ends the announcement, unless short lines follow each other. */
function belongs(announced: Announced, block: Block, line: string): boolean {
  if (announced.asList === undefined) return true;
  const isPoint = block.kind === 'bullet' || block.kind === 'numbered';
  if (announced.asList) return isPoint;
  return !block.gap && !isPoint && line.length < 250;
}

const afterParagraph = (announced: Announced, next: Block | undefined): Announced | undefined =>
  next && !next.gap && next.kind === 'plain' ? { ...announced, asList: false } : undefined;

/** A point below a point: its indent is larger than that of the point before. */
function isDeeper(blocks: readonly Block[], index: number): boolean {
  for (let before = index - 1; before >= 0; before--) {
    const block = blocks[before] as Block;
    if (block.kind !== 'bullet' && block.kind !== 'numbered') return false;
    if (block.indent < (blocks[index]?.indent ?? 0)) return true;
  }
  return false;
}

/** "Beschluss (Krämer): …": the rest of the paragraph; sentences with somebody new who acts are agreements of their own. */
function addInline(match: RegExpExecArray, block: Block, text: string, add: Add, reading: Reading): void {
  const kind = kindOfNoun(match[1] ?? '');
  const start = block.start + match[0].length;
  const behind = squeeze(match.groups?.['name'] ?? '');
  const note = match.groups?.['note']?.replace(/[()]/g, '') || match.groups?.['to'] || behind;
  const named = note && !/\d|einstimmig|mehrheitlich|Enthaltung|dafür|Konsens/.test(note) ? namesInField(note, reading.roster) : [];
  const rest = text.slice(match[0].length);
  // A decision is what was decided as a whole; tasks and agreements are one for each who acts.
  const sentences = sentencesOf(rest, start);
  const vote = sentences.findIndex((sentence) => isVoteOnly(sentence.text));
  const decided = vote > 0 ? sentences.slice(0, vote) : sentences.filter((sentence) => !isVoteOnly(sentence.text));
  const whole = { text: decided.map((sentence) => sentence.text).join(' '), start, end: decided.at(-1)?.end ?? start + rest.length };
  for (const piece of kind === 'decision' ? [whole] : pieces(rest, start, reading)) {
    if (piece.text === '') continue;
    if (isVoteOnly(piece.text)) continue;
    add(
      piece.text,
      piece.start,
      piece.end,
      kind,
      `„${squeeze(match[1] ?? '')}:“`,
      0.96,
      named.length > 0 ? { responsible: named } : undefined,
    );
  }
  const afterVote = kind === 'decision' && vote > 0 ? sentences[vote + 1] : undefined;
  if (afterVote) collectProse({ ...block, start: afterVote.start }, text.slice(afterVote.start - block.start), add, reading);
}

/** An arrow marks a result: who and what, or just a remark. */
function addArrow(text: string, start: number, end: number, add: Add, reading: Reading): boolean {
  const who = findResponsible(text, reading.roster);
  const prose = readSentence({ text: squeeze(text), start, end }, reading.roster);
  if (who.names.length === 0 && !prose) return false;
  add(text, start, end, prose?.kind ?? 'task', 'Pfeil', 0.9);
  return true;
}

/** A note belongs to the agreement right before it. */
const announcedOrNear = (last: Found, block: Block): boolean => block.start - last.end < 80;

function addNote(last: Found, line: string, block: Block, reading: Reading): void {
  const joined = describe(
    {
      text: line,
      start: last.start,
      end: block.end,
      kind: last.kind,
      agendaItem: last.agendaItem,
      reason: last.reason,
      base: last.confidence,
    },
    reading,
  );
  const bare = /^(?:Termin|Frist|Bis(?: wann)?|Wann|Fällig(?:keit)?)\s?:/i.test(line);
  if (joined.responsible.length > 0 && !bare) last.responsible = joined.responsible;
  if (joined.due ?? joined.dueText) {
    last.due = joined.due;
    last.dueText = joined.dueText;
  }
  last.end = block.end;
  last.confidence = Math.max(last.confidence, 0.95);
}
