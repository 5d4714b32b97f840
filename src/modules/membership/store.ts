import { sql } from 'kysely';
import type { ColumnType, Selectable } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf } from '#platform/lists.ts';
import { change, permit } from '#modules/accounts/index.ts';

type Json = ColumnType<unknown, string, string>;

/** Tables of the schema `membership`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
type MembershipTables = {
  'membership.application': {
    id: string;
    name: string;
    content: Json;
    accepted: Json;
    applicant: string | null;
    state: 'open' | 'admitted' | 'declined' | 'withdrawn';
    body_id: string | null;
    word: string;
    created_at: Date;
    decided_at: Date | null;
    decided_by: string | null;
    organisation_id: string | null;
  };
  'membership.acceptance': AcceptanceRow;
  'membership.asked': { organisation_id: string; charter: string; version: string; asked_at: Date };
  'membership.departure': DepartureRow;
};

export interface AcceptanceRow {
  organisation_id: string;
  charter: string;
  version: string;
  accepted_by: string | null;
  accepted_at: Date;
}

export interface DepartureRow {
  organisation_id: string;
  declared_at: Date;
  declared_by: string | null;
  leaves_on: string;
  reason: string;
  done_at: Date | null;
}

export type Application = Selectable<MembershipTables['membership.application']>;

const tables = (db: Db) => db.withTables<MembershipTables>();

export async function insertApplication(db: Db, row: Application): Promise<void> {
  await change(db, 'membership.apply', {}, { what: 'membership.applied', kind: 'application', record: row.id });
  await tables(db)
    .insertInto('membership.application')
    .values({ ...row, content: JSON.stringify(row.content), accepted: JSON.stringify(row.accepted) })
    .execute();
}

export async function applicationById(db: Db, id: string, lock = false): Promise<Application | undefined> {
  const query = tables(db).selectFrom('membership.application').selectAll().where('id', '=', id);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

export async function decideApplication(
  db: Db,
  row: Pick<Application, 'id' | 'body_id'>,
  values: Pick<Application, 'state' | 'word' | 'decided_at' | 'decided_by' | 'organisation_id'>,
): Promise<void> {
  await change(db, 'membership.decide', { body: row.body_id }, { what: `membership.${values.state}`, kind: 'application', record: row.id });
  await tables(db).updateTable('membership.application').set(values).where('id', '=', row.id).execute();
}

/** Applications of these bodies, or all, what is open first, the oldest first; `open`: no others. */
export function listApplications(
  db: Db,
  asked: Asked,
  { bodies = 'all', open = false }: { bodies?: readonly string[] | 'all'; open?: boolean } = {},
): Promise<Page<Application>> {
  let applications = tables(db)
    .selectFrom('membership.application')
    .selectAll()
    .orderBy((order) => order.case().when('state', '=', 'open').then(0).else(1).end())
    .orderBy('created_at');
  if (bodies !== 'all') applications = applications.where('body_id', '=', sql<string>`any(${[...bodies]}::uuid[])`);
  if (open) applications = applications.where('state', '=', 'open');
  return pageOf(db, applications, 'id', asked);
}

export const applicationsBy = (db: Db, applicant: string): Promise<Application[]> =>
  tables(db)
    .selectFrom('membership.application')
    .selectAll()
    .where('applicant', '=', applicant)
    .orderBy('created_at')
    .orderBy('id')
    .execute();

export async function insertAcceptance(db: Db, row: AcceptanceRow): Promise<void> {
  await change(
    db,
    'charter.accept',
    { organisation: row.organisation_id },
    {
      what: 'charter.accepted',
      kind: 'organisation',
      record: row.organisation_id,
      details: { charter: row.charter, version: row.version },
    },
  );
  await addAcceptance(db, row);
}

/** What was accepted with the application counts from the admission on. */
export async function addAcceptance(db: Db, row: AcceptanceRow): Promise<void> {
  await tables(db)
    .insertInto('membership.acceptance')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export const acceptancesOf = (db: Db, organisationId: string): Promise<AcceptanceRow[]> =>
  tables(db).selectFrom('membership.acceptance').selectAll().where('organisation_id', '=', organisationId).orderBy('accepted_at').execute();

export const allAcceptances = (db: Db): Promise<AcceptanceRow[]> => tables(db).selectFrom('membership.acceptance').selectAll().execute();

/** Who accepted a charter: the newest version of each organisation, and when. */
export async function organisationsThatAccepted(db: Db, charter: string): Promise<Map<string, { version: string; at: Date }>> {
  const rows = await tables(db)
    .selectFrom('membership.acceptance')
    .select(['organisation_id', 'version', 'accepted_at'])
    .where('charter', '=', charter)
    .orderBy('accepted_at')
    .execute();
  return new Map(rows.map((row) => [row.organisation_id, { version: row.version, at: row.accepted_at }]));
}

/** Notes that an organisation was asked; false where it was asked before. */
export async function markAsked(db: Db, row: MembershipTables['membership.asked']): Promise<boolean> {
  const result = await tables(db)
    .insertInto('membership.asked')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows) > 0;
}

export async function saveDeparture(db: Db, row: DepartureRow): Promise<void> {
  await change(
    db,
    'membership.leave',
    { organisation: row.organisation_id },
    {
      what: 'membership.left',
      kind: 'organisation',
      record: row.organisation_id,
      details: { on: row.leaves_on },
    },
  );
  await tables(db)
    .insertInto('membership.departure')
    .values(row)
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(row))
    .execute();
}

export async function removeDeparture(db: Db, organisationId: string): Promise<void> {
  await change(
    db,
    'membership.leave',
    { organisation: organisationId },
    {
      what: 'membership.stays',
      kind: 'organisation',
      record: organisationId,
    },
  );
  await tables(db).deleteFrom('membership.departure').where('organisation_id', '=', organisationId).where('done_at', 'is', null).execute();
}

export const departureOf = (db: Db, organisationId: string): Promise<DepartureRow | undefined> =>
  tables(db).selectFrom('membership.departure').selectAll().where('organisation_id', '=', organisationId).executeTakeFirst();

export const dueDepartures = (db: Db, today: string): Promise<DepartureRow[]> =>
  tables(db).selectFrom('membership.departure').selectAll().where('done_at', 'is', null).where('leaves_on', '<=', today).execute();

export async function markDeparted(db: Db, organisationId: string, at: Date): Promise<void> {
  permit('membership.leave', { organisation: organisationId });
  await tables(db).updateTable('membership.departure').set({ done_at: at }).where('organisation_id', '=', organisationId).execute();
}
