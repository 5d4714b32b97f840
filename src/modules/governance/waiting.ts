import type { GovernanceService } from './service/index.ts';
import { helpSince, listAgreements } from './store/agreements.ts';
import { listDocuments } from './store/documents.ts';

export interface GovernanceWaiting {
  documents: { id: string; name: string; created_at: Date }[];
  /** Somebody asked for support with an agreement, and nobody has answered. */
  support: { id: string; text: string; since: Date }[];
  /** Agreements past their day, since the oldest one's day. */
  overdue: { count: number; since: Date } | undefined;
}

/** What waits for the office in the bodies' work. */
export async function governanceWaiting({ context }: GovernanceService): Promise<GovernanceWaiting> {
  const documents = await listDocuments(context.db);
  const overdue = await listAgreements(context.db, { state: 'overdue', today: context.today() });
  const [first] = overdue.map((agreement) => agreement.due ?? '').toSorted();
  return {
    documents: documents.filter((document) => document.state === 'reviewing' || document.state === 'noText'),
    support: await helpSince(context.db),
    overdue: first ? { count: overdue.length, since: new Date(`${first}T12:00:00Z`) } : undefined,
  };
}
