/** What has been promised, what has come, what is open. Amounts are whole cents. Pure. */

export interface PledgeFacts {
  kind: 'money' | 'other';
  amount: number | null;
  due_on: string;
  given_on: string | null;
  withdrawn_on: string | null;
}

export type Standing = 'open' | 'partly' | 'received' | 'overdue' | 'withdrawn';

export const receivedOf = (receipts: readonly { amount: number }[]): number => receipts.reduce((sum, receipt) => sum + receipt.amount, 0);

/** What is still to come, in cents; nothing of what was withdrawn, and never less than nothing. */
export const openOf = (pledge: PledgeFacts, received: number): number =>
  pledge.withdrawn_on || pledge.kind === 'other' ? 0 : Math.max(0, (pledge.amount ?? 0) - received);

export function standingOf(pledge: PledgeFacts, received: number, today: string): Standing {
  if (pledge.withdrawn_on) return 'withdrawn';
  const isGiven = pledge.kind === 'other' ? pledge.given_on !== null : openOf(pledge, received) === 0;
  if (isGiven) return 'received';
  if (pledge.due_on < today) return 'overdue';
  return received > 0 ? 'partly' : 'open';
}

/** Nobody is reminded more often than every four weeks. */
const REMIND_EVERY_DAYS = 28;
export const mayRemind = (standing: Standing, last: Date | undefined, now: Date): boolean =>
  standing === 'overdue' && (last === undefined || now.getTime() - last.getTime() >= REMIND_EVERY_DAYS * 86_400_000);

export interface Totals {
  promised: number;
  received: number;
  open: number;
  planned: number;
  spent: number;
}

export function totalsOf(
  pledges: readonly (PledgeFacts & { received: number })[],
  lines: readonly { planned: number; spent: number }[],
): Totals {
  const money = pledges.filter((pledge) => pledge.kind === 'money');
  const standing = money.filter((pledge) => !pledge.withdrawn_on);
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  return {
    promised: sum(standing.map((pledge) => pledge.amount ?? 0)),
    received: sum(money.map((pledge) => pledge.received)),
    open: sum(standing.map((pledge) => openOf(pledge, pledge.received))),
    planned: sum(lines.map((line) => line.planned)),
    spent: sum(lines.map((line) => line.spent)),
  };
}

const MOST_CENTS = 10_000_000_000;

/**
 * An amount as people write it, in cents: "1.234,50", "1234,5 €", "1 234", "1234.50". Undefined for anything else.
 * A point before exactly three last digits separates thousands, as Germans write it.
 */
export function readEuro(text: string): number | undefined {
  const plain = text.replaceAll(/[\s\u00a0\u202f€]/g, '');
  const match = /^(\d{1,3}(?:\.\d{3})+|\d{1,9})(?:,(\d{1,2}))?$/.exec(plain) ?? /^(\d{1,9})\.(\d{1,2})$/.exec(plain);
  if (!match) return undefined;
  const cents = Number((match[1] ?? '').replaceAll('.', '')) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return Number.isSafeInteger(cents) && cents <= MOST_CENTS ? cents : undefined;
}
