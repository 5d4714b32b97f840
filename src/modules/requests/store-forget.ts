import { localDay } from '#platform/clock.ts';
import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { permit } from '#modules/accounts/index.ts';
import type { RequestsTables } from './tables.ts';

const tables = (db: Db) => db.withTables<RequestsTables>();

const OVER = ['closed', 'declined', 'withdrawn'] as const;
/** What stays is that there was a request, of what kind, from where, and what became of it. */
const BLANK = { company: '', contact: '', email: '', phone: '', message: '', shared: null, forget_on: null };

async function blankSteps(db: Db): Promise<void> {
  await sql`update requests.step set word = '' where word <> '' and request_id in
    (select id from requests.request where anonymised_at is not null)`.execute(db);
}

/** Anonymises what was over before a moment, and what was to be forgotten by a day. Returns how many. */
export async function anonymiseRequests(db: Db, before: Date, today: string): Promise<number> {
  permit('privacy.decide');
  const last = sql<Date>`(select max(at) from requests.step where request_id = requests.request.id)`;
  const result = await tables(db)
    .updateTable('requests.request')
    .set({ ...BLANK, anonymised_at: sql<Date>`now()` })
    .where('anonymised_at', 'is', null)
    .where((where) =>
      where.or([
        where.and([where('state', 'in', [...OVER]), where(last, '<', before)]),
        where.and([where('state', 'in', [...OVER]), where('forget_on', 'is not', null)]),
        where('forget_on', '<=', today),
      ]),
    )
    .executeTakeFirst();
  await blankSteps(db);
  return Number(result.numUpdatedRows);
}

/**
 * Forgets whoever sent requests with an address: what is over is anonymised at once, what nobody has taken up is
 * withdrawn and anonymised, what somebody works on is kept until it is over, at the latest until a day.
 */
export async function forgetRequester(db: Db, email: string, now: Date, until: Date): Promise<{ anonymised: number; kept: number }> {
  permit('privacy.decide');
  const theirs = tables(db)
    .updateTable('requests.request')
    .where((where) => where(where.fn<string>('lower', ['email']), '=', email.toLowerCase()));
  const kept = await theirs
    .set({ forget_on: localDay(until) })
    .where('state', '=', 'accepted')
    .executeTakeFirst();
  const over = await theirs
    .set({ ...BLANK, anonymised_at: now, state: sql<'withdrawn'>`case when state = 'open' then 'withdrawn' else state end` })
    .where('state', '!=', 'accepted')
    .executeTakeFirst();
  await blankSteps(db);
  return { anonymised: Number(over.numUpdatedRows), kept: Number(kept.numUpdatedRows) };
}
