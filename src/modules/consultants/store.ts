import type { Db } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf } from '#platform/lists.ts';
import { anywhere, inPortions } from '#platform/rows.ts';
import type { Generated } from 'kysely';
import { permit } from '#modules/accounts/index.ts';
import type { Consultant, NewConsultant } from './model.ts';

/** Tables of the schema `consultants`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
export type ConsultantsTables = {
  'consultants.consultant': NewConsultant & { state: Generated<'published' | 'hidden'>; marked: Generated<boolean> };
  'consultants.availability': AvailabilityRow;
};

export interface AvailabilityRow {
  consultant_id: string;
  capacity: number | null;
  away_until: string | null;
  changed_at: Date;
}

const tables = (db: Db) => db.withTables<ConsultantsTables>();

export async function insertConsultants(db: Db, consultants: readonly NewConsultant[]): Promise<void> {
  permit('data.import');
  for (const rows of inPortions(consultants)) await tables(db).insertInto('consultants.consultant').values(rows).execute();
}

export const consultantBySlug = (db: Db, slug: string): Promise<Consultant | undefined> =>
  tables(db).selectFrom('consultants.consultant').selectAll().where('slug', '=', slug).where('state', '=', 'published').executeTakeFirst();

/** The next consultants by id, for building an index in portions. */
export const consultantsAfter = (db: Db, id: string, limit: number): Promise<Consultant[]> =>
  tables(db)
    .selectFrom('consultants.consultant')
    .selectAll()
    .where('id', '>', id)
    .where('state', '=', 'published')
    .orderBy('id')
    .limit(limit)
    .execute();

/** Takes the demo data away; returns what went. */
export async function removeDemoConsultants(db: Db): Promise<string[]> {
  const rows = await tables(db).deleteFrom('consultants.consultant').where('demo', '=', true).returning('id').execute();
  return rows.map((row) => row.id);
}

/** Names by their ids. */
export async function consultantNames(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(db)
    .selectFrom('consultants.consultant')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Somebody whatever their state: for those who answer for the profile. */
export const consultantById = (db: Db, id: string): Promise<Consultant | undefined> =>
  tables(db).selectFrom('consultants.consultant').selectAll().where('id', '=', id).executeTakeFirst();

/** Enters a profile or replaces it; its address and the accreditation stay. */
export async function saveConsultant(db: Db, consultant: NewConsultant): Promise<void> {
  permit('content.review');
  const { id: _, slug: __, demo: ___, accredited_until: ____, kind: _____, ...values } = consultant;
  await tables(db)
    .insertInto('consultants.consultant')
    .values(consultant)
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...values, state: 'published', marked: false }))
    .execute();
}

export async function setConsultantState(db: Db, id: string, state: Consultant['state'], marked: boolean): Promise<void> {
  permit('consultant.edit', { consultant: id });
  await tables(db).updateTable('consultants.consultant').set({ state, marked }).where('id', '=', id).execute();
}

/** What people have said about their time. */
export const availabilityOf = (db: Db, ids: readonly string[]): Promise<AvailabilityRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : tables(db)
        .selectFrom('consultants.availability')
        .selectAll()
        .where('consultant_id', 'in', [...ids])
        .execute();

export async function saveAvailability(db: Db, row: AvailabilityRow): Promise<void> {
  permit('consultant.edit', { consultant: row.consultant_id });
  await tables(db)
    .insertInto('consultants.availability')
    .values(row)
    .onConflict((conflict) => conflict.column('consultant_id').doUpdateSet(row))
    .execute();
}

/** Everything for an export, by name. */
export const allConsultants = (db: Db): Promise<Consultant[]> =>
  tables(db).selectFrom('consultants.consultant').selectAll().orderBy('name').orderBy('id').execute();

export async function removeConsultants(db: Db, ids: readonly string[]): Promise<void> {
  permit('data.import');
  for (const portion of inPortions(ids)) await tables(db).deleteFrom('consultants.consultant').where('id', 'in', portion).execute();
}

/** Changes some fields and nothing else, the accreditation too: what an import may do. */
export async function changeConsultant(db: Db, id: string, values: Partial<Omit<NewConsultant, 'id' | 'slug' | 'demo'>>): Promise<void> {
  permit('data.import');
  await tables(db).updateTable('consultants.consultant').set(values).where('id', '=', id).execute();
}

export type Accreditable = Pick<Consultant, 'id' | 'slug' | 'kind' | 'name' | 'email' | 'accredited_until'>;
const ACCREDITABLE = ['id', 'slug', 'kind', 'name', 'email', 'accredited_until'] as const;

const accreditedBetween = (db: Db, from: string, to: string) =>
  tables(db)
    .selectFrom('consultants.consultant')
    .select(ACCREDITABLE)
    .where('accredited_until', '>=', from)
    .where('accredited_until', '<=', to)
    .where('state', '=', 'published');

/** The next who are accredited until a day between two others, both included, by id. */
export const accreditedUntil = (db: Db, from: string, to: string, after: string, limit: number): Promise<Accreditable[]> =>
  accreditedBetween(db, from, to).where('id', '>', after).orderBy('id').limit(limit).execute();

/** The same as a list, whose ends first at the top. */
export const accreditedUntilPage = (db: Db, from: string, to: string, asked: Asked): Promise<Page<Accreditable>> =>
  pageOf(db, accreditedBetween(db, from, to).orderBy('accredited_until'), 'id', asked);

/** Enters how long somebody is accredited; whoever calls has written down why. */
export async function setAccreditedUntil(db: Db, id: string, until: string | null): Promise<void> {
  permit('accreditation.decide');
  await tables(db).updateTable('consultants.consultant').set({ accredited_until: until }).where('id', '=', id).execute();
}

/** Those whose name holds a text, by name: for choosing one. */
export const consultantsNamed = (db: Db, text: string, limit: number): Promise<Pick<Consultant, 'id' | 'slug' | 'name' | 'town'>[]> =>
  tables(db)
    .selectFrom('consultants.consultant')
    .select(['id', 'slug', 'name', 'town'])
    .where('name', 'ilike', anywhere(text))
    .where('state', '=', 'published')
    .orderBy('name')
    .limit(limit)
    .execute();
