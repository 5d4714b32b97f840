import type { Ctx } from '#platform/http/context.ts';
import { may, roomsFor } from '#modules/accounts/index.ts';
import { inOwnBodies } from '../access.ts';
import type { DeskContents } from '../pages/desk.tsx';
import type { GovernanceService } from '../service/index.ts';
import { countByBody, helpSince } from '../store/agreements.ts';
import { listBodies } from '../store/bodies.ts';
import { listDocuments } from '../store/documents.ts';
import { listMeetings } from '../store/meetings.ts';
import { listPapers } from '../store/papers.ts';
import { officeTexts } from '../texts-office.ts';

/** Everything that stands on the office's desk. */
export async function deskContents({ context }: GovernanceService, c: Ctx): Promise<DeskContents> {
  const { db, today } = context;
  const [bodies, meetings, counts, documents, papers, support] = await Promise.all([
    listBodies(db),
    listMeetings(db),
    countByBody(db, today()),
    listDocuments(db),
    listPapers(db),
    helpSince(db),
  ]);
  const own = inOwnBodies(c, 'body.read', bodies, (body) => body.id);
  const t = officeTexts(c.get('locale'));
  // The network's means are for members of the bodies that decide on strategy.
  const means: [string, string][] = own.some((body) => body.kind === 'strategy') ? [['/mittel', t.means]] : [];
  const { userId } = c.get('actor');
  return {
    bodies: own,
    managed: new Set(inOwnBodies(c, 'body.manage', bodies, (body) => body.id).map((body) => body.id)),
    meetings: inOwnBodies(c, 'body.read', meetings, (meeting) => meeting.body_id),
    counts: inOwnBodies(c, 'body.read', counts, (count) => count.bodyId),
    documents: may(c.get('actor'), 'body.found') ? documents : documents.filter((each) => each.uploaded_by === userId),
    papers: inOwnBodies(c, 'body.read', papers, (paper) => paper.body_id),
    support: inOwnBodies(c, 'body.manage', support, (each) => each.body_id),
    more: [...roomsFor(c), ...means],
    today: today(),
  };
}
