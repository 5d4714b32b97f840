import { type ColumnType, type Generated, type Selectable, sql } from 'kysely';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { type Asked, countOf, type Page, pageOf } from '#platform/lists.ts';
import { change, permit, permitOne } from '#modules/accounts/index.ts';
import type { Contact, Level, SupportKind } from './model.ts';

type Json<Value> = ColumnType<Value, string, string>;
export type Ratings = Record<string, string>;
export type Contacts = Partial<Record<Level, Contact>>;

interface ConceptTable {
  organisation_id: string;
  ratings: Json<Ratings>;
  contacts: Json<Contacts>;
  goals: string;
  example: string;
  example_shared: Generated<boolean>;
  shines_since: Generated<Date | null>;
  begun_at: Date;
  updated_at: Date;
}
export interface MeasureRow {
  id: string;
  organisation_id: string;
  level: Level;
  title: string;
  responsible: string;
  due: string;
  done_on: string | null;
  created_at: Date;
}
interface SupportTable {
  id: string;
  organisation_id: string;
  kind: SupportKind;
  text: string;
  asked_by: string;
  asked_by_id: string | null;
  asked_at: Date;
  answer: Generated<string>;
  answered_by: Generated<string>;
  answered_at: Generated<Date | null>;
  closed_at: Generated<Date | null>;
}
export type ConceptRow = Selectable<ConceptTable>;
export type SupportRow = Selectable<SupportTable>;
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
type AnchoringTables = { 'anchoring.concept': ConceptTable; 'anchoring.measure': MeasureRow; 'anchoring.support': SupportTable };
const tables = (db: Db) => db.withTables<AnchoringTables>();

export const conceptOf = (db: Db, organisation: string): Promise<ConceptRow | undefined> =>
  tables(db).selectFrom('anchoring.concept').selectAll().where('organisation_id', '=', organisation).executeTakeFirst();
/** All concepts: for the office, and for the comparison, which gives nothing of a single one away. */
export const allConcepts = (db: Db): Promise<ConceptRow[]> => tables(db).selectFrom('anchoring.concept').selectAll().execute();

type Values = Partial<Pick<ConceptRow, 'goals' | 'example' | 'example_shared'>> & { ratings?: string; contacts?: string };

/** Changes a concept, or begins it. @throws HttpError 403 */
export const saveConcept = (db: Db, organisation: string, values: Values, at: Date): Promise<void> =>
  inTransaction(db, async (trx) => {
    await change(trx, 'anchoring.own', { organisation }, { what: 'anchoring.changed', kind: 'anchoring', record: organisation });
    await tables(trx)
      .insertInto('anchoring.concept')
      .values({
        ratings: '{}',
        contacts: '{}',
        goals: '',
        example: '',
        begun_at: at,
        ...values,
        organisation_id: organisation,
        updated_at: at,
      })
      .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet({ ...values, updated_at: at }))
      .execute();
  });

export const measuresOf = (db: Db, organisations: readonly string[] | 'all'): Promise<MeasureRow[]> => {
  if (organisations !== 'all' && organisations.length === 0) return Promise.resolve([]);
  const select = tables(db).selectFrom('anchoring.measure').selectAll();
  return (organisations === 'all' ? select : select.where('organisation_id', 'in', [...organisations]))
    .orderBy('due')
    .orderBy('id')
    .execute();
};
/** @throws HttpError 403 */
export async function insertMeasure(db: Db, row: MeasureRow): Promise<void> {
  permitOne(['anchoring.own', { organisation: row.organisation_id }]);
  await tables(db).insertInto('anchoring.measure').values(row).execute();
}
/** @throws HttpError 403 */
export async function setMeasureDone(db: Db, organisation: string, id: string, day: string | null): Promise<void> {
  permitOne(['anchoring.own', { organisation }]);
  await tables(db)
    .updateTable('anchoring.measure')
    .set({ done_on: day })
    .where('id', '=', id)
    .where('organisation_id', '=', organisation)
    .execute();
}
/** @throws HttpError 403 */
export async function removeMeasure(db: Db, organisation: string, id: string): Promise<void> {
  permitOne(['anchoring.own', { organisation }]);
  await tables(db).deleteFrom('anchoring.measure').where('id', '=', id).where('organisation_id', '=', organisation).execute();
}

/** Shows an example to others, or no longer; only one whose organisation is willing. @throws HttpError 403 */
export async function setShining(db: Db, organisation: string, at: Date | null): Promise<void> {
  permit('anchoring.oversee');
  await tables(db)
    .updateTable('anchoring.concept')
    .set({ shines_since: at })
    .where('organisation_id', '=', organisation)
    .where((where) => where.or([where('example_shared', '=', true), sql<boolean>`${at}::timestamptz is null`]))
    .execute();
}
/** Examples that shine, of those who are willing at this moment. */
export const shiningExamples = (db: Db): Promise<ConceptRow[]> =>
  tables(db)
    .selectFrom('anchoring.concept')
    .selectAll()
    .where('shines_since', 'is not', null)
    .where('example_shared', '=', true)
    .where('example', '!=', '')
    .orderBy('shines_since', 'desc')
    .execute();

