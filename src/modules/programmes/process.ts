/** The way of a case as data: phases, what each needs before it may be left, and by when. Pure. */
import { z } from 'zod';

const id = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);
const text = z.strictObject({ de: z.string().min(2), en: z.string().min(2) });
const days = z.strictObject({ days: z.number().int().min(0).max(1000) });

const need = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sessions'), least: z.number().int().min(1).max(50) }).describe('Sessions held in this phase'),
  z.strictObject({ kind: z.literal('sprints'), least: z.number().int().min(1).max(20) }).describe('Work phases closed with a review'),
  z.strictObject({ kind: z.literal('goals'), least: z.number().int().min(1).max(20) }).describe('Goals that both have agreed on'),
  z.strictObject({ kind: z.literal('voucher') }).describe('A voucher that still counts'),
  z.strictObject({ kind: z.literal('documentation') }).describe('What was done in this phase, written down'),
  z.strictObject({ kind: z.literal('report') }).describe('A final report'),
  z.strictObject({ kind: z.literal('settlement') }).describe('The invoice is paid and settled'),
]);
export type PhaseNeed = z.output<typeof need>;

const phaseSchema = z.strictObject({
  id,
  de: z.string().min(3),
  en: z.string().min(3),
  hint: text,
  funded: z.boolean().default(false).describe('Whether its sessions count against the budget'),
  due: days.optional().describe('Days after entering it until it should be left'),
  notBefore: days.optional().describe('Days after entering it until its first session'),
  needs: z.array(need).default([]),
  next: z.array(id),
});
export type Phase = z.output<typeof phaseSchema>;

/** From the first phase every other can be reached, and one of them is the last. */
export const processSchema = z
  .array(phaseSchema)
  .min(2)
  .superRefine((phases, context) => {
    const ids = new Set(phases.map((phase) => phase.id));
    const reached = new Set<string>();
    const visit = (name: string) => {
      if (reached.has(name)) return;
      reached.add(name);
      for (const next of phases.find((phase) => phase.id === name)?.next ?? []) visit(next);
    };
    visit(phases[0]?.id ?? '');
    phases.forEach((phase, index) => {
      const stray = phase.next.find((next) => !ids.has(next));
      if (stray) context.addIssue({ code: 'custom', path: [index, 'next'], message: `there is no phase "${stray}"` });
      if (!reached.has(phase.id)) context.addIssue({ code: 'custom', path: [index], message: 'cannot be reached' });
    });
    if (!phases.some((phase) => phase.next.length === 0)) context.addIssue({ code: 'custom', path: [], message: 'has no last phase' });
  });
export type Process = Phase[];
