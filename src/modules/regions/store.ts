import { type ColumnType, type Generated, type Selectable, sql } from 'kysely';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf } from '#platform/lists.ts';
import { change, permit } from '#modules/accounts/index.ts';
import type { Figures } from './model.ts';

type Json<Value> = ColumnType<Value, string, string>;
type JsonOrNull<Value> = ColumnType<Value | null, string | null, string | null>;

export interface EventRow {
  id: string;
  network_id: string;
  title: string;
  day: string;
  hours: string;
  place: string;
  description: string;
  link: string;
  cancelled: boolean;
  changed_at: Date;
  /** Counts its changes, for calendars. */
  revision: number;
}
export type NewEvent = Omit<EventRow, 'revision'>;

/** Tables of the schema `regions`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
type RegionsTables = {
  'regions.standing': { network_id: string; asked_on: string | null; state_since: string | null };
  'regions.event': NewEvent & { revision: Generated<number> };
  'regions.recognition': {
    id: string;
    network_id: string;
    state: 'draft' | 'submitted' | 'recognised' | 'returned' | 'ended';
    evidence: Json<Record<string, string>>;
    submitted_at: Date | null;
    decided_at: Date | null;
    note: string;
    conditions: string;
    valid_until: string | null;
    reminded_at: Date | null;
    changed_at: Date;
  };
  'regions.report': {
    network_id: string;
    year: number;
    answers: Json<Record<string, string>>;
    figures: JsonOrNull<Figures>;
    published_at: Date | null;
    changed_at: Date;
  };
};

export type Recognition = Selectable<RegionsTables['regions.recognition']>;
export type Report = Selectable<RegionsTables['regions.report']>;

const tables = (db: Db) => db.withTables<RegionsTables>();

export const standingOf = (db: Db, networkId: string) =>
  tables(db).selectFrom('regions.standing').selectAll().where('network_id', '=', networkId).executeTakeFirst();

export async function saveStanding(
  db: Db,
  networkId: string,
  values: Partial<Omit<RegionsTables['regions.standing'], 'network_id'>>,
): Promise<void> {
  permit('network.edit', { network: networkId });
  await tables(db)
    .insertInto('regions.standing')
    .values({ network_id: networkId, asked_on: null, state_since: null, ...values })
    .onConflict((conflict) => conflict.column('network_id').doUpdateSet(values))
    .execute();
}

/** Events of a network from a day on, the next first. */
export const eventsFrom = (db: Db, networkId: string, day: string, asked: Asked): Promise<Page<EventRow>> => {
  const events = tables(db).selectFrom('regions.event').selectAll().where('network_id', '=', networkId).where('day', '>=', day);
  return pageOf(db, events.orderBy('day'), 'id', asked);
};

/** What took place between two days (the last one not included), the newest first. */
export const heldBetween = (db: Db, networkId: string, from: string, before: string): Promise<EventRow[]> =>
  tables(db)
    .selectFrom('regions.event')
    .selectAll()
    .where('network_id', '=', networkId)
    .where('day', '>=', from)
    .where('day', '<', before)
    .where('cancelled', '=', false)
    .orderBy('day', 'desc')
    .orderBy('id')
    .execute();

export const eventById = (db: Db, networkId: string, id: string): Promise<EventRow | undefined> =>
  tables(db).selectFrom('regions.event').selectAll().where('network_id', '=', networkId).where('id', '=', id).executeTakeFirst();

export async function saveEvent(db: Db, row: NewEvent): Promise<void> {
  await inTransaction(db, async (trx) => {
    await change(trx, 'network.edit', { network: row.network_id }, { what: 'network.event', kind: 'network', record: row.network_id });
    const { title, day, hours, place, description, link, cancelled, changed_at } = row;
    const values = { title, day, hours, place, description, link, cancelled, changed_at };
    const counted = { ...values, revision: sql<number>`event.revision + 1` };
    await tables(trx)
      .insertInto('regions.event')
      .values({ id: row.id, network_id: row.network_id, ...values })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(counted).where('regions.event.network_id', '=', row.network_id))
      .execute();
  });
}

/** The newest applications of a network first. */
export const recognitionsOf = (db: Db, networkId: string): Promise<Recognition[]> =>
  tables(db)
    .selectFrom('regions.recognition')
    .selectAll()
    .where('network_id', '=', networkId)
    .orderBy('changed_at', 'desc')
    .orderBy('id')
    .execute();

export const recognitionById = (db: Db, id: string): Promise<Recognition | undefined> =>
  tables(db).selectFrom('regions.recognition').selectAll().where('id', '=', id).executeTakeFirst();

/** Applications that wait for a decision, the oldest first. */
export const submittedRecognitions = (db: Db, asked: Asked): Promise<Page<Recognition>> =>
  pageOf(
    db,
    tables(db).selectFrom('regions.recognition').selectAll().where('state', '=', 'submitted').orderBy('submitted_at'),
    'id',
    asked,
  );

