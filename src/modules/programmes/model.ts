/**
 * Funding programmes as dated sets of rules, evaluated three-valued (Kleene): yes, no, not known yet. A rule set that was
 * in force stays as it was; a changed rule is a new version. Pure.
 */
import { z } from 'zod';
import { processSchema } from './process.ts';

const id = z.string().regex(/^[a-z][a-zA-Z0-9-]{1,39}$/);
const text = z.strictObject({ de: z.string().min(2), en: z.string().min(2) });
const words = { de: z.string().min(2), en: z.string().min(2) };
const day = z.iso.date();

const option = z.strictObject({ id: z.string().min(1), de: z.string().min(2), en: z.string().min(2).optional() });
const factSchema = z.strictObject({
  id,
  kind: z.enum(['number', 'yesNo', 'choice']),
  ...words,
  hint: text.optional(),
  unit: z.string().optional(),
  max: z.number().positive().optional(),
  options: z.array(option).min(2).optional(),
});
export const factsFileSchema = z.strictObject({ $schema: z.string().optional(), facts: z.array(factSchema).min(1) });
export type FactDefinition = z.output<typeof factSchema>;
export type FactValue = number | boolean | string;
/** What is known of a company; what is missing is not known. */
export type Facts = Readonly<Record<string, FactValue | undefined>>;

export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { fact: string; is: FactValue }
  | { fact: string; known: true }
  | { fact: string; oneOf: string[] }
  | Limit;
interface Limit {
  fact: string;
  below?: number;
  atMost?: number;
  above?: number;
  atLeast?: number;
}
type Simple = Exclude<Condition, { all: Condition[] } | { any: Condition[] } | { not: Condition }>;

const limit = z.number();
const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(conditionSchema).min(1) }),
    z.strictObject({ any: z.array(conditionSchema).min(1) }),
    z.strictObject({ not: conditionSchema }),
    z.strictObject({ fact: id, is: z.union([z.number(), z.boolean(), z.string()]) }),
    z.strictObject({ fact: id, known: z.literal(true) }),
    z.strictObject({ fact: id, oneOf: z.array(z.string()).min(1) }),
    z.strictObject({ fact: id, below: limit }),
    z.strictObject({ fact: id, atMost: limit }),
    z.strictObject({ fact: id, above: limit }),
    z.strictObject({ fact: id, atLeast: limit }),
  ]),
) as z.ZodType<Condition>;

const ruleSchema = z.strictObject({ id, ...words, when: conditionSchema });
const rateSchema = z.strictObject({ percent: z.number().int().min(1).max(100), when: conditionSchema.optional() });
const moneySchema = z.strictObject({
  dayRate: z.number().positive().optional().describe('Highest fee of a day, in euros'),
  days: z.number().positive().optional().describe('Most days that are funded'),
  most: z.number().positive().optional().describe('Highest cost that is funded, in euros'),
  rates: z.array(rateSchema).min(1).describe('The first that applies counts'),
});

const versionSchema = z.strictObject({
  id,
  title: text,
  from: day,
  until: day.nullable(),
  sources: z.array(z.strictObject({ title: z.string().min(3), url: z.url().optional(), seen: day })).min(1),
  clarify: z.array(text).default([]),
  rules: z.array(ruleSchema).min(1),
  money: moneySchema.optional(),
  voucherMonths: z.number().int().min(1).max(60).optional().describe('Months in which a voucher has to be used'),
  process: processSchema.optional(),
});
export type ProgrammeVersion = z.output<typeof versionSchema>;

const PROGRAMME_KINDS = ['coaching', 'voucher', 'training', 'prevention', 'succession'] as const;

/** A file of content/programmes. */
export const programmeFileSchema = z
  .strictObject({
    $schema: z.string().optional(),
    id,
    kind: z.enum(PROGRAMME_KINDS),
    title: text,
    summary: text,
    aliases: z.array(z.string().min(2)).default([]),
    topics: z.array(id).min(1),
    offers: z.array(z.string()).min(1).describe('Kinds of offers that it may pay'),
    versions: z.array(versionSchema).min(1),
  })
  .superRefine(({ versions }, context) => {
    const ids = versions.map((version) => version.id);
    const double = ids.find((each, index) => ids.indexOf(each) !== index);
    if (double) context.addIssue({ code: 'custom', path: ['versions'], message: `the id "${double}" is used twice` });
    versions.forEach((version, index) => {
      if (version.until !== null && version.until < version.from) {
        context.addIssue({ code: 'custom', path: ['versions', index, 'until'], message: 'ends before it begins' });
      }
    });
  });
