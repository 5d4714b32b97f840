import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';

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

export interface Answered {
  owner: string | null;
  created_at: Date;
  answered_at: Date | null;
  place: string;
}

const MOST = 20_000;

/** When requests came and when somebody first answered: for the share answered in time. */
export async function answersSince(db: Db, since: Date, owners: readonly string[] | 'all'): Promise<Answered[]> {
  const filter = owners === 'all' ? sql`true` : sql`r.owner = any(${[...owners]}::uuid[])`;
  const result = await sql<Answered>`
    select r.owner, r.created_at, r.place, min(s.at) filter (where s.kind in ('accepted', 'declined', 'passedOn')) as answered_at
    from requests.request r left join requests.step s on s.request_id = r.id
    where r.created_at >= ${since} and r.state <> 'withdrawn' and ${filter} group by r.id limit ${MOST}`.execute(db);
  return result.rows;
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
export async function waitingRequests(db: Db, owners: readonly (string | null)[] | 'all', limit: number): Promise<WaitingRequest[]> {
  const ids = owners === 'all' ? [] : owners.filter((owner) => owner !== null);
  const filter = owners === 'all' ? sql`true` : sql`(owner = any(${ids}::uuid[]) or (${owners.includes(null)} and owner is null))`;
  const result = await sql<WaitingRequest>`
    select id, target_title as title, company, place, waiting_since, receiver_name as receiver, owner_scope, owner
    from requests.request where state = 'open' and ${filter} order by waiting_since limit ${limit}`.execute(db);
  return result.rows;
}