/** @throws HttpError 403 */
export async function insertSupport(
  db: Db,
  row: Pick<SupportRow, 'id' | 'organisation_id' | 'kind' | 'text' | 'asked_by' | 'asked_by_id' | 'asked_at'>,
): Promise<void> {
  permitOne(['anchoring.own', { organisation: row.organisation_id }]);
  await tables(db).insertInto('anchoring.support').values(row).execute();
}
/** Requests for support of an organisation, or of all: what waits first. */
/** Support that an organisation asked for, what is open first. */
export const supportOf = (db: Db, organisation: string, asked: Asked): Promise<Page<SupportRow>> => {
  const own = tables(db)
    .selectFrom('anchoring.support')
    .selectAll()
    .where('organisation_id', '=', organisation)
    .orderBy(sql`closed_at is not null`)
    .orderBy(sql`answered_at is not null`)
    .orderBy('asked_at');
  return pageOf(db, own, 'id', asked);
};

/** What was asked for and is not closed, what is not answered first. */
export const supportOpen = (db: Db, asked: Asked): Promise<Page<SupportRow>> => {
  const open = tables(db).selectFrom('anchoring.support').selectAll().where('closed_at', 'is', null);
  return pageOf(db, open.orderBy(sql`answered_at is not null`).orderBy('asked_at'), 'id', asked);
};
export const supportById = (db: Db, id: string): Promise<SupportRow | undefined> =>
  tables(db).selectFrom('anchoring.support').selectAll().where('id', '=', id).executeTakeFirst();
/** @throws HttpError 403 */
export const answerSupport = (db: Db, row: SupportRow, answer: string, who: string, at: Date): Promise<void> =>
  inTransaction(db, async (trx) => {
    await change(trx, 'anchoring.oversee', {}, { what: 'support.answered', kind: 'support', record: row.id });
    await tables(trx)
      .updateTable('anchoring.support')
      .set({ answer, answered_by: who, answered_at: at })
      .where('id', '=', row.id)
      .execute();
  });
/** Whoever asked says that it is settled. @throws HttpError 403 */
export async function closeSupport(db: Db, row: SupportRow, at: Date): Promise<void> {
  permitOne(['anchoring.own', { organisation: row.organisation_id }], ['anchoring.oversee']);
  await tables(db).updateTable('anchoring.support').set({ closed_at: at }).where('id', '=', row.id).execute();
}
/** How often what was asked for since a moment, and within how many days it was answered. */
export const supportFigures = (
  db: Db,
  since: Date,
): Promise<{ kind: SupportKind; asked: number; answered: number; days: number | null }[]> =>
  tables(db)
    .selectFrom('anchoring.support')
    .select(({ fn }) => [
      'kind',
      fn.countAll<number>().as('asked'),
      fn.count<number>('answered_at').as('answered'),
      sql<number | null>`percentile_cont(0.5) within group (order by extract(epoch from answered_at - asked_at) / 86400)`.as('days'),
    ])
    .where('asked_at', '>=', since)
    .groupBy('kind')
    .orderBy('asked', 'desc')
    .execute();

/** Takes somebody's name off what they asked, and off the contacts. */
export async function forgetInAnchoring(db: Db, userId: string, email: string): Promise<void> {
  permit('privacy.decide');
  await tables(db).updateTable('anchoring.support').set({ asked_by: '', asked_by_id: null }).where('asked_by_id', '=', userId).execute();
  for (const { organisation_id: id, contacts } of await allConcepts(db)) {
    const rest = Object.entries(contacts).filter(([, contact]) => contact.email.toLowerCase() !== email.toLowerCase());
    if (rest.length === Object.keys(contacts).length) continue;
    await tables(db)
      .updateTable('anchoring.concept')
      .set({ contacts: JSON.stringify(Object.fromEntries(rest)) })
      .where('organisation_id', '=', id)
      .execute();
  }
}
/** What somebody asked for. */
export const supportBy = (db: Db, userId: string): Promise<SupportRow[]> =>
  tables(db).selectFrom('anchoring.support').selectAll().where('asked_by_id', '=', userId).execute();

/** Requests for support that nobody has answered, the oldest first. */
const openSupport = (db: Db) =>
  tables(db).selectFrom('anchoring.support').selectAll().where('answered_at', 'is', null).where('closed_at', 'is', null);

export const supportWaiting = (db: Db, asked: Asked): Promise<Page<SupportRow>> =>
  pageOf(db, openSupport(db).orderBy('asked_at'), 'id', asked);

/** How many have waited since before a moment. */
export const countSupportSince = (db: Db, before: Date): Promise<number> => countOf(db, openSupport(db).where('asked_at', '<', before));
