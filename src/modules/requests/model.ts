import { ok, type Result, refused } from '#platform/result.ts';
import type { Share, Snapshot } from '#modules/checks/index.ts';

export type TargetKind = 'offer' | 'consultant' | 'network' | 'organisation' | 'office';
export type RequestState = 'open' | 'accepted' | 'declined' | 'closed' | 'withdrawn';
export type StepKind = 'sent' | 'accepted' | 'declined' | 'passedOn' | 'reminded' | 'escalated' | 'closed' | 'withdrawn';

/** Somebody or something that a request goes to, and who answers for it. */
export interface Target {
  kind: TargetKind;
  id: string | null;
  title: string;
  receiverName: string;
  receiverEmail: string;
  /** The organisation, consultant or network that answers for it; null: the office. */
  owner: { scope: 'organisation' | 'consultant' | 'network'; id: string } | null;
}

export interface Step {
  id: string;
  at: Date;
  kind: StepKind;
  who: string;
  word: string;
}

export interface CompanyRequest {
  id: string;
  createdAt: Date;
  locale: 'de' | 'en';
  state: RequestState;
  target: Target;
  waitingSince: Date;
  remindedAt: Date | null;
  company: string;
  contact: string;
  email: string;
  phone: string;
  place: string;
  message: string;
  share: Share;
  shared: Snapshot | null;
  /** Version of the text that the company agreed to. */
  consentVersion: string;
  /** Id of the private link under which the company sees the state. */
  companyLink: string;
  steps: Step[];
}

/** What can be done with a request. */
export type Action = 'accept' | 'decline' | 'passOn' | 'close' | 'withdraw';

/** What each action needs and leads to. Declining leads to the office: nobody falls through. */
const TRANSITIONS: Record<Action, { from: readonly RequestState[]; to: RequestState; step: StepKind }> = {
  accept: { from: ['open'], to: 'accepted', step: 'accepted' },
  decline: { from: ['open'], to: 'open', step: 'declined' },
  passOn: { from: ['open', 'accepted'], to: 'open', step: 'passedOn' },
  close: { from: ['accepted'], to: 'closed', step: 'closed' },
  withdraw: { from: ['open', 'accepted'], to: 'withdrawn', step: 'withdrawn' },
};

/** The office has nobody to hand a request back to: what it declines is declined. */
export function act(
  state: RequestState,
  action: Action,
  byOffice: boolean,
): Result<{ state: RequestState; step: StepKind }, 'notPossible'> {
  const transition = TRANSITIONS[action];
  if (!transition.from.includes(state)) return refused('notPossible');
  return ok({ state: action === 'decline' && byOffice ? 'declined' : transition.to, step: transition.step });
}

/** Working days without an answer until a reminder, and until somebody else takes over: the network, after it the office. */
export const REMIND_AFTER_DAYS = 2;
export const ESCALATE_AFTER_DAYS = 3;
/** So many days of the calendar hold more working days than that, whatever the holidays. */
export const SURELY_LATE_DAYS = 2 * ESCALATE_AFTER_DAYS + 10;
/** Days that private links to a request work after its last step. */
export const LINK_DAYS = 180;

/** What is due for a request that has waited so many working days (of the company's state) where it is now. */
export function dueAction(
  request: Pick<CompanyRequest, 'state' | 'target' | 'remindedAt'>,
  workingDays: number,
): 'remind' | 'toNetwork' | 'toOffice' | undefined {
  if (request.state !== 'open') return undefined;
  const { kind } = request.target;
  if (workingDays >= ESCALATE_AFTER_DAYS && kind !== 'office') return kind === 'network' ? 'toOffice' : 'toNetwork';
  if (workingDays >= REMIND_AFTER_DAYS && request.remindedAt === null) return 'remind';
  return undefined;
}

/** The text by which a company agrees that its request is passed on; a new wording gets a new number. */
export const CONSENT_VERSION = '1';
