import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { ParsedMinutes } from '../../src/modules/governance/minutes/schema.ts';

/** What is true of a document, written by hand. Lists hold everything there is; what is left out of an entry is not compared. */
const truthSchema = z.strictObject({
  body: z.string().nullable(),
  date: z.string().nullable(),
  startTime: z.string().nullable(),
  endTime: z.string().nullable(),
  mode: z.string(),
  location: z.string().nullable().optional(),
  unnamedParticipants: z.number(),
  participants: z.array(
    z.strictObject({ name: z.string(), organisation: z.string().optional(), role: z.string().optional(), status: z.string() }),
  ),
  agenda: z.array(z.tuple([z.string(), z.string()])),
  agreements: z.array(
    z.strictObject({
      item: z.string().nullable(),
      /** Words that stand in the agreement and in no other. */
      text: z.string(),
      kind: z.string(),
      responsible: z.array(z.string()),
      due: z.string().optional(),
      dueText: z.string().optional(),
      referredTo: z.array(z.string()).optional(),
      condition: z.string().optional(),
    }),
  ),
  votes: z.array(
    z.strictObject({
      item: z.string().nullable(),
      yes: z.number().nullable(),
      no: z.number().nullable(),
      abstain: z.number().nullable(),
      result: z.string().nullable(),
    }),
  ),
  attachments: z.array(z.tuple([z.string(), z.string().nullable(), z.string()])),
  nextMeetings: z.array(
    z.strictObject({
      date: z.string(),
      startTime: z.string().optional(),
      endTime: z.string().optional(),
      mode: z.string().optional(),
      location: z.string().optional(),
      kind: z.string().optional(),
      condition: z.string().optional(),
    }),
  ),
  minuteTaker: z.string().nullable(),
  warnings: z.array(z.string()),
});
export type Truth = z.infer<typeof truthSchema>;

export interface Sample {
  name: string;
  text: string;
  truth: Truth;
}

/** All documents of a folder with their truth files. */
export function samples(folder: string): Sample[] {
  return readdirSync(folder)
    .filter((file) => /\.(?:txt|md)$/.test(file))
    .toSorted()
    .map((file) => {
      const name = basename(file, extname(file));
      return {
        name,
        text: readFileSync(join(folder, file), 'utf8'),
        truth: truthSchema.parse(parse(readFileSync(join(folder, `${name}.yaml`), 'utf8'))),
      };
    });
}

export interface Score {
  right: number;
  found: number;
  expected: number;
  /** What was wrong, in words. */
  faults: string[];
}

export type Scores = Record<string, Score>;

const fold = (text: string | null | undefined) => (text ?? '').toLowerCase().replace(/\s+/g, ' ').trim();

class Tally {
  scores: Scores = {};

  field(name: string): Score {
    this.scores[name] ??= { right: 0, found: 0, expected: 0, faults: [] };
    return this.scores[name];
  }

  /** A single value: null is no value. */
  value(name: string, document: string, actual: unknown, expected: unknown) {
    const score = this.field(name);
    const isFound = actual !== null && actual !== undefined && actual !== '';
    const isExpected = expected !== null && expected !== undefined && expected !== '';
    if (isFound) score.found++;
    if (isExpected) score.expected++;
    if (isFound && isExpected && actual === expected) score.right++;
    else if (isFound || isExpected) score.faults.push(`${document}: found ${JSON.stringify(actual)}, true is ${JSON.stringify(expected)}`);
  }

  /** Sets of keys. */
  set(name: string, document: string, actual: string[], expected: string[]) {
    const score = this.field(name);
    const open = [...expected];
    for (const each of actual) {
      score.found++;
      const at = open.indexOf(each);
      if (at < 0) score.faults.push(`${document}: too many: ${each}`);
      else {
        score.right++;
        open.splice(at, 1);
      }
    }
    score.expected += expected.length;
    for (const each of open) score.faults.push(`${document}: missing: ${each}`);
  }
}

