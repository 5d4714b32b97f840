import { addDays } from '#platform/clock.ts';
import { HttpError } from '#platform/http/errors.ts';
import { newId } from '#platform/ids.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import type { Opened } from '../desk.ts';
import type { Ratings } from '../model.ts';
import type { ChecksService } from '../service.ts';
import { closeRound, countAnswers, handIn, insertRound, roundsOf, TEAM_LINK, ticketByLink, ticketsOf } from '../store/team.ts';
import type { TeamRoundRow } from '../tables.ts';
import { type Group, GROUPS, TEAM_RULES, teamResult } from './model.ts';

export interface Member {
  token: string;
  ticketId: string;
  /** Until when the link holds. */
  until: Date;
  opened: Opened;
}

export interface TeamState {
  /** The round that is going on, with its links and whether five have answered. */
  open: { round: TeamRoundRow; links: { group: Group; url: string }[]; isEnough: boolean } | undefined;
  closed: TeamRoundRow[];
  /** Day before which no new round may begin. */
  notBefore: Date | undefined;
}

/** Several people of a company rate on their own, each by a link of their own. */
export interface Team {
  state(assessmentId: string): Promise<TeamState>;
  begin(
    assessmentId: string,
    wish: { management: number; staff: number; days: number },
  ): Promise<Result<undefined, 'tooFew' | 'tooMany' | 'tooEarly'>>;
  close(opened: Opened): Promise<boolean>;
  /** Opens the sheet of a team's member. @throws HttpError 404, 410 */
  open(token: string): Promise<Member>;
  /** Takes an answer in, once per link; says to nobody whether it was the first. */
  handIn(ticketId: string, ratings: Ratings): Promise<void>;
}

export function createTeam({ db, links, clock, config }: Services, checks: ChecksService): Team {
  const now = () => clock.now();
  const notBefore = (rounds: readonly TeamRoundRow[]) => {
    const last = rounds.find((round) => round.result !== null);
    const day = last?.closed_at ? addDays(last.closed_at, TEAM_RULES.between) : undefined;
    return day && day > now() ? day : undefined;
  };

  return {
    async state(assessmentId) {
      const rounds = await roundsOf(db, assessmentId);
      const round = rounds.find((each) => each.closed_at === null);
      const tickets = round ? await ticketsOf(db, round.id) : [];
      const open = round && {
        round,
        links: tickets.map(({ grp, link_id: link }) => ({ group: grp, url: `${config.publicUrl}/team/${links.token(TEAM_LINK, link)}` })),
        isEnough: (await countAnswers(db, round.id)) >= TEAM_RULES.least,
      };
      return { open, closed: rounds.filter((each) => each.closed_at !== null), notBefore: notBefore(rounds) };
    },

    async begin(assessmentId, { management, staff, days }) {
      const total = management + staff;
      if (total < TEAM_RULES.least) return refused('tooFew');
      if (total > TEAM_RULES.most) return refused('tooMany');
      const rounds = await roundsOf(db, assessmentId);
      if (rounds.some((round) => round.closed_at === null) || notBefore(rounds)) return refused('tooEarly');
      const roundId = newId(now().getTime());
      const expiresAt = addDays(now(), days);
      const groups = [...Array<Group>(management).fill(GROUPS[0]), ...Array<Group>(staff).fill(GROUPS[1])];
      const tickets = [];
      for (const grp of groups) {
        const id = newId(now().getTime());
        tickets.push({ id, round_id: roundId, grp, link_id: await links.create(db, TEAM_LINK, id, expiresAt) });
      }
      const round = { id: roundId, assessment_id: assessmentId, created_at: now(), expires_at: expiresAt, closed_at: null, result: null };
      await insertRound(db, round, tickets);
      return ok(undefined);
    },

    async close({ assessment, definition }) {
      const round = (await roundsOf(db, assessment.id)).find((each) => each.closed_at === null);
      if (!round) return false;
      return closeRound(db, assessment.id, round.id, (answers) => teamResult(definition.themes, answers), now());
    },

    async open(token) {
      const link = await links.open(db, TEAM_LINK, token);
      if (typeof link === 'string') throw new HttpError(link === 'unknown' ? 404 : 410);
      const ticket = await ticketByLink(db, link.subject);
      if (!ticket || ticket.round.closed_at || ticket.round.expires_at <= now()) throw new HttpError(410);
      const opened = await checks.byId(ticket.round.assessment_id);
      if (!opened) throw new HttpError(410);
      return { token, ticketId: ticket.id, until: ticket.round.expires_at, opened };
    },

    handIn: (ticketId, ratings) => handIn(db, ticketId, ratings),
  };
}
