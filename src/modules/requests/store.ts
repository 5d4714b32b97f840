import type { Db } from '#platform/database/index.ts';
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
});

export async function insertRequest(db: Db, request: CompanyRequest): Promise<void> {
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
    },
    waitingSince: row.waiting_since,
    companyLink: row.company_link,
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

export async function saveState(db: Db, id: string, state: RequestState): Promise<void> {
  await tables(db).updateTable('requests.request').set({ state }).where('id', '=', id).execute();
}

/** Hands a request to another receiver; the waiting begins anew. */
export async function saveTarget(db: Db, id: string, target: Target, at: Date): Promise<void> {
  await tables(db)
    .updateTable('requests.request')
    .set({ ...targetColumns(target), state: 'open', waiting_since: at, reminded_at: null })
    .where('id', '=', id)
    .execute();
}

export async function saveReminder(db: Db, id: string, at: Date): Promise<void> {
  await tables(db).updateTable('requests.request').set({ reminded_at: at }).where('id', '=', id).execute();
}

/** Ids of requests that have been waiting since before a moment, the oldest first. */
export async function waitingSince(db: Db, before: Date, limit: number): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom('requests.request')
    .select('id')
    .where('state', '=', 'open')
    .where('waiting_since', '<', before)
    .orderBy('waiting_since')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}
