import type { Ctx } from '#platform/http/context.ts';
import { may } from '#modules/accounts/index.ts';
import { inOwnBodies } from '../access.ts';
import type { DeskContents } from '../pages/desk.tsx';
import type { GovernanceService } from '../service/index.ts';
import { countByBody } from '../store/agreements.ts';
import { listBodies } from '../store/bodies.ts';
import { listDocuments } from '../store/documents.ts';
import { listMeetings } from '../store/meetings.ts';
import { listPapers } from '../store/papers.ts';

/** Everything that stands on the office's desk. */
export async function deskContents({ context }: GovernanceService, c: Ctx): Promise<DeskContents> {
  const { db, today } = context;
  const [bodies, meetings, counts, documents, papers] = await Promise.all([
    listBodies(db),
    listMeetings(db),
    countByBody(db, today()),
    listDocuments(db),
    listPapers(db),
  ]);
  const { userId } = c.get('actor');
  return {
    bodies: inOwnBodies(c, 'body.read', bodies, (body) => body.id),
    managed: new Set(inOwnBodies(c, 'body.manage', bodies, (body) => body.id).map((body) => body.id)),
    meetings: inOwnBodies(c, 'body.read', meetings, (meeting) => meeting.body_id),
    counts: inOwnBodies(c, 'body.read', counts, (count) => count.bodyId),
    documents: may(c.get('actor'), 'body.found') ? documents : documents.filter((each) => each.uploaded_by === userId),
    papers: inOwnBodies(c, 'body.read', papers, (paper) => paper.body_id),
    today: today(),
  };
}
