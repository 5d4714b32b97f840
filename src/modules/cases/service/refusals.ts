import type { Services } from '#platform/services.ts';
import { type CaseFile, note } from '../store/cases.ts';

/** Refusals that concern both sides: money and the end. A slip of the pen is told to whoever made it, and to nobody else. */
const NOTED: readonly string[] = ['noVoucher', 'voucherOver', 'overBudget', 'settled', 'closedAgain'];

/** What was refused for a reason that matters to both sides stands in the history, once however often it is tried. */
export const createRefusals =
  ({ db, clock }: Pick<Services, 'db' | 'clock'>) =>
  async ({ row, events }: CaseFile, kind: string, day: string, who: string): Promise<void> => {
    const detail = `${kind} ${day}`;
    if (!NOTED.includes(kind) || events.some((event) => event.kind === 'refused' && event.detail === detail)) return;
    await note(db, row.id, { at: clock.now(), kind: 'refused', who, detail });
  };
