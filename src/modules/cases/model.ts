/** The rules of a case: what a phase needs, which sessions count, when something is due. Pure. */
import { plusDays, plusMonths } from '#platform/days.ts';
import type { Phase, PhaseNeed, Process } from '#modules/programmes/index.ts';

export type CaseState = 'open' | 'closed' | 'ended';
export type Helped = 'yes' | 'partly' | 'no';

export interface Session {
  phase: string;
  day: string;
  minutes: number;
  funded: boolean;
  ends_sprint: boolean;
}

export interface CaseFacts {
  phase: string;
  phase_since: string;
  voucher_issued: string | null;
  voucher_until: string | null;
  settled_on: string | null;
  budget_days: number | null;
  sessions: readonly Session[];
  goals: readonly { company_agreed_at: Date | null }[];
  documents: readonly { phase: string; kind: 'documentation' | 'report' | 'other' }[];
}

export const phaseOf = (process: Process, id: string): Phase | undefined => process.find((phase) => phase.id === id);

function isMet(need: PhaseNeed, facts: CaseFacts, today: string): boolean {
  const here = facts.sessions.filter((session) => session.phase === facts.phase);
  switch (need.kind) {
    case 'sessions':
      return here.length >= need.least;
    case 'sprints':
      return here.filter((session) => session.ends_sprint).length >= need.least;
    case 'goals':
      return facts.goals.filter((goal) => goal.company_agreed_at).length >= need.least;
    case 'voucher':
      return facts.voucher_issued !== null && (facts.voucher_until === null || facts.voucher_until >= today);
    case 'documentation':
      return facts.documents.some((document) => document.kind === 'documentation' && document.phase === facts.phase);
    case 'report':
      return facts.documents.some((document) => document.kind === 'report');
    case 'settlement':
      return facts.settled_on !== null;
  }
}

/** What the present phase still needs before it may be left. */
export const missingIn = (process: Process, facts: CaseFacts, today: string): PhaseNeed[] =>
  (phaseOf(process, facts.phase)?.needs ?? []).filter((need) => !isMet(need, facts, today));

/** Phases that may follow now: none while something is missing, or after the last. */
export function nextPhases(process: Process, facts: CaseFacts, today: string): Phase[] {
  if (missingIn(process, facts, today).length > 0) return [];
  return (phaseOf(process, facts.phase)?.next ?? []).flatMap((id) => phaseOf(process, id) ?? []);
}

/** By when a phase should be left that is entered on a day. */
export const dueOf = (phase: Phase, entered: string): string | null => (phase.due ? plusDays(entered, phase.due.days) : null);

/** Hours that count against the budget, and what is left of it; null: no budget. */
export function budgetOf(
  facts: Pick<CaseFacts, 'sessions' | 'budget_days'>,
  hoursPerDay: number,
): { used: number; left: number | null; all: number | null } {
  const used = facts.sessions.filter((session) => session.funded).reduce((sum, session) => sum + session.minutes, 0) / 60;
  const all = facts.budget_days === null ? null : facts.budget_days * hoursPerDay;
  return { used, all, left: all === null ? null : all - used };
}

export type SessionFault =
  | { kind: 'future' }
  | { kind: 'beforeCase'; day: string }
  | { kind: 'beforePhase'; day: string }
  | { kind: 'tooEarly'; day: string }
  | { kind: 'noVoucher' }
  | { kind: 'voucherOver'; day: string }
  | { kind: 'backdated'; days: number }
  | { kind: 'overBudget'; hours: number };

export interface NewSession {
  day: string;
  minutes: number;
  /** Whether whoever enters it says that its time counts. */
  funded: boolean;
  /** Why it is entered so late; empty where nothing was said. */
  reason: string;
}

/** What speaks against a session. The last two are asked back: a reason, or that it does not count, lets it through. */
export function sessionFault(
  process: Process,
  facts: CaseFacts,
  session: NewSession,
  given: { opened: string; today: string; backdateDays: number; hoursPerDay: number },
): SessionFault | undefined {
  const phase = phaseOf(process, facts.phase);
  const { day } = session;
  if (day > given.today) return { kind: 'future' };
  if (day < given.opened) return { kind: 'beforeCase', day: given.opened };
  if (phase?.notBefore && day < plusDays(facts.phase_since, phase.notBefore.days)) {
    return { kind: 'tooEarly', day: plusDays(facts.phase_since, phase.notBefore.days) };
  }
  if (day < facts.phase_since) return { kind: 'beforePhase', day: facts.phase_since };
  const needsVoucher = process.some((each) => each.needs.some((need) => need.kind === 'voucher'));
  if (session.funded && needsVoucher) {
    if (facts.voucher_issued === null || day < facts.voucher_issued) return { kind: 'noVoucher' };
    if (facts.voucher_until !== null && day > facts.voucher_until) return { kind: 'voucherOver', day: facts.voucher_until };
  }
  const late = plusDays(day, given.backdateDays);
  if (late < given.today && session.reason === '') return { kind: 'backdated', days: given.backdateDays };
  if (session.funded) {
    const { left } = budgetOf(facts, given.hoursPerDay);
    if (left !== null && session.minutes / 60 > left + 1e-9) return { kind: 'overBudget', hours: Math.max(0, left) };
  }
  return undefined;
}

export interface Deadline {
  kind: 'phase' | 'voucher';
  day: string;
}

/** What has to be done by when, the nearest first. */
export function deadlinesOf(facts: { phase_due: string | null; voucher_until: string | null; settled_on: string | null }): Deadline[] {
  const all: Deadline[] = [];
  if (facts.phase_due) all.push({ kind: 'phase', day: facts.phase_due });
  if (facts.voucher_until && !facts.settled_on) all.push({ kind: 'voucher', day: facts.voucher_until });
  return all.toSorted((a, b) => a.day.localeCompare(b.day));
}

/** What is to be asked of a company on a day, after its case has ended. */
export function askedOf(
  closed: string,
  asked: ReadonlySet<string>,
  today: string,
  { ratingWeeks, effectMonths }: { ratingWeeks: number; effectMonths: readonly number[] },
): string[] {
  const wanted: [what: string, day: string][] = [
    ['rating', plusDays(closed, ratingWeeks * 7)],
    ...effectMonths.map((months): [string, string] => [`effect-${months}`, plusMonths(closed, months)]),
  ];
  return wanted.filter(([what, day]) => day <= today && !asked.has(what)).map(([what]) => what);
}

/** Questions of the short questionnaires: the same at every time, so that they can be compared. */
export const EFFECT_QUESTIONS = ['goals', 'staff', 'work', 'recommend'] as const;
export type EffectQuestion = (typeof EFFECT_QUESTIONS)[number];
export const EFFECT_SCALE = [1, 2, 3, 4, 5] as const;

/** The mean of some answers, rounded to a tenth; undefined where there are too few for a figure that gives nobody away. */
export function meanOf(values: readonly number[], least: number): number | undefined {
  if (values.length < least) return undefined;
  return Math.round((10 * values.reduce((sum, value) => sum + value, 0)) / values.length) / 10;
}
