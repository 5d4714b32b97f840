import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { ESCALATE_AFTER_DAYS, SURELY_LATE_DAYS } from './model.ts';
import { type Asked, type Page, pageOfSql } from '#platform/lists.ts';

export interface RequestCare {
  owner: string | null;
  owner_scope: string | null;
  name: string;
  requests: number;
  taken: number;
}

/** How many requests came to owners since a moment, and how many were taken up. */
export async function requestCare(db: Db, since: Date, owners: readonly string[] | 'all'): Promise<RequestCare[]> {
  const filter = owners === 'all' ? sql`true` : sql`owner = any(${[...owners]}::uuid[])`;
  const result = await sql<RequestCare>`
    select owner, owner_scope, max(receiver_name) as name, count(*)::int as requests,
      (count(*) filter (where state in ('accepted', 'closed')))::int as taken
    from requests.request where created_at >= ${since} and ${filter} group by owner, owner_scope order by name`.execute(db);
  return result.rows;
}

/** How many requests of an owner are surely answered in time, or surely not. */
export interface AnsweredSurely {
  owner: string | null;
  known: number;
  in_time: number;
}

export interface Answered {
  owner: string | null;
  created_at: Date;
  answered_at: Date | null;
  place: string;
}

/**
 * For the share answered in time: in how many it is clear by the calendar alone, by owner, and the few in which holidays
 * and weekends decide.
 */
export async function answersSince(
  db: Db,
  since: Date,
  now: Date,
  owners: readonly string[] | 'all',
): Promise<{ surely: AnsweredSurely[]; unclear: Answered[] }> {
  const filter = owners === 'all' ? sql`true` : sql`r.owner = any(${[...owners]}::uuid[])`;
  const answers = sql`(
    select r.owner, r.created_at, r.place, min(s.at) as answered_at,
      case when min(s.at) < r.created_at + make_interval(days => ${ESCALATE_AFTER_DAYS}) then true
        when coalesce(min(s.at), ${now}) > r.created_at + make_interval(days => ${SURELY_LATE_DAYS}) then false end as is_in_time
    from requests.request r
      left join requests.step s on s.request_id = r.id and s.kind in ('accepted', 'declined', 'passedOn')
    where r.created_at >= ${since} and r.state <> 'withdrawn' and ${filter} group by r.id) a`;
  const [surely, unclear] = await Promise.all([
    sql<AnsweredSurely>`select owner, count(*)::int as known, (count(*) filter (where is_in_time))::int as in_time
      from ${answers} where is_in_time is not null group by owner`.execute(db),
    sql<Answered>`select owner, created_at, place, answered_at from ${answers} where is_in_time is null`.execute(db),
  ]);
  return { surely: surely.rows, unclear: unclear.rows };
}

export interface WaitingRequest {
  id: string;
  title: string;
  company: string;
  place: string;
  waiting_since: Date;
  receiver: string;
  owner_scope: string | null;
  owner: string | null;
}

/** Requests that nobody has answered, the oldest first; of some owners (null: the office) or all. */
export async function waitingRequests(db: Db, owners: readonly (string | null)[] | 'all', asked: Asked): Promise<Page<WaitingRequest>> {
  const ids = owners === 'all' ? [] : owners.filter((owner) => owner !== null);
  const filter = owners === 'all' ? sql`true` : sql`(owner = any(${ids}::uuid[]) or (${owners.includes(null)} and owner is null))`;
  return pageOfSql(
    db,
    sql<WaitingRequest>`
    select id, target_title as title, company, place, waiting_since, receiver_name as receiver, owner_scope, owner
    from requests.request where state = 'open' and ${filter}`,
    sql`waiting_since, id`,
    asked,
  );
}

/** How many requests wait with each owner (null: the office). */
export async function waitingByOwner(db: Db): Promise<{ owner: string | null; waiting: number }[]> {
  const result = await sql<{ owner: string | null; waiting: number }>`
    select owner, count(*)::int as waiting from requests.request where state = 'open' group by owner`.execute(db);
  return result.rows;
}

/** How many requests have waited since before a moment. */
export async function countWaitingSince(db: Db, before: Date): Promise<number> {
  const result = await sql<{ waiting: number }>`
    select count(*)::int as waiting from requests.request where state = 'open' and waiting_since < ${before}`.execute(db);
  return result.rows[0]?.waiting ?? 0;
}
