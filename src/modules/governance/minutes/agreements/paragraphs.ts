import type { Found } from './found.ts';
import { type Block, squeeze } from '../blocks.ts';
import { findDue } from '../dates.ts';
import type { AgreementKind } from '../schema.ts';
import { type Sentence, sentencesOf } from '../sentences.ts';
import { isVoteOnly } from '../votes.ts';
import { describe, type Reading } from './details.ts';
import { goesOn, readSentence } from './prose.ts';
import { findResponsible } from './responsible.ts';

/** Longer points are cut for the rules; nobody agrees on more than two thousand characters in one sentence. */
export const LONGEST = 2000;

export type Add = (
  text: string,
  start: number,
  end: number,
  kind: AgreementKind,
  reason: string,
  base: number,
  given?: Parameters<typeof describe>[2],
) => void;

/** Divides a paragraph where another one begins to act; sentences that go on stay together. */
export function pieces(text: string, start: number, reading: Reading): Sentence[] {
  const groups: Sentence[] = [];
  for (const sentence of sentencesOf(text, start)) {
    const last = groups.at(-1);
    const isVote = isVoteOnly(sentence.text);
    const begins = !last || isVote || (!goesOn(sentence.text) && findResponsible(sentence.text, reading.roster).names.length > 0);
    if (begins && !isVote) groups.push({ ...sentence });
    else if (last && !isVote) {
      last.text = text.slice(last.start - start, sentence.end - start);
      last.end = sentence.end;
    }
  }
  return groups;
}

/** "Krämer: Räume anfragen bis 19.2.": a name, a colon, something to do; "Krämer: Der Raum ist frei." is what somebody said. */
export function isAssigned(line: string, reading: Reading): boolean {
  if (line.length > 300 || findResponsible(line, reading.roster).way !== 'prefix') return false;
  const rest = line.replace(/^[^:–]{2,60}?(?::| – | - )\s+/u, '');
  if (/\b(?:ist|sind|war|waren|hat|haben|hatte|wurde|wurden|berichtet|meint)\b/.test(rest)) return false;
  return findDue(rest, reading.due, 'task') !== null || /\p{Ll}{2,}(?:en|ern|eln)[.!]?$/u.test(rest);
}

/** "… Verantwortlich: Krämer, Termin: 3. März" behind a sentence makes it an agreement. */
const NOTE_IN_TEXT = /^(?:Verantwortlich(?:e[rn]?)?|Zuständig|Termin|Frist)\s?:\s/u;

/** "Ergebnis: …" in front of a sentence says nothing of its kind. */
const EMPTY_LABEL = /^(?:Ergebnis(?:se)?|Fazit|Diskussion|Hinweis|Info(?:rmation)?|Anmerkung|Stand|Sachstand|Aussprache)\s*:\s+/u;

export function collectProse(whole: Block, wholeText: string, add: Add, reading: Reading): void {
  const label = EMPTY_LABEL.exec(wholeText)?.[0].length ?? 0;
  const block = { ...whole, start: whole.start + label };
  const text = wholeText.slice(label);
  let carried: string[] = [];
  const sentences = sentencesOf(text, block.start);
  for (let index = 0; index < sentences.length; index++) {
    const sentence = sentences[index] as Sentence;
    const quoted = quotedParts(sentence.text);
    const find = quoted > 0.6 ? undefined : readSentence({ ...sentence, text: squeeze(sentence.text) }, reading.roster);
    const note = sentences[index + 1];
    if (!find && note && NOTE_IN_TEXT.test(note.text) && quoted <= 0.6) {
      index++;
      add(
        text.slice(sentence.start - block.start, note.end - block.start),
        sentence.start,
        note.end,
        'task',
        'Verantwortliche im Satz',
        0.93,
      );
      continue;
    }
    if (!find) {
      const who = findResponsible(sentence.text.slice(0, LONGEST), reading.roster);
      if (who.names.length > 0 && who.way === 'subject') carried = who.names;
      continue;
    }
    let end = sentence.end;
    const next = sentences[index + 1];
    const goesFurther =
      next && /^(?:Dies(?:e[rs]?)?|Das) (?:soll|wird|werden|geschieht|erfolgt|muss)\b/u.test(next.text) && !isVoteOnly(next.text);
    if (goesFurther) {
      end = next.end;
      index++;
    }
    const whole = text.slice(sentence.start - block.start, end - block.start);
    const isPronoun = /^(?:Sie|Er|Beide)\b/u.test(sentence.text);
    add(
      whole,
      sentence.start,
      end,
      find.kind,
      find.reason,
      find.base,
      find.reason === 'Antrag'
        ? { responsible: [] }
        : isPronoun && carried.length > 0 && find.kind !== 'recommendation'
          ? { responsible: carried }
          : undefined,
    );
    const who = findResponsible(sentence.text.slice(0, LONGEST), reading.roster);
    if (who.names.length > 0) carried = who.names;
  }
}

/** The share of a sentence that stands in quotation marks. */
function quotedParts(text: string): number {
  let quoted = 0;
  for (const match of text.matchAll(/[„"«»]([^„"“”«»]{0,900})[“”"»«]/g)) quoted += match[1]?.length ?? 0;
  return quoted / text.length;
}

/** Quotations that run over several paragraphs are reports. */
export function staysQuoted(line: string, inQuote: boolean): boolean {
  if (inQuote) return !/[“”"]\s*[.,;]?$/.test(line);
  const opens = /^[„“"]/.test(line);
  return opens && !/[“”"]/.test(line.slice(1));
}

/** What goes on in the next block ("Dies soll dann …") belongs to the agreement before: its referral, its condition. */
export function extend(last: Found | undefined, text: string, end: number, reading: Reading): void {
  if (!last) return;
  const { kind, agendaItem, reason, confidence, isListed, isLoose } = last;
  const raw = {
    text: `${last.text} ${text}`.slice(0, LONGEST),
    start: last.start,
    end,
    kind,
    agendaItem,
    reason,
    base: confidence,
    isListed,
    isLoose,
  };
  const due = last.dueText !== null ? { due: last.due, dueText: last.dueText } : null;
  Object.assign(last, describe(raw, reading, { responsible: last.responsible, due }), { confidence });
}
