import type { Ctx } from '#platform/http/context.ts';
import { askedPage, pageOfAll } from '#platform/lists.ts';
import { may, roomsFor } from '#modules/accounts/index.ts';
import { inOwnBodies, ownBodies } from '../access.ts';
import { DESK_PAGES, type DeskContents } from '../pages/desk.tsx';
import type { GovernanceService } from '../service/index.ts';
import { countByBody, helpSince } from '../store/agreements.ts';
import { listBodies } from '../store/bodies.ts';
import { waitingDocuments } from '../store/documents.ts';
import { meetingsPage } from '../store/meetings.ts';
import { papersPage } from '../store/papers.ts';
import { officeTexts } from '../texts-office.ts';

/** Whose documents nobody's are. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Everything that stands on the office's desk. */
export async function deskContents({ context }: GovernanceService, c: Ctx): Promise<DeskContents> {
  const { db, today } = context;
  const readable = ownBodies(c, 'body.read');
  const { userId } = c.get('actor');
  const uploader = may(c.get('actor'), 'body.found') ? undefined : (userId ?? NOBODY);
  const [bodies, upcoming, inWork, counts, waiting, papers, support] = await Promise.all([
    listBodies(db),
    meetingsPage(db, askedPage(c, undefined, DESK_PAGES.upcoming), { bodies: readable, upcomingFrom: today() }),
    meetingsPage(db, askedPage(c, undefined, DESK_PAGES.inWork), { bodies: readable, minutes: ['draft', 'circulated', 'approved'] }),
    countByBody(db, today()),
    waitingDocuments(db, askedPage(c, undefined, DESK_PAGES.documents), uploader),
    papersPage(db, askedPage(c), { bodies: readable }),
    helpSince(db),
  ]);
  const own = inOwnBodies(c, 'body.read', bodies, (body) => body.id);
  const t = officeTexts(c.get('locale'));
  // The network's means are for members of the bodies that decide on strategy.
  const means: [string, string][] = own.some((body) => body.kind === 'strategy') ? [['/mittel', t.means]] : [];
  return {
    bodies: own,
    managed: new Set(inOwnBodies(c, 'body.manage', bodies, (body) => body.id).map((body) => body.id)),
    upcoming,
    inWork,
    counts: inOwnBodies(c, 'body.read', counts, (count) => count.bodyId),
    waiting,
    papers,
    support: pageOfAll(
      inOwnBodies(c, 'body.manage', support, (each) => each.body_id),
      askedPage(c, undefined, DESK_PAGES.support),
    ),
    more: [...roomsFor(c), ...means],
    today: today(),
  };
}
