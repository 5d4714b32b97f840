import { localDay } from '#platform/clock.ts';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { newId } from '#platform/ids.ts';
import { ok, refused, type Result } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import type { CasesConfig } from '../config.ts';
import { gateFault, ripeOn, settlementFault, sprintSince } from '../plausible.ts';
import { changeCase, note } from '../store/cases.ts';
import { auditClosedEarly, holderOf, insertSession, lockCase, lockDay } from '../store/sessions.ts';
import type { SessionRow } from '../tables.ts';
import type { Cases, SessionRefusal } from './parts.ts';
import { createRefusals } from './refusals.ts';

/** Sessions are kept, and a case is settled, only where it can have been so: asked of what stands when it is written. */
export function createSessions(services: Pick<Services, 'db' | 'clock'>, config: CasesConfig): Pick<Cases, 'addSession' | 'settle'> {
  const { db, clock } = services;
  const noteRefusal = createRefusals(services);

  async function keep(trx: Db, session: SessionRow, row: Parameters<typeof insertSession>[1]): Promise<void> {
    await insertSession(trx, row, session);
    const say = (kind: string, detail: string) => note(trx, row.id, { at: clock.now(), kind, who: session.entered_by, detail });
    const isLate = session.reason !== '';
    await say(isLate ? 'sessionLate' : 'session', isLate ? `${session.day}: ${session.reason}` : session.day);
    if (session.sprint_reason === '') return;
    await auditClosedEarly(trx, row, session);
    await say('closedEarly', `${session.sprint_since} – ${session.day}: ${session.sprint_reason}`);
  }

  return {
    async addSession(file, input, who) {
      const done = await inTransaction(db, async (trx): Promise<Result<undefined, SessionRefusal>> => {
        const now = await lockCase(trx, file.row.id);
        if (now?.row.state !== 'open') return refused({ kind: 'closed' });
        const { row, sessions } = now;
        const held = await lockDay(trx, row, input.day);
        const facts = { ...row, sessions, goals: file.goals, documents: file.documents };
        const given = {
          opened: localDay(row.opened_at),
          today: clock.today(),
          backdateDays: config.backdateDays,
          hoursPerDay: config.hoursPerDay,
        };
        const fault = gateFault(row.process, facts, input, given, held);
        if (fault) return refused(fault);
        const since = (input.ends_sprint ? sprintSince(row.process, facts) : undefined) ?? null;
        const session: SessionRow = {
          ...input,
          id: newId(clock.now().getTime()),
          case_id: row.id,
          phase: row.phase,
          held_by: holderOf(row),
          // A phase without work phases has none to close, and one that was long enough needs no excuse.
          ends_sprint: since !== null,
          sprint_since: since,
          sprint_reason: since !== null && input.day < ripeOn(since) ? input.sprint_reason : '',
          entered_by: who,
          entered_at: clock.now(),
        };
        await keep(trx, session, row);
        return ok(undefined);
      });
      if (!done.ok) await noteRefusal(file, done.fault.kind, input.day, who);
      return done;
    },

    settle({ row }, day, who) {
      return inTransaction(db, async (trx): ReturnType<Cases['settle']> => {
        const { sessions = [] } = (await lockCase(trx, row.id)) ?? {};
        const fault = settlementFault({ sessions }, day, { opened: localDay(row.opened_at), today: clock.today() });
        if (fault) return refused(fault);
        if (!(await changeCase(trx, row, 'case.settled', { settled_on: day }))) return refused({ kind: 'busy' });
        await note(trx, row.id, { at: clock.now(), kind: 'settled', who, detail: day });
        return ok(undefined);
      });
    },
  };
}
