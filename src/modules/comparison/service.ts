import { createHmac } from 'node:crypto';
import type { Services } from '#platform/services.ts';
import { newId } from '#platform/ids.ts';
import { sharedSecret } from '#platform/links.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import { type ChecksService, consultantOf, evaluate, type Opened } from '#modules/checks/index.ts';
import type { CompanyRow } from '#modules/companies/index.ts';
import type { Places } from '#reference/index.ts';
import { type Cell, familyOf, type Figure, quarterOf, release } from './model.ts';
import { contributionsOf, insertContribution, insertRelease, releasesOf, removeContribution } from './store.ts';

export interface ShownFigure extends Figure {
  quarter: string;
  releasedAt: Date;
}

export type JoinFault = 'notProved' | 'incomplete' | 'already';

export interface Comparison {
  /** Puts a company's finished check in. */
  join(company: CompanyRow, opened: Opened): Promise<Result<undefined, JoinFault>>;
  leave(companyId: string, assessmentId: string): Promise<boolean>;
  joined: (companyId: string) => ReturnType<typeof contributionsOf>;
  /** The newest figure of every cell of a check. */
  figures(checkId: string): Promise<ShownFigure[]>;
  /** The state of a place, as the comparison knows it; undefined where it is not clear. */
  stateOf(place: string | undefined): string | undefined;
  /** Makes the releases of this quarter that are not there yet; returns how many. */
  release(): Promise<number>;
}

/** How far back a figure is shown: three years. */
const MOST_RELEASES = 12;
const LOT_BYTES = 6;
const cellKey = ({ family, value }: Cell): string => `${family} ${value}`;

/** Opens the comparison; the secret of the lot never leaves the database and this process. */
export async function createComparison(services: Services, checks: ChecksService, places: Places): Promise<Comparison> {
  const { db, clock } = services;
  const secret = await sharedSecret(db, 'comparison');
  const lotOf = (assessmentId: string): number =>
    createHmac('sha256', secret).update(assessmentId).digest().readUIntBE(0, LOT_BYTES) / 2 ** (8 * LOT_BYTES);

  function stateOf(place: string | undefined): string | undefined {
    const answer = place ? places.find(place) : undefined;
    return answer?.kind === 'found' ? answer.place.district.state : undefined;
  }

  return {
    async join(company, opened) {
      if (company.proof_state !== 'proved') return refused('notProved');
      const { assessment, definition } = opened;
      if (!evaluate(definition, assessment.ratings).complete) return refused('incomplete');
      const told = { size: assessment.company.size, industry: assessment.company.industry, state: stateOf(company.place) };
      const now = clock.now();
      const isNew = await insertContribution(db, {
        id: newId(now.getTime()),
        company_id: company.id,
        assessment_id: assessment.id,
        check_id: assessment.checkId,
        size: told.size ?? null,
        industry: told.industry ?? null,
        state: told.state ?? null,
        consultant: (await consultantOf(db, assessment.id)) ?? null,
        ratings: assessment.ratings,
        family: familyOf(lotOf(assessment.id), told),
        waited: 0,
        joined_at: now,
        used_in: null,
      });
      return isNew ? ok(undefined) : refused('already');
    },

    stateOf,
    leave: (companyId, assessmentId) => removeContribution(db, companyId, assessmentId),
    joined: (companyId) => contributionsOf(db, companyId),

    async figures(checkId) {
      const newest = new Map<string, ShownFigure>();
      for (const { quarter, released_at: releasedAt, figures } of await releasesOf(db, checkId, MOST_RELEASES)) {
        for (const figure of figures) {
          const key = cellKey(figure.cell);
          if (!newest.has(key)) newest.set(key, { ...figure, quarter, releasedAt });
        }
      }
      return [...newest.values()];
    },

    async release() {
      const now = clock.now();
      let made = 0;
      for (const definition of checks.checks.values()) {
        const themes = definition.themes.map((theme) => ({ id: theme.id, points: theme.checkpoints.map((point) => point.id) }));
        const row = { id: newId(now.getTime()), check_id: definition.id, quarter: quarterOf(now.toISOString()), released_at: now };
        if (await insertRelease(db, row, (waiting) => release(waiting, themes))) made++;
      }
      return made;
    },
  };
}
