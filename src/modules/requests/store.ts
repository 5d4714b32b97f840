import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { type Asked, mapPage, type Page, pageOf } from '#platform/lists.ts';
import { currentActor } from '#platform/actor.ts';
import { change, may, permit } from '#modules/accounts/index.ts';
import type { Snapshot } from '#modules/checks/index.ts';
import type { CompanyRequest, RequestState, Step, Target } from './model.ts';
import type { RequestsTables } from './tables.ts';

const tables = (db: Db) => db.withTables<RequestsTables>();

const targetColumns = (target: Target) => ({
  target_kind: target.kind,
  target_id: target.id,
  target_title: target.title,
  receiver_name: target.receiverName,
  receiver_email: target.receiverEmail,
  owner_scope: target.owner?.scope ?? null,
  owner: target.owner?.id ?? null,
});

/** How many requests some people have on their hands, and what became of those since a moment. */
export async function caseload(
  db: Db,
  consultants: readonly string[],
  since: Date,
): Promise<{ id: string; cases: number; closed: number; declined: number }[]> {
  if (consultants.length === 0) return [];
  const result = await sql<{ id: string; cases: number; closed: number; declined: number }>`
    select target_id as id, count(*) filter (where state in ('open', 'accepted'))::int as cases,
      count(*) filter (where state = 'closed' and created_at >= ${since})::int as closed,
      count(*) filter (where state = 'declined' and created_at >= ${since})::int as declined
    from requests.request where target_kind = 'consultant' and target_id = any(${[...consultants]}::uuid[]) group by target_id`.execute(db);
  return result.rows;
}

export async function insertRequest(db: Db, request: CompanyRequest): Promise<void> {
  permit('request.send');
  const { id, locale, state, company, contact, email, phone, place, message, share } = request;
  await tables(db)
    .insertInto('requests.request')
    .values({
      id,
      locale,
      state,
      company,
      contact,
      email,
      phone,
      place,
      message,
      share,
      ...targetColumns(request.target),
      created_at: request.createdAt,
      waiting_since: request.waitingSince,
      reminded_at: null,
      shared: request.shared ? JSON.stringify(request.shared) : null,
      consent_at: request.createdAt,
      company_link: request.companyLink,
      consent_version: request.consentVersion,
      forget_on: null,
      anonymised_at: null,
    })
    .execute();
  for (const step of request.steps) await insertStep(db, id, step);
}

export async function insertStep(db: Db, requestId: string, step: Step): Promise<void> {
  await tables(db)
    .insertInto('requests.step')
    .values({ ...step, request_id: requestId })
    .execute();
}

type Row = {
  [Column in keyof RequestsTables['requests.request']]: RequestsTables['requests.request'][Column] extends { __select__: infer Select }
    ? Select
    : RequestsTables['requests.request'][Column];
};

function toRequest(row: Row, steps: Step[]): CompanyRequest {
  const { id, locale, state, company, contact, email, phone, place, message, share } = row;
  return {
    id,
    locale,
    state,
    company,
    contact,
    email,
    phone,
    place,
    message,
    share,
    steps,
    createdAt: row.created_at,
    target: {
      kind: row.target_kind,
      id: row.target_id,
      title: row.target_title,
      receiverName: row.receiver_name,
      receiverEmail: row.receiver_email,
      owner: row.owner_scope && row.owner ? { scope: row.owner_scope, id: row.owner } : null,
    },
    waitingSince: row.waiting_since,
    companyLink: row.company_link,
    consentVersion: row.consent_version,
    remindedAt: row.reminded_at,
    shared: (row.shared as Snapshot | null) ?? null,
  };
}

/** A request with its steps; `lock` keeps others from changing it until the transaction ends. */
export async function requestById(db: Db, id: string, lock = false): Promise<CompanyRequest | undefined> {
  const select = tables(db).selectFrom('requests.request').selectAll().where('id', '=', id);
  const row = await (lock ? select.forUpdate() : select).executeTakeFirst();
  if (!row) return undefined;
  const steps = await tables(db)
    .selectFrom('requests.step')
    .select(['id', 'at', 'kind', 'who', 'word'])
    .where('request_id', '=', id)
    .orderBy('position')
    .execute();
  return toRequest(row, steps);
}

/** Only whoever it lies with, or the company itself, moves a request; written down. @throws HttpError 403 */
async function guard(db: Db, id: string, what: string): Promise<void> {
  const row = await tables(db).selectFrom('requests.request').select(['owner_scope', 'owner']).where('id', '=', id).executeTakeFirst();
  const place = { link: id, ...(row?.owner_scope ? { [row.owner_scope]: row.owner } : {}) };
  const action = may(currentActor(), 'request.answer', place) ? 'request.answer' : 'request.withdraw';
  await change(db, action, place, { what, kind: 'request', record: id });
}

