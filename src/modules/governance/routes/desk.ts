import type { DeskContents } from '../pages/desk.tsx';
import type { GovernanceService } from '../service/index.ts';
import { countByBody } from '../store/agreements.ts';
import { listBodies } from '../store/bodies.ts';
import { listDocuments } from '../store/documents.ts';
import { listMeetings } from '../store/meetings.ts';
import { listPapers } from '../store/papers.ts';

/** Everything that stands on the office's desk. */
export async function deskContents({ context }: GovernanceService): Promise<DeskContents> {
  const { db, today } = context;
  const [bodies, meetings, counts, documents, papers] = await Promise.all([
    listBodies(db),
    listMeetings(db),
    countByBody(db, today()),
    listDocuments(db),
    listPapers(db),
  ]);
  return { bodies, meetings, counts, documents, papers, today: today() };
}