export type Programme = z.output<typeof programmeFileSchema>;

export type Answer = 'yes' | 'no' | 'unknown';

const and = (answers: readonly Answer[]): Answer => (answers.includes('no') ? 'no' : answers.includes('unknown') ? 'unknown' : 'yes');
const or = (answers: readonly Answer[]): Answer => (answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no');
const flip = (answer: Answer): Answer => (answer === 'yes' ? 'no' : answer === 'no' ? 'yes' : 'unknown');
const truth = (value: boolean): Answer => (value ? 'yes' : 'no');

function compare(condition: Simple, value: FactValue): boolean {
  if ('is' in condition) return value === condition.is;
  if ('known' in condition) return true;
  if ('oneOf' in condition) return condition.oneOf.includes(String(value));
  if (typeof value !== 'number') return false;
  if (condition.below !== undefined) return value < condition.below;
  if (condition.atMost !== undefined) return value <= condition.atMost;
  if (condition.above !== undefined) return value > condition.above;
  return condition.atLeast !== undefined && value >= condition.atLeast;
}

/** Whether a condition holds, as far as is known. */
export function holds(condition: Condition, facts: Facts): Answer {
  if ('all' in condition) return and(condition.all.map((each) => holds(each, facts)));
  if ('any' in condition) return or(condition.any.map((each) => holds(each, facts)));
  if ('not' in condition) return flip(holds(condition.not, facts));
  const value = facts[condition.fact];
  return value === undefined ? 'unknown' : truth(compare(condition, value));
}

/** Facts that a condition speaks of. */
export function factsIn(condition: Condition): string[] {
  if ('all' in condition) return condition.all.flatMap(factsIn);
  if ('any' in condition) return condition.any.flatMap(factsIn);
  if ('not' in condition) return factsIn(condition.not);
  return [condition.fact];
}

export interface RuleResult {
  id: string;
  de: string;
  en: string;
  answer: Answer;
}

export interface Eligibility {
  answer: Answer;
  rules: RuleResult[];
  /** Facts to ask for, the most useful first; never empty where the answer is `unknown`, empty where it is known. */
  ask: string[];
}

/** Whether a company can be funded under these rules. One rule that says no is enough for no. */
export function eligibility(version: Pick<ProgrammeVersion, 'rules'>, facts: Facts): Eligibility {
  const rules = version.rules.map(({ id: rule, de, en, when }) => ({ id: rule, de, en, answer: holds(when, facts) }));
  const answer = and(rules.map((rule) => rule.answer));
  if (answer !== 'unknown') return { answer, rules, ask: [] };
  const missing = version.rules
    .filter(({ when }) => holds(when, facts) === 'unknown')
    .flatMap(({ when }) => factsIn(when).filter((fact) => facts[fact] === undefined));
  const times = new Map<string, number>();
  for (const fact of missing) times.set(fact, (times.get(fact) ?? 0) + 1);
  // A question that decides several rules first; else in the order of the rules.
  return { answer, rules, ask: [...times.keys()].toSorted((a, b) => (times.get(b) ?? 0) - (times.get(a) ?? 0)) };
}

export type Timing = 'future' | 'running' | 'ended';
const timingOf = (version: Pick<ProgrammeVersion, 'from' | 'until'>, today: string): Timing =>
  today < version.from ? 'future' : version.until !== null && version.until < today ? 'ended' : 'running';

/** The rules in force on a day: the newest that have begun and have not ended. */
export const versionOn = (programme: Programme, today: string): ProgrammeVersion | undefined =>
  programme.versions.filter((version) => timingOf(version, today) === 'running').toSorted((a, b) => b.from.localeCompare(a.from))[0];

/** What led here under another name. */
export const predecessorsOf = (programme: Programme, current: ProgrammeVersion | undefined): ProgrammeVersion[] =>
  programme.versions.filter((version) => version.id !== current?.id).toSorted((a, b) => b.from.localeCompare(a.from));

const fold = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** The programme that a name stands for, also one of its old names. */
export const byName = (programmes: readonly Programme[], name: string): Programme | undefined =>
  programmes.find((programme) =>
    [
      programme.id,
      programme.title.de,
      programme.title.en,
      ...programme.aliases,
      ...programme.versions.map((version) => version.title.de),
    ].some((each) => fold(each) === fold(name)),
  );