export async function saveState(db: Db, id: string, state: RequestState): Promise<void> {
  await guard(db, id, `request.${state}`);
  await tables(db).updateTable('requests.request').set({ state }).where('id', '=', id).execute();
}

/** Hands a request to another receiver; the waiting begins anew. */
export async function saveTarget(db: Db, id: string, target: Target, at: Date, state: RequestState): Promise<void> {
  await guard(db, id, 'request.handedOver');
  await tables(db)
    .updateTable('requests.request')
    .set({ ...targetColumns(target), state, waiting_since: at, reminded_at: null })
    .where('id', '=', id)
    .execute();
}

export async function saveReminder(db: Db, id: string, at: Date): Promise<void> {
  await guard(db, id, 'request.reminded');
  await tables(db).updateTable('requests.request').set({ reminded_at: at }).where('id', '=', id).execute();
}

/** Requests that have been waiting since before a moment, after one, by id. */
export const waitingSince = (db: Db, before: Date, after: string, limit: number): Promise<{ id: string }[]> =>
  tables(db)
    .selectFrom('requests.request')
    .select('id')
    .where('state', '=', 'open')
    .where('waiting_since', '<', before)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();

export interface RequestLine {
  id: string;
  createdAt: Date;
  waitingSince: Date;
  state: RequestState;
  /** Whom it was sent to: an offer, a consultant, a network, a place. */
  title: string;
  /** What the company wrote. */
  matter: string;
  company: string;
  place: string;
}

const toLine = (row: Row): RequestLine => ({
  id: row.id,
  createdAt: row.created_at,
  waitingSince: row.waiting_since,
  state: row.state,
  title: row.target_title,
  matter: row.message,
  company: row.company,
  place: row.place,
});

const OPEN_FIRST = sql`case state when 'open' then 0 when 'accepted' then 1 else 2 end`;

/** The requests of an owner (null: the office): what waits first, the oldest first; `asWaits`: by age alone, what is open or taken up. */
export async function requestsOf(db: Db, owner: string | null, asked: Asked, asWaits = false): Promise<Page<RequestLine>> {
  const select = tables(db).selectFrom('requests.request').selectAll();
  const own = owner === null ? select.where('owner', 'is', null) : select.where('owner', '=', owner);
  const wanted = asWaits ? own.where('state', 'in', ['open', 'accepted']) : own.orderBy(OPEN_FIRST);
  return mapPage(await pageOf(db, wanted.orderBy('waiting_since'), 'id', asked), toLine);
}

/** The requests that were sent with an address: what is kept of a person. */
export async function requestsByEmail(db: Db, email: string): Promise<CompanyRequest[]> {
  const rows = await tables(db)
    .selectFrom('requests.request')
    .select('id')
    .where('email', 'ilike', email.replace(/[\\%_]/g, '\\$&'))
    .execute();
  const found: CompanyRequest[] = [];
  for (const row of rows) {
    const request = await requestById(db, row.id);
    if (request) found.push(request);
  }
  return found;
}

/** How many requests somebody got in a span (its end not included; without one: until now), and how many were answered. */
export async function countRequests(db: Db, owner: string, since: Date, before?: Date): Promise<{ all: number; answered: number }> {
  const query = tables(db)
    .selectFrom('requests.request')
    .select([
      sql<number>`count(*)::int`.as('all'),
      sql<number>`(count(*) filter (where state in ('accepted', 'closed')))::int`.as('answered'),
    ])
    .where('owner', '=', owner)
    .where('created_at', '>=', since);
  return (before ? query.where('created_at', '<', before) : query).executeTakeFirstOrThrow();
}

/** Requests of everybody after the last one that was read. */
export async function requestsAfter(db: Db, after: string, limit: number): Promise<RequestLine[]> {
  const rows = await tables(db).selectFrom('requests.request').selectAll().where('id', '>', after).orderBy('id').limit(limit).execute();
  return rows.map(toLine);
}

/** Days on which what was handed to some people came to a result. */
export async function resultDays(db: Db, consultants: readonly string[]): Promise<Map<string, string[]>> {
  if (consultants.length === 0) return new Map();
  const result = await sql<{ id: string; days: string[] }>`
    select r.target_id as id, array_agg(distinct to_char(s.at, 'YYYY-MM-DD')) as days
    from requests.request r join requests.step s on s.request_id = r.id and s.kind = 'closed'
    where r.target_kind = 'consultant' and r.state = 'closed' and r.target_id = any(${[...consultants]}::uuid[]) group by r.target_id`.execute(
    db,
  );
  return new Map(result.rows.map((row) => [row.id, row.days]));
}
