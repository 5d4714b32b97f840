/** Accreditation schemes as data: what is asked, for how long it lasts, how one scheme follows another. Pure. */
import { localDay } from '#platform/clock.ts';
import { plusDays, plusMonths } from '#platform/days.ts';
import type { MailingState } from '#platform/mail/mailing-gate.ts';
import { z } from 'zod';

const id = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/);
const words = { de: z.string().min(3), en: z.string().min(3) };
const text = z.strictObject(words);
const months = z.number().int().min(1).max(120);
const least = z.number().int().min(1).max(50);
const day = z.iso.date();

const requirement = z.discriminatedUnion('kind', [
  z.strictObject({
    id,
    kind: z.literal('training'),
    ...words,
    curricula: z.array(id).min(1),
    level: z.enum(['attended', 'learnt', 'applied']),
  }),
  z.strictObject({ id, kind: z.literal('exchange'), ...words, least, months }),
  z.strictObject({ id, kind: z.literal('cases'), ...words, least, months }),
  z.strictObject({ id, kind: z.literal('charter'), ...words, charter: id }),
  z.strictObject({ id, kind: z.literal('evidence'), ...words }).describe('Something that a person has to look at'),
]);
export type Requirement = z.output<typeof requirement>;

/** A file of content/accreditation. */
export const schemeSchema = z.strictObject({
  $schema: z.string().optional(),
  id,
  title: text,
  roles: z.array(z.enum(['consultant', 'pilot'])).min(1),
  from: day,
  until: day.nullable(),
  months: months.describe('How long an accreditation is valid'),
  objectionDays: z.number().int().min(1).max(365),
  decidedBy: z.enum(['office', 'body']),
  replaces: z.strictObject({ scheme: id, until: day }).optional().describe('The scheme before, and how long it is still honoured'),
  requirements: z.array(requirement).min(1).max(20),
});
export type Scheme = z.output<typeof schemeSchema>;

const LEVELS = ['attended', 'learnt', 'applied'] as const;

/** What is known of somebody; days as `YYYY-MM-DD`. */
export interface Standing {
  trainings: { curriculum: string; level: (typeof LEVELS)[number] }[];
  /** Days of exchanges that were attended. */
  exchanges: string[];
  /** Days on which cases ended with a result. */
  cases: string[];
  charters: string[];
  hasEvidence: boolean;
}

const since = (days: readonly string[], today: string, count: number): number => {
  const from = plusMonths(today, -count);
  return days.filter((each) => each >= from && each <= today).length;
};

export interface RequirementState {
  requirement: Requirement;
  met: boolean;
  /** How many there are, where it counts. */
  have: number;
}

function stateOf(each: Requirement, standing: Standing, today: string): RequirementState {
  const said = (met: boolean, have = met ? 1 : 0): RequirementState => ({ requirement: each, met, have });
  if (each.kind === 'training') {
    const enough = LEVELS.slice(LEVELS.indexOf(each.level));
    return said(standing.trainings.some((training) => each.curricula.includes(training.curriculum) && enough.includes(training.level)));
  }
  if (each.kind === 'exchange' || each.kind === 'cases') {
    const have = since(each.kind === 'exchange' ? standing.exchanges : standing.cases, today, each.months);
    return said(have >= each.least, have);
  }
  return said(each.kind === 'charter' ? standing.charters.includes(each.charter) : standing.hasEvidence);
}

/** Everything a scheme asks, and how somebody stands on a day. */
export const requirementsOf = (scheme: Scheme, standing: Standing, today: string): RequirementState[] =>
  scheme.requirements.map((each) => stateOf(each, standing, today));

/** What is missing. */
export const missingOf = (scheme: Scheme, standing: Standing, today: string): Requirement[] =>
  requirementsOf(scheme, standing, today)
    .filter((state) => !state.met)
    .map((state) => state.requirement);

/** The scheme under which one is accredited on a day; the newest that has begun. */
export const schemeOn = (schemes: readonly Scheme[], role: 'consultant' | 'pilot', today: string): Scheme | undefined =>
  schemes
    .filter((scheme) => scheme.roles.includes(role) && scheme.from <= today && (scheme.until === null || today <= scheme.until))
    .toSorted((a, b) => b.from.localeCompare(a.from))[0];

/** Until when an accreditation under an older scheme is honoured, where a newer one follows it. */
export function honouredUntil(schemes: readonly Scheme[], scheme: string, validUntil: string): string {
  const next = schemes.find((each) => each.replaces?.scheme === scheme)?.replaces;
  return next && next.until < validUntil ? next.until : validUntil;
}

/** Months before its end on which somebody is told. */
const REMIND_MONTHS = [6, 3, 1] as const;

/** The reminder that is due for a last day: the nearest mark that has been passed, if it was not sent. */
export function dueReminder(validUntil: string, today: string, sent: readonly number[]): number | undefined {
  if (validUntil < today) return undefined;
  const passed = REMIND_MONTHS.filter((each) => plusMonths(validUntil, -each) <= today);
  const nearest = passed.at(-1);
  return nearest === undefined || sent.some((each) => each <= nearest) ? undefined : nearest;
}

export type ApplicationState = 'submitted' | 'checked' | 'granted' | 'refused' | 'withdrawn';
export type Accredited = 'none' | 'valid' | 'expiring' | 'expired';

/** How somebody's accreditation stands; `expiring` from the first reminder on. */
export function accreditedOn(until: string | null, today: string): Accredited {
  if (until === null) return 'none';
  if (until < today) return 'expired';
  return plusMonths(until, -REMIND_MONTHS[0]) <= today ? 'expiring' : 'valid';
}

/** Until when an objection may be lodged: so many days after the decision, that day included. */
export const objectionUntil = (decidedAt: Date, days: number): string => plusDays(localDay(decidedAt), days);

const nameParts = (name: string): string =>
  name
    .normalize('NFKC')
    .toLocaleLowerCase('de')
    .replace(/\b(?:prof|dr|dipl|ing|mag|med|phil|jur|rer|nat|h\.?\s?c)\b\.?-?/g, ' ')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
    .split(' ')
    .toSorted()
    .join(' ');

/** Whether two spellings are one name: titles, order and punctuation aside. A credential counts for whom it was issued to. */
export const isSameName = (a: string, b: string): boolean => a !== '' && nameParts(a) === nameParts(b);

/** How a campaign stands as a mailing: once its letters are written it runs on, and is through when none of them waits. */
export function mailingState(state: 'draft' | 'writing' | 'running' | 'stopped' | 'ended', waiting: number): MailingState {
  if (state === 'writing') return 'running';
  if (state === 'running') return waiting > 0 ? 'running' : 'finished';
  return state;
}