function compare(tally: Tally, { name, truth }: Sample, parsed: ParsedMinutes): void {
  tally.value('body', name, fold(parsed.body), fold(truth.body));
  tally.value('date', name, parsed.date, truth.date);
  tally.value('times', name, `${parsed.startTime}–${parsed.endTime}`, `${truth.startTime}–${truth.endTime}`);
  tally.value('mode', name, parsed.mode, truth.mode);
  if (truth.location !== undefined) tally.value('location', name, fold(parsed.location), fold(truth.location));
  tally.value('unnamed', name, parsed.unnamedParticipants || null, truth.unnamedParticipants || null);
  tally.set(
    'participants',
    name,
    parsed.participants.map((each) => `${fold(each.name)} ${each.status}`),
    truth.participants.map((each) => `${fold(each.name)} ${each.status}`),
  );
  for (const person of truth.participants) {
    const found = parsed.participants.find((each) => fold(each.name) === fold(person.name));
    tally.value('organisations', name, fold(found?.organisation), fold(person.organisation));
    if (person.role) tally.value('roles', name, fold(found?.role), fold(person.role));
  }
  tally.set(
    'agenda',
    name,
    parsed.agenda.map((each) => `${each.number} ${fold(each.title)}`),
    truth.agenda.map(([number, title]) => `${number} ${fold(title)}`),
  );
  tally.set(
    'votes',
    name,
    parsed.votes.map((vote) => [vote.agendaItem, vote.yes, vote.no, vote.abstain, vote.result].join('/')),
    truth.votes.map((vote) => [vote.item, vote.yes, vote.no, vote.abstain, vote.result].join('/')),
  );
  tally.set(
    'attachments',
    name,
    parsed.attachments.map((each) => [each.label, each.agendaItem, each.status].join('/')),
    truth.attachments.map((each) => each.join('/')),
  );
  tally.value('minuteTaker', name, fold(parsed.minuteTaker), fold(truth.minuteTaker));
  tally.set(
    'nextMeetings',
    name,
    parsed.nextMeetings.map((each) => String(each.date)),
    truth.nextMeetings.map((each) => each.date),
  );
  for (const meeting of truth.nextMeetings) {
    const found = parsed.nextMeetings.find((each) => each.date === meeting.date);
    if (!found) continue;
    for (const key of ['startTime', 'endTime', 'mode', 'location', 'kind', 'condition'] as const)
      if (meeting[key] !== undefined) tally.value('next: details', name, fold(found[key]), fold(meeting[key]));
  }
  const expectedWarnings = new Set(truth.warnings);
  const actual = new Set(
    parsed.warnings.map((warning) => warning.code).filter((code) => !['no-responsible', 'no-date', 'responsible-group'].includes(code)),
  );
  tally.set('warnings', name, [...actual], [...expectedWarnings]);
  compareAgreements(tally, name, truth, parsed);
}

function compareAgreements(tally: Tally, name: string, truth: Truth, parsed: ParsedMinutes): void {
  const open = [...parsed.agreements];
  const score = tally.field('agreements');
  score.found += parsed.agreements.length;
  score.expected += truth.agreements.length;
  for (const expected of truth.agreements) {
    const at = open.findIndex((each) => fold(each.text).includes(fold(expected.text)) && each.agendaItem === expected.item);
    const found = open[at];
    if (!found) {
      const near = parsed.agreements.find((each) => fold(each.text).includes(fold(expected.text)));
      score.faults.push(`${name}: missing: [${expected.item}] ${expected.text}${near ? ` (found in item ${near.agendaItem})` : ''}`);
      continue;
    }
    open.splice(at, 1);
    score.right++;
    tally.value('agreements: kind', name, found.kind, expected.kind);
    tally.set('agreements: responsible', `${name} “${expected.text}”`, found.responsible.map(fold), expected.responsible.map(fold));
    tally.value('agreements: due', `${name} “${expected.text}”`, found.due, expected.due ?? null);
    if (expected.dueText) tally.value('agreements: due in words', name, fold(found.dueText), fold(expected.dueText));
    tally.set('agreements: referred to', name, found.referredTo.map(fold), (expected.referredTo ?? []).map(fold));
    if (expected.condition)
      tally.value(
        'agreements: condition',
        name,
        fold(found.condition).startsWith(fold(expected.condition)) ? 'yes' : fold(found.condition),
        'yes',
      );
    else tally.value('agreements: condition', `${name} “${expected.text}”`, found.condition, null);
  }
  for (const each of open) score.faults.push(`${name}: too many: [${each.agendaItem}] ${each.text.slice(0, 90)} (${each.reason})`);
}

/** Compares what a parser finds with what is true, field by field. */
export function scoreAll(all: readonly Sample[], parser: (text: string) => ParsedMinutes): Scores {
  const tally = new Tally();
  for (const sample of all) compare(tally, sample, parser(sample.text));
  return tally.scores;
}

export const precision = (score: Score): number => (score.found === 0 ? 1 : score.right / score.found);
export const recall = (score: Score): number => (score.expected === 0 ? 1 : score.right / score.expected);
