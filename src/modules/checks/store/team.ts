import { randomUUID } from 'node:crypto';
import { grantByLink } from '#platform/actor.ts';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { change, permit } from '#modules/accounts/index.ts';
import type { Ratings } from '../model.ts';
import type { TeamAnswer, TeamResult } from '../team/model.ts';
import type { ChecksTables, TeamRoundRow, TeamTicketRow } from '../tables.ts';

const tables = (db: Db) => db.withTables<ChecksTables>();

/** What the link of a team's member is for. */
export const TEAM_LINK = 'team';

export async function insertRound(db: Db, round: TeamRoundRow, tickets: readonly Omit<TeamTicketRow, 'used'>[]): Promise<void> {
  await inTransaction(db, async (trx) => {
    const entry = { what: 'assessment.teamBegun', kind: 'assessment', record: round.assessment_id };
    await change(trx, 'assessment.share', { link: round.assessment_id }, entry);
    await tables(trx)
      .insertInto('checks.team_round')
      .values({ ...round, result: null })
      .execute();
    await tables(trx)
      .insertInto('checks.team_ticket')
      .values([...tickets])
      .execute();
  });
}

/** Rounds of an assessment, the newest first. */
export const roundsOf = (db: Db, assessmentId: string): Promise<TeamRoundRow[]> =>
  tables(db).selectFrom('checks.team_round').selectAll().where('assessment_id', '=', assessmentId).orderBy('created_at', 'desc').execute();

/** The links of a round, without a word on which of them were used. */
export const ticketsOf = (db: Db, roundId: string): Promise<Pick<TeamTicketRow, 'id' | 'grp' | 'link_id'>[]> =>
  tables(db)
    .selectFrom('checks.team_ticket')
    .select(['id', 'grp', 'link_id'])
    .where('round_id', '=', roundId)
    .orderBy('grp')
    .orderBy('id')
    .execute();

export async function countAnswers(db: Db, roundId: string): Promise<number> {
  const row = await tables(db)
    .selectFrom('checks.team_answer')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('round_id', '=', roundId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** A ticket that was just opened by its link; for the rest of the request its holder may fill it in. */
export async function ticketByLink(db: Db, id: string): Promise<(TeamTicketRow & { round: TeamRoundRow }) | undefined> {
  const ticket = await tables(db).selectFrom('checks.team_ticket').selectAll().where('id', '=', id).executeTakeFirst();
  const round =
    ticket && (await tables(db).selectFrom('checks.team_round').selectAll().where('id', '=', ticket.round_id).executeTakeFirst());
  if (!ticket || !round) return undefined;
  grantByLink(TEAM_LINK, ticket.id);
  return { ...ticket, round };
}

/** Hands in: the answer goes where nobody's it is. The first one counts; nobody is told which that was. */
export async function handIn(db: Db, ticketId: string, ratings: Ratings): Promise<void> {
  permit('assessment.team', { link: ticketId });
  await inTransaction(db, async (trx) => {
    const ticket = await tables(trx).selectFrom('checks.team_ticket').selectAll().where('id', '=', ticketId).forUpdate().executeTakeFirst();
    if (!ticket || ticket.used) return;
    const round = await tables(trx)
      .selectFrom('checks.team_round')
      .select('closed_at')
      .where('id', '=', ticket.round_id)
      .forShare()
      .executeTakeFirst();
    if (!round || round.closed_at) return;
    await tables(trx)
      .insertInto('checks.team_answer')
      .values({ id: randomUUID(), round_id: ticket.round_id, grp: ticket.grp, ratings: JSON.stringify(ratings) as never })
      .execute();
    await tables(trx).updateTable('checks.team_ticket').set({ used: true }).where('id', '=', ticketId).execute();
  });
}

/** Closes a round once and for all: makes its result and deletes every single answer and ticket. */
export async function closeRound(
  db: Db,
  assessmentId: string,
  roundId: string,
  make: (answers: TeamAnswer[]) => TeamResult | undefined,
  at: Date,
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    await change(
      trx,
      'assessment.share',
      { link: assessmentId },
      { what: 'assessment.teamClosed', kind: 'assessment', record: assessmentId },
    );
    const round = await tables(trx)
      .selectFrom('checks.team_round')
      .select('id')
      .where('id', '=', roundId)
      .where('assessment_id', '=', assessmentId)
      .where('closed_at', 'is', null)
      .forUpdate()
      .executeTakeFirst();
    if (!round) return false;
    const rows = await tables(trx).selectFrom('checks.team_answer').selectAll().where('round_id', '=', roundId).execute();
    const result = make(rows.map(({ grp, ratings }) => ({ group: grp, ratings })));
    await tables(trx)
      .updateTable('checks.team_round')
      .set({ closed_at: at, result: result ? (JSON.stringify(result) as never) : null })
      .where('id', '=', roundId)
      .execute();
    await tables(trx).deleteFrom('checks.team_answer').where('round_id', '=', roundId).execute();
    await tables(trx).deleteFrom('checks.team_ticket').where('round_id', '=', roundId).execute();
    return true;
  });
}

/** Whether a team has answered on an assessment and the result counts. */
export const hasTeamResult = async (db: Db, assessmentId: string): Promise<boolean> =>
  (await roundsOf(db, assessmentId)).some((round) => round.result !== null);
