import type { GovernanceService } from './service/index.ts';
import { type Asked, firstOf, type Page, pageOfAll } from '#platform/lists.ts';
import { helpSince, agreementsPage } from './store/agreements.ts';
import { waitingDocuments } from './store/documents.ts';

export interface GovernanceWaiting {
  documents: Page<{ id: string; name: string; created_at: Date }>;
  /** Somebody asked for support with an agreement, and nobody has answered. */
  support: Page<{ id: string; text: string; since: Date }>;
  /** Agreements past their day, since the oldest one's day. */
  overdue: { count: number; since: Date } | undefined;
}

/** What waits for the office in the bodies' work, the oldest first. */
export async function governanceWaiting({ context }: GovernanceService, asked: Asked): Promise<GovernanceWaiting> {
  const overdue = await agreementsPage(context.db, { state: 'overdue', today: context.today() }, firstOf(1));
  // What is due first stands at the top.
  const first = overdue.rows[0]?.due;
  return {
    documents: await waitingDocuments(context.db, asked),
    support: pageOfAll(await helpSince(context.db), asked),
    overdue: first ? { count: overdue.total, since: new Date(`${first}T12:00:00Z`) } : undefined,
  };
}
