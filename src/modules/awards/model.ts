/** Award schemes: steps and tasks as data, and what of them a company has done. Pure. */
import { z } from 'zod';

const id = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);
const text = z.strictObject({ de: z.string().min(3), en: z.string().min(3) });

const base = { id, title: text };
const taskSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...base, kind: z.literal('survey'), check: id }).describe('A round of the team on this check, closed with a result'),
  z.strictObject({ ...base, kind: z.literal('check'), check: id }).describe('This check rated to the end'),
  z
    .strictObject({ ...base, kind: z.literal('plan'), check: id, least: z.number().int().min(1).max(100) })
    .describe('So many fully planned measures on this check'),
  z
    .strictObject({ ...base, kind: z.literal('progress'), check: id, least: z.number().int().min(1).max(100) })
    .describe('So many percent of the plan done'),
  z
    .strictObject({ ...base, kind: z.literal('group'), least: z.number().int().min(2).max(30) })
    .describe('People of both sides in a project group'),
  z
    .strictObject({ ...base, kind: z.literal('talks'), least: z.number().int().min(1).max(20) })
    .describe('Talks held, each with a day and what came of it'),
]);

const stepSchema = z.strictObject({
  id,
  title: text,
  grants: text.describe('What is awarded for it'),
  months: z.number().int().min(1).max(120).describe('How long that is valid'),
  tasks: z.array(taskSchema).min(1).max(12),
});

/** A file of content/awards. */
export const awardFileSchema = z
  .strictObject({
    $schema: z.string().optional(),
    id,
    title: text,
    summary: text,
    aliases: z.array(z.string().min(2)).default([]),
    fields: z.array(z.strictObject({ id, title: text })).min(1),
    steps: z.array(stepSchema).min(1).max(8),
  })
  .superRefine((file, context) => {
    const twice = (ids: string[], path: (string | number)[]) => {
      const double = ids.find((each, index) => ids.indexOf(each) !== index);
      if (double) context.addIssue({ code: 'custom', path, message: `the id "${double}" is used twice` });
    };
    twice(
      file.steps.map((step) => step.id),
      ['steps'],
    );
    file.steps.forEach((step, index) =>
      twice(
        step.tasks.map((task) => task.id),
        ['steps', index, 'tasks'],
      ),
    );
  });

export type Award = z.output<typeof awardFileSchema>;
export type Step = Award['steps'][number];
export type Task = Step['tasks'][number];

export interface Talk {
  day: string;
  with: string;
  result: string;
}

/** What was entered for a task; which parts count depends on its kind. */
export interface EntryData {
  assessment?: string | undefined;
  management?: number | undefined;
  staff?: number | undefined;
  talks?: Talk[] | undefined;
}

/** What is known of a sheet that a task points to. */
export interface SheetFacts {
  check: string;
  isComplete: boolean;
  planned: number;
  donePercent: number;
  hasTeamResult: boolean;
}

/** Whether a task is done, from what was entered and what the sheets say; nothing is taken on trust that can be looked up. */
export function isDone(task: Task, entry: EntryData | undefined, sheet: SheetFacts | undefined): boolean {
  if (task.kind === 'group') {
    const [management, staff] = [entry?.management ?? 0, entry?.staff ?? 0];
    return management >= 1 && staff >= 1 && management + staff >= task.least;
  }
  if (task.kind === 'talks') return (entry?.talks ?? []).length >= task.least;
  if (sheet?.check !== task.check) return false;
  if (task.kind === 'survey') return sheet.hasTeamResult;
  if (task.kind === 'check') return sheet.isComplete;
  return task.kind === 'plan' ? sheet.planned >= task.least : sheet.donePercent >= task.least;
}

export type DecisionState = 'submitted' | 'reviewed' | 'granted' | 'returned' | 'withdrawn';
export interface Decision {
  step: string;
  state: DecisionState;
  valid_until: string | null;
}

/** The newest decision on a step. */
const newest = (decisions: readonly Decision[], step: string): Decision | undefined => decisions.find((decision) => decision.step === step);

/** The step on which a company is working: the first that is not granted. Undefined where all are. */
export const currentStep = (award: Award, decisions: readonly Decision[]): Step | undefined =>
  award.steps.find((step) => newest(decisions, step.id)?.state !== 'granted');

export type SubmitFault = 'open' | 'notNow' | 'waiting';

/** Whether a step may be handed in now. */
export function submitFault(award: Award, step: Step, decisions: readonly Decision[], allDone: boolean): SubmitFault | undefined {
  const last = newest(decisions, step.id);
  if (last?.state === 'submitted' || last?.state === 'reviewed') return 'waiting';
  if (currentStep(award, decisions)?.id !== step.id) return 'notNow';
  return allDone ? undefined : 'open';
}

/** Whether what was granted still counts on a day. */
export function standingOf(decision: Decision, today: string): 'valid' | 'expired' | 'withdrawn' | undefined {
  if (decision.state === 'withdrawn') return 'withdrawn';
  if (decision.state !== 'granted' || decision.valid_until === null) return undefined;
  return decision.valid_until < today ? 'expired' : 'valid';
}