/** Keeps what a network says for its recognition; a waiting application is not changed. False where one waits. */
export async function saveEvidence(
  db: Db,
  row: Pick<Recognition, 'id' | 'network_id' | 'evidence' | 'submitted_at' | 'changed_at'>,
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const state = row.submitted_at ? 'submitted' : 'draft';
    const entry = { what: `network.recognition.${state}`, kind: 'network', record: row.network_id };
    await change(trx, 'network.edit', { network: row.network_id }, entry);
    const evidence = JSON.stringify(row.evidence);
    const known = await tables(trx)
      .selectFrom('regions.recognition')
      .select(['id', 'state'])
      .where('network_id', '=', row.network_id)
      .where('state', 'in', ['draft', 'submitted', 'returned'])
      .forUpdate()
      .executeTakeFirst();
    if (known?.state === 'submitted') return false;
    const values = { evidence, state, submitted_at: row.submitted_at, changed_at: row.changed_at } as const;
    if (known) await tables(trx).updateTable('regions.recognition').set(values).where('id', '=', known.id).execute();
    else
      await tables(trx)
        .insertInto('regions.recognition')
        .values({
          ...values,
          id: row.id,
          network_id: row.network_id,
          note: '',
          conditions: '',
          decided_at: null,
          valid_until: null,
          reminded_at: null,
        })
        .execute();
    return true;
  });
}

/** Decides a waiting application; what counted before ends with a new recognition. False where nothing waits. */
export async function decideRecognition(
  db: Db,
  row: Pick<Recognition, 'id' | 'network_id'>,
  values: { state: 'recognised' | 'returned'; note: string; conditions: string; valid_until: string | null },
  at: Date,
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const entry = { what: `network.${values.state}`, kind: 'network', record: row.network_id };
    await change(trx, 'network.recognise', {}, entry);
    const waiting = await tables(trx)
      .selectFrom('regions.recognition')
      .select('id')
      .where('id', '=', row.id)
      .where('state', '=', 'submitted')
      .forUpdate()
      .executeTakeFirst();
    if (!waiting) return false;
    if (values.state === 'recognised')
      await tables(trx)
        .updateTable('regions.recognition')
        .set({ state: 'ended', changed_at: at })
        .where('network_id', '=', row.network_id)
        .where('state', '=', 'recognised')
        .execute();
    await tables(trx)
      .updateTable('regions.recognition')
      .set({ ...values, decided_at: at, changed_at: at })
      .where('id', '=', row.id)
      .execute();
    return true;
  });
}

/** Ends what counts, with the reason. False where nothing counts. */
export async function endRecognition(db: Db, row: Pick<Recognition, 'id' | 'network_id'>, note: string, at: Date): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    await change(trx, 'network.recognise', {}, { what: 'network.recognitionEnded', kind: 'network', record: row.network_id });
    const ended = await tables(trx)
      .updateTable('regions.recognition')
      .set({ state: 'ended', note, changed_at: at })
      .where('id', '=', row.id)
      .where('state', '=', 'recognised')
      .returning('id')
      .executeTakeFirst();
    return ended !== undefined;
  });
}

/** What counts, ends until a day, and was not yet spoken of. */
export const endingUntil = (db: Db, day: string, after: string, limit: number): Promise<Recognition[]> =>
  tables(db)
    .selectFrom('regions.recognition')
    .selectAll()
    .where('state', '=', 'recognised')
    .where('valid_until', '<=', day)
    .where('reminded_at', 'is', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();

export async function noteReminded(db: Db, { id, network_id: network }: Recognition, at: Date): Promise<void> {
  permit('network.edit', { network });
  await tables(db).updateTable('regions.recognition').set({ reminded_at: at }).where('id', '=', id).execute();
}

/** Reports of a network, the newest year first. */
export const reportsOf = (db: Db, networkId: string): Promise<Report[]> =>
  tables(db).selectFrom('regions.report').selectAll().where('network_id', '=', networkId).orderBy('year', 'desc').execute();

/** Keeps the text of a report; with figures it is published and stays as it is. False where it is published already. */
export async function saveReport(
  db: Db,
  row: Pick<Report, 'network_id' | 'year' | 'answers' | 'figures' | 'published_at' | 'changed_at'>,
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const what = row.published_at ? 'network.reportPublished' : 'network.report';
    await change(trx, 'network.edit', { network: row.network_id }, { what, kind: 'network', record: row.network_id });
    const values = {
      answers: JSON.stringify(row.answers),
      figures: row.figures && JSON.stringify(row.figures),
      published_at: row.published_at,
      changed_at: row.changed_at,
    };
    const saved = await tables(trx)
      .insertInto('regions.report')
      .values({ ...values, network_id: row.network_id, year: row.year })
      .onConflict((conflict) =>
        conflict.columns(['network_id', 'year']).doUpdateSet(values).where('regions.report.published_at', 'is', null),
      )
      .returning('year')
      .executeTakeFirst();
    return saved !== undefined;
  });
}

/** What the demo networks do. It goes with them (the foreign keys see to it). */
export interface DemoRegions {
  events: NewEvent[];
  recognitions: (Pick<Recognition, 'id' | 'network_id' | 'evidence' | 'conditions' | 'valid_until'> & { decided_at: Date })[];
}

export async function insertDemoRegions(db: Db, { events, recognitions }: DemoRegions): Promise<void> {
  if (events.length > 0) await tables(db).insertInto('regions.event').values(events).execute();
  for (const { decided_at: at, evidence, ...row } of recognitions)
    await tables(db)
      .insertInto('regions.recognition')
      .values({
        ...row,
        evidence: JSON.stringify(evidence),
        state: 'recognised',
        note: '',
        submitted_at: at,
        decided_at: at,
        reminded_at: null,
        changed_at: at,
      })
      .execute();
}
