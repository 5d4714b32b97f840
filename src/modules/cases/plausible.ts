/** What may be kept of a case, because it can have been so: the gate of sessions, work phases and the settlement. Pure. */
import { type Day, plusDays } from '#platform/days.ts';
import type { Process } from '#modules/programmes/index.ts';
import { type CaseFacts, type NewSession, phaseOf, type SessionFault, sessionFault } from './model.ts';

/** Most hours that anybody works with companies on one day, all cases together. */
export const MOST_HOURS_PER_DAY = 10;
/** A work phase takes about four weeks (INQA-Coaching); one below these days is closed with a reason only. */
const LEAST_SPRINT_DAYS = 14;

/** A session as it is entered, before it is known whether it can have been so. */
export interface SessionEntry extends NewSession {
  ends_sprint: boolean;
  /** Why the work phase that it closes was so short; empty where nothing was said. */
  sprint_reason: string;
}

/** What is entered in a case for one day already. */
export interface HeldThatDay {
  minutes: number;
  isThisCase: boolean;
  /** The company, where whoever enters the session may know of it. */
  company: string | undefined;
}

export type ImplausibleSession =
  | { kind: 'tooLong'; hours: number; most: number }
  | { kind: 'dayFull'; day: Day; hours: number; sum: number; most: number; others: { hours: number; company: string | undefined }[] }
  | { kind: 'beforeSprint'; day: Day }
  | { kind: 'shortSprint'; since: Day; day: Day }
  | { kind: 'settled'; day: Day };
export type GateFault = SessionFault | ImplausibleSession;

const latest = (days: readonly Day[]): Day | undefined => days.toSorted().at(-1);

/** The first day on which a session of the present phase can have been. */
export function earliestDay(process: Process, facts: Pick<CaseFacts, 'phase' | 'phase_since'>, opened: Day): Day {
  const since = plusDays(facts.phase_since, phaseOf(process, facts.phase)?.notBefore?.days ?? 0);
  return since > opened ? since : opened;
}

/** Since when the present work phase runs: since the last one was closed. Undefined where the phase has none. */
export function sprintSince(process: Process, facts: Pick<CaseFacts, 'phase' | 'phase_since' | 'sessions'>): Day | undefined {
  if (!phaseOf(process, facts.phase)?.needs.some((need) => need.kind === 'sprints')) return undefined;
  const closings = facts.sessions.filter((session) => session.ends_sprint && session.phase === facts.phase);
  return latest([facts.phase_since, ...closings.map((session) => session.day)]);
}

/** From which day a work phase may be closed without saying why. */
export const ripeOn = (since: Day): Day => plusDays(since, LEAST_SPRINT_DAYS);

function hoursFault({ day, minutes }: SessionEntry, held: readonly HeldThatDay[]): ImplausibleSession | undefined {
  const most = MOST_HOURS_PER_DAY;
  if (minutes > most * 60) return { kind: 'tooLong', hours: minutes / 60, most };
  const before = held.reduce((sum, each) => sum + each.minutes, 0);
  if (before + minutes <= most * 60) return undefined;
  const others = held.filter((each) => !each.isThisCase).map((each) => ({ hours: each.minutes / 60, company: each.company }));
  return { kind: 'dayFull', day, hours: before / 60, sum: (before + minutes) / 60, most, others };
}

function sprintFault(process: Process, facts: CaseFacts, entry: SessionEntry): ImplausibleSession | undefined {
  const since = entry.ends_sprint ? sprintSince(process, facts) : undefined;
  if (since === undefined) return undefined;
  if (entry.day < since) return { kind: 'beforeSprint', day: since };
  return entry.day < ripeOn(since) && entry.sprint_reason === '' ? { kind: 'shortSprint', since, day: ripeOn(since) } : undefined;
}

/**
 * What speaks against a session: the rules of its case and programme, and what a day and a work phase can hold.
 * `held`: all that is entered for that day in this case, and in every other case for the same consultant.
 */
export function gateFault(
  process: Process,
  facts: CaseFacts,
  entry: SessionEntry,
  given: Parameters<typeof sessionFault>[3],
  held: readonly HeldThatDay[],
): GateFault | undefined {
  // What the grant was paid for is not changed afterwards.
  if (entry.funded && facts.settled_on !== null) return { kind: 'settled', day: facts.settled_on };
  const fault = sessionFault(process, facts, entry, given);
  // What cannot have been is said before anything is asked back.
  const isAskedBack = fault?.kind === 'backdated' || fault?.kind === 'overBudget';
  if (fault && !isAskedBack) return fault;
  return hoursFault(entry, held) ?? fault ?? sprintFault(process, facts, entry);
}

export type SettlementFault = { kind: 'future' } | { kind: 'beforeCase'; day: Day } | { kind: 'beforeSession'; day: Day };

/** What speaks against settling a case on a day: hours are settled after they were held. */
export function settlementFault(
  { sessions }: Pick<CaseFacts, 'sessions'>,
  day: Day,
  given: { opened: Day; today: Day },
): SettlementFault | undefined {
  if (day > given.today) return { kind: 'future' };
  if (day < given.opened) return { kind: 'beforeCase', day: given.opened };
  const last = latest(sessions.filter((session) => session.funded).map((session) => session.day));
  return last !== undefined && day < last ? { kind: 'beforeSession', day: last } : undefined;
}

export type Doubt = { kind: 'day'; day: Day; hours: number } | { kind: 'sprint'; day: Day; since: Day };
type Kept = CaseFacts['sessions'][number] & { sprint_since: Day | null; sprint_reason: string };

/** What was entered before this gate stood and would not come through it today. */
export function doubtsOf(sessions: readonly Kept[]): Doubt[] {
  const minutes = new Map<Day, number>();
  for (const session of sessions) minutes.set(session.day, (minutes.get(session.day) ?? 0) + session.minutes);
  const days = [...minutes]
    .filter(([, sum]) => sum > MOST_HOURS_PER_DAY * 60)
    .map(([day, sum]): Doubt => ({ kind: 'day', day, hours: sum / 60 }));
  const closings = sessions.filter((session) => session.ends_sprint).toSorted((a, b) => a.day.localeCompare(b.day));
  const sprints = closings.flatMap((closing, index): Doubt[] => {
    const before = closings.slice(0, index).findLast((each) => each.phase === closing.phase)?.day;
    // What says since when has come through the gate; its reason may have been taken out since, with all words about people.
    if (closing.sprint_since !== null || before === undefined || closing.day >= ripeOn(before)) return [];
    return [{ kind: 'sprint', day: closing.day, since: before }];
  });
  return [...days.toSorted((a, b) => a.day.localeCompare(b.day)), ...sprints];
}
