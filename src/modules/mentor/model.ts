/**
 * The digital mentor's rules: a few questions, each chosen because it narrows the answer most. Pure, deterministic, and
 * explained in docs/decisions/0031-the-mentor.md; no model from outside.
 */
import { z } from 'zod';

const id = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);
const words = { de: z.string().min(2).max(200), en: z.string().min(2).max(200) };
const text = z.strictObject(words);

const needSchema = z.strictObject({
  id,
  ...words,
  topics: z.array(id).min(1).max(6).describe('What offers, people and funding are looked for by, the main one first'),
  check: id,
  checkWhy: text,
  programme: id.optional(),
  programmeWhy: text.optional(),
});
const optionSchema = z.strictObject({
  id,
  ...words,
  strong: z.array(id).default([]).describe('Needs of which this answer is typical'),
  some: z.array(id).default([]).describe('Needs which this answer fits'),
});
const questionSchema = z.strictObject({ id, ...words, options: z.array(optionSchema).min(2).max(7) });

export const guideSchema = z.strictObject({
  $schema: z.string().optional(),
  most: z.number().int().min(1).max(7).describe('Most questions that are asked'),
  sure: z.number().min(0.3).max(0.95).describe('A need as likely as this is the answer'),
  needs: z.array(needSchema).min(2),
  questions: z.array(questionSchema).min(1),
});
export type Guide = z.output<typeof guideSchema>;
export type Need = Guide['needs'][number];
export type Question = Guide['questions'][number];
export type Option = Question['options'][number];

/** What was said to a question; `null`: "I don't know". */
export interface Said {
  question: Question;
  option: Option | null;
}

/** How much likelier an answer is for a need it is typical of (fits, does not fit). */
const STRONG = 8;
const SOME = 3;
const OTHER = 1;
/** A need that the company's own words speak of, first topic and others. */
const SPOKEN = 10;
const ALSO_SPOKEN = 4;
/** A question that tells less than this (in bits) is not worth asking. */
const LEAST_GAIN = 0.04;

export const UNKNOWN = 'weiss-nicht';

const weight = (option: Option, need: string): number =>
  option.strong.includes(need) ? STRONG : option.some.includes(need) ? SOME : OTHER;

/** How probable an answer is with a need: its weight among the weights of all answers. */
function likelihood(question: Question, option: Option, need: string): number {
  const sum = question.options.reduce((total, each) => total + weight(each, need), 0);
  return weight(option, need) / sum;
}

type Chances = readonly number[];
const normal = (values: readonly number[]): number[] => {
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => value / sum);
};
const bits = (chances: Chances): number => chances.reduce((sum, chance) => (chance > 0 ? sum - chance * Math.log2(chance) : sum), 0);

/** How probable each need is (in the order of the guide, together 1) after what was said and what the company wrote about. */
export function chances({ needs }: Guide, said: readonly Said[], spoken: readonly string[] = []): number[] {
  const start = needs.map((need) => {
    const rank = spoken.findIndex((topic) => need.topics.includes(topic));
    return rank === 0 ? SPOKEN : rank > 0 ? ALSO_SPOKEN : 1;
  });
  return normal(
    said.reduce<number[]>(
      (now, { question, option }) =>
        option === null ? now : now.map((chance, index) => chance * likelihood(question, option, needs[index]?.id ?? '')),
      start,
    ),
  );
}

/** By how many bits the answer to a question can be expected to narrow what it is about. */
export function gain(guide: Guide, question: Question, now: Chances): number {
  const left = question.options.reduce((sum, option) => {
    const after = now.map((chance, index) => chance * likelihood(question, option, guide.needs[index]?.id ?? ''));
    const probability = after.reduce((total, value) => total + value, 0);
    return sum + probability * bits(normal(after));
  }, 0);
  return bits(now) - left;
}

export interface Likely {
  need: Need;
  chance: number;
}
export type Step =
  | { kind: 'ask'; question: Question; likely: Likely[] }
  /** What it is about, and what it may be as well. */
  | { kind: 'end'; likely: [Likely, ...Likely[]] };

/** Shown besides the likeliest, if not much less likely. */
const ALSO = 0.12;
const MOST_ALSO = 2;

/** All needs, the likeliest first. */
function ranked(guide: Guide, said: readonly Said[], spoken: readonly string[]): Likely[] {
  const now = chances(guide, said, spoken);
  return guide.needs.map((need, index) => ({ need, chance: now[index] ?? 0 })).toSorted((a, b) => b.chance - a.chance);
}

const endAt = (first: Likely, likely: readonly Likely[]): Step => ({
  kind: 'end',
  likely: [first, ...likely.filter((each) => each !== first && each.chance >= ALSO).slice(0, MOST_ALSO)],
});

/** What comes next: the question that narrows most (the first in the guide among equals), or the end. */
export function step(guide: Guide, said: readonly Said[], spoken: readonly string[] = []): Step {
  const now = chances(guide, said, spoken);
  const likely = ranked(guide, said, spoken);
  const [first] = likely;
  if (!first) throw new Error('a guide has needs');
  const open = guide.questions.filter((question) => !said.some((each) => each.question.id === question.id));
  const best = open.map((question) => ({ question, bits: gain(guide, question, now) })).toSorted((a, b) => b.bits - a.bits)[0];
  const isOver = said.length >= guide.most || first.chance >= guide.sure || !best || best.bits < LEAST_GAIN;
  return isOver ? endAt(first, likely) : { kind: 'ask', question: best.question, likely };
}

/** What somebody wants by hand: another of the possible ends, or a question again whose answer they take back. */
export interface Wish {
  end: string;
  question: string;
}

/** What comes next where somebody wants something of their own: it, if it can be had, else what `step` says. */
export function stepTo(guide: Guide, said: readonly Said[], spoken: readonly string[], wish: Wish): Step {
  const likely = ranked(guide, said, spoken);
  const end = likely.find(({ need }) => need.id === wish.end);
  if (end) return endAt(end, likely);
  const question = guide.questions.find((each) => each.id === wish.question && !said.some((one) => one.question === each));
  return question && said.length < guide.most ? { kind: 'ask', question, likely } : step(guide, said, spoken);
}

/** What was said that speaks for a need: the reason why the guide leads there. */
export const reasonsFor = (need: Need, said: readonly Said[]): (Said & { option: Option })[] =>
  said.filter(
    (each): each is Said & { option: Option } =>
      each.option !== null && (each.option.strong.includes(need.id) || each.option.some.includes(need.id)),
  );

/** Answers as they stand in an address, `question.answer`, in the order in which they were given. */
export const write = (said: readonly Said[]): string[] => said.map(({ question, option }) => `${question.id}.${option?.id ?? UNKNOWN}`);

/** Reads answers back; what the guide does not know (any more) is left out and counted. */
export function read({ questions, most }: Guide, written: readonly string[]): { said: Said[]; stray: number } {
  const said: Said[] = [];
  let stray = 0;
  for (const each of written.slice(0, most * 2)) {
    const [questionId, optionId] = each.split('.');
    const question = questions.find((one) => one.id === questionId);
    const option = optionId === UNKNOWN ? null : question?.options.find((one) => one.id === optionId);
    if (!question || option === undefined || said.some((one) => one.question === question) || said.length >= most) stray += 1;
    else said.push({ question, option });
  }
  return { said, stray };
}
