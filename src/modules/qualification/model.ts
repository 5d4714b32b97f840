/** Curricula, who carries a training, and what may be awarded for it. Pure. */
import { z } from 'zod';

const id = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);
const text = z.strictObject({ de: z.string().min(3), en: z.string().min(3) });
const bodyKind = z.enum(['workingGroup', 'coordination', 'strategy', 'plenum', 'other']);

const moduleSchema = z.strictObject({
  id,
  title: text,
  hours: z.number().positive().max(500),
  goals: z.array(text).min(1).describe('What one can do afterwards'),
  task: text.optional().describe('Proof of learning; without one, attendance is all that is proved'),
});

/** A file of content/curricula. */
export const curriculumSchema = z
  .strictObject({
    $schema: z.string().optional(),
    id,
    title: text,
    summary: text,
    role: z.enum(['consultant', 'pilot']),
    prerequisites: z.array(text).default([]),
    months: z.number().int().min(1).max(240).nullable().describe('How long the certificate is valid; null: without end'),
    attendance: z.number().int().min(1).max(100).describe('Least share of the hours attended, in percent'),
    modules: z.array(moduleSchema).min(1).max(30),
    seal: z
      .strictObject({
        title: text,
        months: z.number().int().min(1).max(240),
        decidedBy: z
          .strictObject({ one: z.array(bodyKind).min(1), several: z.array(bodyKind).min(1) })
          .describe('Kinds of bodies of which each has to have decided: with one sponsor, with several'),
      })
      .optional(),
  })
  .superRefine((file, context) => {
    const ids = file.modules.map((module) => module.id);
    const double = ids.find((each, index) => ids.indexOf(each) !== index);
    if (double) context.addIssue({ code: 'custom', path: ['modules'], message: `the id "${double}" is used twice` });
  });
export type Curriculum = z.output<typeof curriculumSchema>;
export type BodyKind = z.output<typeof bodyKind>;

/** What a qualification proves: that somebody was there, that they learnt it, or that they applied it with a result. */
const LEVELS = ['attended', 'learnt', 'applied'] as const;
export type Level = (typeof LEVELS)[number];

export const hoursOf = (curriculum: Pick<Curriculum, 'modules'>): number =>
  curriculum.modules.reduce((sum, module) => sum + module.hours, 0);

/** Something that is in force between two days, unless it was ended before. Days as `YYYY-MM-DD`, the last included. */
export interface Span {
  valid_from: string;
  valid_until: string | null;
  ended_on: string | null;
}

/** A span counts on a day: begun, not over, and not ended on or before it. */
export const inForce = (span: Span, day: string): boolean =>
  span.valid_from <= day && (span.valid_until === null || day <= span.valid_until) && (span.ended_on === null || day < span.ended_on);

export interface Sponsorship extends Span {
  id: string;
  organisations: string[];
  /** Whether the decision that it rests on still stands. */
  stands: boolean;
}

export interface SealDecision extends Span {
  id: string;
  body_kind: BodyKind;
  stands: boolean;
}

export type SealHindrance = 'noSeal' | 'noSponsor' | 'noDecision';

export interface SealRule {
  allowed: boolean;
  /** What keeps it from being awarded. */
  hindrances: SealHindrance[];
  /** Bodies of which a decision in force is missing. */
  missing: BodyKind[];
  /** Sponsorship and decisions that it rests on. */
  sponsorship: Sponsorship | undefined;
  decisions: SealDecision[];
  /** Last day on which all of this is in force as far as is known; null: no end. */
  until: string | null;
}

const earliest = (days: (string | null)[]): string | null => days.filter((day): day is string => day !== null).toSorted()[0] ?? null;

/**
 * Whether a seal may be awarded on a day. The rule of the network: a certificate confirms a completed training; a seal may
 * be awarded only where a recognised sponsor carries the training *and* the competent bodies have decided it, both in force.
 */
export function sealRule(
  curriculum: Pick<Curriculum, 'seal'>,
  sponsorships: readonly Sponsorship[],
  decisions: readonly SealDecision[],
  day: string,
): SealRule {
  const standing = <Kind extends Span & { stands: boolean }>(all: readonly Kind[]) =>
    all.filter((each) => each.stands && inForce(each, day));
  const none = { allowed: false, sponsorship: undefined, decisions: [], until: null };
  if (!curriculum.seal) return { ...none, hindrances: ['noSeal'], missing: [] };
  const carrying = standing(sponsorships);
  const decided = standing(decisions);
  const { one, several } = curriculum.seal.decidedBy;
  const partners = new Set(carrying.flatMap((each) => each.organisations)).size;
  const needed = partners > 1 ? several : one;
  const missing = needed.filter((kind) => !decided.some((decision) => decision.body_kind === kind));
  const hindrances: SealHindrance[] = [
    ...(carrying.length === 0 ? (['noSponsor'] as const) : []),
    ...(missing.length > 0 ? (['noDecision'] as const) : []),
  ];
  if (hindrances.length > 0) return { ...none, hindrances, missing };
  // The sponsorship and, for each body, the decision that lasts longest.
  const longest = <Kind extends Span>(all: Kind[]) =>
    all.toSorted((a, b) => (b.valid_until ?? '9999').localeCompare(a.valid_until ?? '9999'))[0];
  const sponsorship = longest(carrying);
  const resting = needed.flatMap((kind) => longest(decided.filter((decision) => decision.body_kind === kind)) ?? []);
  const until = earliest([sponsorship?.valid_until ?? null, ...resting.map((decision) => decision.valid_until)]);
  return { allowed: true, hindrances: [], missing: [], sponsorship, decisions: resting, until };
}

export interface Attended {
  module: string;
  /** Hours of the session, and whether somebody was there. */
  hours: number;
  present: boolean;
}

export interface Progress {
  /** Share of the hours attended, in percent, rounded down. */
  attended: number;
  tasks: { module: string; accepted: boolean }[];
  enough: boolean;
  level: Level | undefined;
}

/** What somebody has done of a curriculum. Hours beyond a module's own do not make up for another module. */
export function progressOf(curriculum: Curriculum, sessions: readonly Attended[], accepted: ReadonlySet<string>): Progress {
  const total = hoursOf(curriculum);
  const hours = curriculum.modules.reduce((sum, module) => {
    const there = sessions
      .filter((session) => session.module === module.id && session.present)
      .reduce((all, session) => all + session.hours, 0);
    return sum + Math.min(there, module.hours);
  }, 0);
  const attended = Math.floor((100 * hours) / total);
  const tasks = curriculum.modules
    .filter((module) => module.task)
    .map((module) => ({ module: module.id, accepted: accepted.has(module.id) }));
  const enough = attended >= curriculum.attendance;
  const level = !enough ? undefined : tasks.length > 0 && tasks.every((task) => task.accepted) ? 'learnt' : 'attended';
  return { attended, tasks, enough, level };
}

export interface Sitting {
  day: string;
  starts: string;
  ends: string;
}

/** Whether two sittings are at the same time. */
export const overlap = (a: Sitting, b: Sitting): boolean => a.day === b.day && a.starts < b.ends && b.starts < a.ends;

/** Length of a sitting in hours. */
export function hoursBetween({ starts, ends }: Pick<Sitting, 'starts' | 'ends'>): number {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  return (minutes(ends) - minutes(starts)) / 60;
}
