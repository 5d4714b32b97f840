import { addDays, DAY } from '#platform/clock.ts';
import { HttpError } from '#platform/http/errors.ts';
import { newId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import type { Desk, Opened } from '../desk.ts';
import type { ChecksService } from '../service.ts';
import {
  COMPANION_LINK,
  companionByLink,
  companionsOf,
  endCompanion,
  insertCompanion,
  isActive,
  noteCompanion,
} from '../store/companions.ts';
import type { CompanionRow } from '../tables.ts';

/** Most people one company may have invited to a check, ended ones included. */
const MOST_COMPANIONS = 20;
export const SCOPES = ['rate', 'read'] as const;

export interface Invitation {
  name: string;
  scope: CompanionRow['scope'];
  days: number;
}

/** Working on an assessment together: the company's invitations, and the desk at which an invited consultant sits. */
export interface Together {
  companions(assessmentId: string): Promise<CompanionRow[]>;
  isActive(companion: CompanionRow): boolean;
  /** The private link of a companion, for the company to hand over. */
  url(companion: CompanionRow): string;
  /** Invites somebody; false where there are too many already. */
  invite(assessmentId: string, invitation: Invitation): Promise<boolean>;
  end(assessmentId: string, companionId: string): Promise<boolean>;
  /** Opens an assessment for an invited consultant: the company's notes are left out. @throws HttpError 404, 410 */
  desk: Desk;
}

export function createTogether(
  { db, links, clock, config }: Pick<Services, 'db' | 'links' | 'clock' | 'config'>,
  checks: ChecksService,
): Together {
  const now = () => clock.now();

  async function companys(id: string): Promise<Opened> {
    const found = await checks.byId(id);
    if (!found) throw new HttpError(410);
    return found;
  }

  async function open(token: string): Promise<Opened> {
    const link = await links.open(db, COMPANION_LINK, token);
    if (typeof link === 'string') throw new HttpError(link === 'unknown' ? 404 : 410);
    const companion = await companionByLink(db, link.subject);
    if (!companion || !isActive(companion, now())) throw new HttpError(410);
    const { assessment, ...check } = await companys(companion.assessment_id);
    if (!companion.seen_at || now().getTime() - companion.seen_at.getTime() > DAY) await noteCompanion(db, companion, now());
    return {
      ...check,
      token,
      path: `/begleitung/${token}`,
      place: 'server',
      side: 'consultant',
      isTogether: true,
      companion: { name: companion.name, scope: companion.scope, until: companion.expires_at },
      assessment: { ...assessment, notes: {}, conflicts: assessment.conflicts.filter(({ side }) => side === 'consultant') },
    };
  }

  return {
    companions: (assessmentId) => companionsOf(db, assessmentId),
    isActive: (companion) => isActive(companion, now()),
    url: (companion) => `${config.publicUrl}/begleitung/${links.token(COMPANION_LINK, companion.link_id)}`,

    async invite(assessmentId, { name, scope, days }) {
      if ((await companionsOf(db, assessmentId)).length >= MOST_COMPANIONS) return false;
      const id = newId(now().getTime());
      const expiresAt = addDays(now(), days);
      const linkId = await links.create(db, COMPANION_LINK, id, expiresAt);
      await insertCompanion(db, {
        id,
        assessment_id: assessmentId,
        name,
        scope,
        link_id: linkId,
        created_at: now(),
        expires_at: expiresAt,
        ended_at: null,
        seen_at: null,
      });
      return true;
    },

    async end(assessmentId, companionId) {
      const ended = await endCompanion(db, assessmentId, companionId, now());
      if (ended) await links.revokeAll(db, COMPANION_LINK, companionId);
      return ended;
    },

    desk: { ...checks, open, count: () => Promise.resolve() },
  };
}
