/** The gate for everything that goes to many: what a mailing may do next, and what is missing for it. Pure. */
import { createHash } from 'node:crypto';

/** `ended`: somebody stopped it for good; `finished`: everybody was written to. */
export type MailingState = 'draft' | 'running' | 'stopped' | 'finished' | 'ended';
export type MailingAct = 'edit' | 'test' | 'start' | 'stop' | 'resume' | 'end' | 'close' | 'discard' | 'again';

/** A mailing as it stands at the moment. */
export interface Mailing {
  state: MailingState;
  /** Addresses that are left to be written to. */
  receivers: number;
  hasText: boolean;
  /** Of the receivers and the words as they are now (`mailingPrint`). */
  print: string;
  /** First and last day (`YYYY-MM-DD`) on which it may go out; undefined: any. */
  from?: string | undefined;
  until?: string | undefined;
}

export interface Asking {
  /** Whether they hold the permission; the store asks again. */
  may: boolean;
  today: string;
  /** What they looked at (`lookOf`). */
  looked?: string | undefined;
}

/** What an act lacks, in the order in which somebody would see to it. */
export type Missing = 'right' | 'state' | 'text' | 'receivers' | 'early' | 'late' | 'look' | 'changed';

const FROM: Record<MailingAct, readonly MailingState[]> = {
  edit: ['draft', 'stopped'],
  test: ['draft', 'stopped'],
  start: ['draft'],
  stop: ['running'],
  resume: ['stopped'],
  end: ['running', 'stopped'],
  // Everybody was written to, and what the mailing was for is over.
  close: ['finished'],
  discard: ['draft'],
  // Letters of which nobody knows whether they arrived: never once somebody has stopped it.
  again: ['running', 'finished'],
};
const TO: Partial<Record<MailingAct, MailingState>> = {
  start: 'running',
  resume: 'running',
  stop: 'stopped',
  end: 'ended',
  close: 'ended',
  again: 'running',
};
/** Acts that send to many. */
const SENDS: ReadonlySet<MailingAct> = new Set(['start', 'resume']);

/** What somebody has seen who looks at a mailing now: what it says, to whom, and how it stands. Whoever stopped it has the last word over an older look. */
export const lookOf = ({ state, print }: Pick<Mailing, 'state' | 'print'>): string => `${state}.${print}`;

/** What is missing for an act; nothing: the gate is open. Only who saw exactly what would go out now may let it go. */
export function missingFor(act: MailingAct, mailing: Mailing, asking: Asking): Missing[] {
  const missing: Missing[] = [];
  if (!asking.may) missing.push('right');
  if (!FROM[act].includes(mailing.state)) return [...missing, 'state'];
  if ((SENDS.has(act) || act === 'test') && !mailing.hasText) missing.push('text');
  if (!SENDS.has(act)) return missing;
  if (mailing.receivers === 0) missing.push('receivers');
  if (mailing.from !== undefined && asking.today < mailing.from) missing.push('early');
  if (mailing.until !== undefined && asking.today > mailing.until) missing.push('late');
  if (!asking.looked) missing.push('look');
  else if (asking.looked !== lookOf(mailing)) missing.push('changed');
  return missing;
}

/** What stands in the way besides the look, which a page gives by being shown: whether it offers the act at all. */
export const obstaclesFor = (act: MailingAct, mailing: Mailing, asking: Omit<Asking, 'looked'>): Missing[] =>
  missingFor(act, mailing, { ...asking, looked: lookOf(mailing) });

/** The state that an act leads to; acts that lead nowhere leave it as it is. */
export const mailingAfter = (act: MailingAct, state: MailingState): MailingState => TO[act] ?? state;

/** A fingerprint of what somebody looks at: whom it goes to and what it says. No order, no boundary can be shifted unseen. */
export function mailingPrint(receivers: readonly string[], words: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of [receivers.toSorted(), words])
    hash.update(`${part.length};`).update(part.map((each) => `${each.length}:${each}`).join(''));
  return hash.digest('base64url').slice(0, 22);
}
