import { type Selectable, sql } from 'kysely';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { type Asked, type Page, pageOf, WHOLE } from '#platform/lists.ts';
import type { AgreementKind, AgreementState } from '../model.ts';
import type { AgreementEventRow, AgreementRow, GovernanceTables, ResponsibleRow } from '../tables.ts';
import { tables } from './bodies.ts';
import { changeAgreement, changeBody, changeMeeting } from './guard.ts';

export interface Agreement extends Selectable<GovernanceTables['governance.agreement']> {
  responsible: ResponsibleRow[];
}

export interface AgreementFilter {
  bodyId?: string | undefined;
  /** Of these bodies only. */
  bodies?: readonly string[] | undefined;
  meetingId?: string | undefined;
  personId?: string | undefined;
  kind?: AgreementKind | undefined;
  /** `open`: open or in progress; `overdue`: of these, the ones whose day has passed. */
  state?: AgreementState | 'overdue' | 'help' | 'anyOpen' | undefined;
  year?: number | undefined;
  topic?: string | undefined;
  words?: string | undefined;
  inForce?: boolean | undefined;
  /** Of approved minutes, or of no meeting: what stands, not what is being drafted. */
  isSettled?: boolean | undefined;
  /** Not what was dropped. */
  isKept?: boolean | undefined;
  /** Only these. */
  ids?: readonly string[] | undefined;
  /** By the day on which it was agreed, not by the day on which it is due. */
  newestFirst?: boolean | undefined;
  today: string;
}

export function insertAgreement(
  db: Db,
  agreement: AgreementRow & { purpose?: string | null; paper_id?: string | null },
  responsible: readonly Omit<ResponsibleRow, 'agreement_id' | 'position'>[],
): Promise<void> {
  return inTransaction(db, async (trx) => {
    await changeBody(trx, agreement.body_id, 'agreement.made');
    await tables(trx).insertInto('governance.agreement').values(agreement).execute();
    await setResponsible(trx, agreement.id, responsible);
  });
}

export function setResponsible(
  db: Db,
  agreementId: string,
  responsible: readonly Omit<ResponsibleRow, 'agreement_id' | 'position'>[],
): Promise<void> {
  return inTransaction(db, async (trx) => {
    await changeAgreement(trx, agreementId);
    await tables(trx).deleteFrom('governance.responsible').where('agreement_id', '=', agreementId).execute();
    if (responsible.length === 0) return;
    await tables(trx)
      .insertInto('governance.responsible')
      .values(responsible.map((each, position) => ({ ...each, agreement_id: agreementId, position })))
      .execute();
  });
}

async function withResponsible(db: Db, rows: Selectable<GovernanceTables['governance.agreement']>[]): Promise<Agreement[]> {
  if (rows.length === 0) return [];
  const responsible = await tables(db)
    .selectFrom('governance.responsible')
    .selectAll()
    .where('agreement_id', '=', sql<string>`any(${rows.map((row) => row.id)}::uuid[])`)
    .orderBy('position')
    .execute();
  const byAgreement = Map.groupBy(responsible, (each) => each.agreement_id);
  return rows.map((row) => ({ ...row, responsible: byAgreement.get(row.id) ?? [] }));
}

/** An agreement with its responsible; `lock` keeps others from changing it. */
export async function agreementById(db: Db, id: string, lock = false): Promise<Agreement | undefined> {
  const select = tables(db).selectFrom('governance.agreement').selectAll().where('id', '=', id);
  const row = await (lock ? select.forUpdate() : select).executeTakeFirst();
  return row ? (await withResponsible(db, [row]))[0] : undefined;
}

/** Agreements for which somebody asked for support, and nobody has answered since. */
const helpWanted = (db: Db) =>
  tables(db)
    .selectFrom('governance.agreement_event as asked')
    .select('asked.agreement_id')
    .where('asked.kind', '=', 'help')
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('governance.agreement_event as later')
            .select('later.id')
            .whereRef('later.agreement_id', '=', 'asked.agreement_id')
            .whereRef('later.at', '>', 'asked.at')
            .where('later.kind', 'in', ['comment', 'done', 'dropped', 'due']),
        ),
      ),
    );

/** When each was asked for: for what waits. */
export async function helpSince(db: Db): Promise<{ id: string; text: string; body_id: string; since: Date }[]> {
  const rows = await tables(db)
    .selectFrom('governance.agreement')
    .innerJoin('governance.agreement_event', 'governance.agreement_event.agreement_id', 'governance.agreement.id')
    .select(['governance.agreement.id', 'text', 'body_id'])
    .select((select) => select.fn.max<Date>('at').as('since'))
    .where('governance.agreement_event.kind', '=', 'help')
    .where('state', 'in', ['open', 'progress'])
    .where('governance.agreement.id', 'in', helpWanted(db))
    .groupBy(['governance.agreement.id', 'text', 'body_id'])
    .orderBy('since')
    .orderBy('governance.agreement.id')
    .execute();
  return rows;
}

/** Agreements that fit, what is due first at the top. */
export async function agreementsPage(db: Db, filter: AgreementFilter, asked: Asked): Promise<Page<Agreement>> {
  let select = tables(db).selectFrom('governance.agreement').selectAll();
  const { bodyId, bodies, meetingId, personId, kind, state, year, topic, words, inForce, isSettled, isKept, ids, newestFirst, today } =
    filter;
  if (bodyId) select = select.where('body_id', '=', bodyId);
  if (bodies) select = select.where('body_id', '=', sql<string>`any(${[...bodies]}::uuid[])`);
  if (ids) select = select.where('id', '=', sql<string>`any(${[...ids]}::uuid[])`);
  if (meetingId) select = select.where('meeting_id', '=', meetingId);
  if (kind) select = select.where('kind', '=', kind);
  if (topic) select = select.where('topic', '=', topic);
  if (year) select = select.where('agreed_on', '>=', `${year}-01-01`).where('agreed_on', '<=', `${year}-12-31`);
  if (state === 'anyOpen' || state === 'overdue') select = select.where('state', 'in', ['open', 'progress']);
  else if (state === 'help') select = select.where('state', 'in', ['open', 'progress']).where('id', 'in', helpWanted(db));
  else if (state) select = select.where('state', '=', state);
  if (state === 'overdue') select = select.where('due', '<', today);
  if (inForce) select = select.where('replaced_by', 'is', null).where('state', '!=', 'dropped');
  if (isKept) select = select.where('state', '!=', 'dropped');
  if (isSettled) select = select.where((where) => where.or([where('meeting_id', 'is', null), where('minuted', 'is not', null)]));
  if (words)
    select = select.where(
      sql<boolean>`to_tsvector('german', text) @@ websearch_to_tsquery('german', ${words}) or text ilike ${`%${words.replace(/[%_\\]/g, '\\$&')}%`}`,
    );
  if (personId)
    select = select.where((where) =>
      where.exists(
        tables(db)
          .selectFrom('governance.responsible')
          .innerJoin('governance.person', 'governance.person.id', 'governance.responsible.person_id')
          .select('governance.responsible.agreement_id')
          .where(sql<boolean>`governance.responsible.agreement_id = governance.agreement.id`)
          .where((or) =>
            or.or([
              or('governance.person.id', '=', personId),
              // An organisation's page shows what its people have to do, too, in the bodies that it has to do with itself.
              or.and([
                or(
                  'governance.person.organisation',
                  '=',
                  tables(db)
                    .selectFrom('governance.person as own')
                    .select('own.name')
                    .where('own.id', '=', personId)
                    .where('own.kind', '=', 'organisation'),
                ),
                sql<boolean>`governance.agreement.body_id in (
                  select body_id from governance.membership where person_id = ${personId}
                  union select its.body_id from governance.agreement its
                  join governance.responsible r on r.agreement_id = its.id where r.person_id = ${personId})`,
              ]),
            ]),
          ),
      ),
    );
  const byDay = newestFirst ? select : select.orderBy(sql`due asc nulls last`);
  const page = await pageOf(db, byDay.orderBy('agreed_on', 'desc'), 'id', asked);
  return { ...page, rows: await withResponsible(db, page.rows) };
}

/** All that fit, where they are needed at once. */
export const listAgreements = async (db: Db, filter: AgreementFilter): Promise<Agreement[]> =>
  (await agreementsPage(db, filter, WHOLE)).rows;

/** Agreements of all bodies after the last one that was read, in the order they were made. */
export async function agreementsAfter(db: Db, after: string, limit: number, today: string): Promise<Agreement[]> {
  const next = tables(db).selectFrom('governance.agreement').select('id').where('id', '>', after).orderBy('id').limit(limit);
  const ids = (await next.execute()).map(({ id }) => id);
  return (await listAgreements(db, { ids, today })).toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id));
}

/** Whether somebody else may read it: a draft of minutes is nobody's but the body's. The filter `isSettled` says the same to the store. */
export const isSettled = ({ meeting_id, minuted }: Pick<Agreement, 'meeting_id' | 'minuted'>): boolean =>
  meeting_id === null || minuted !== null;

/** As its minutes say it: as it was approved, or as it is while they are a draft. */
export const asMinuted = (agreement: Agreement): Agreement => ({ ...agreement, ...agreement.minuted });

/** What the minutes of a meeting say was agreed. */
export const agreementsOfMinutes = async (db: Db, meetingId: string, today: string): Promise<Agreement[]> =>
  (await listAgreements(db, { meetingId, today })).map(asMinuted);

/** Nobody changes the agreements of a meeting until the transaction ends. Locked before anything is noted in the trail, as by everybody. */
export const lockAgreements = (trx: Db, meetingId: string): Promise<unknown> =>
  tables(trx).selectFrom('governance.agreement').select('id').where('meeting_id', '=', meetingId).orderBy('id').forUpdate().execute();

/** Keeps what approved minutes say of their agreements. */
export async function minuteAgreements(db: Db, meetingId: string, today: string): Promise<void> {
  await changeMeeting(db, meetingId);
  for (const { id, kind, text, due, due_text, responsible } of await listAgreements(db, { meetingId, today })) {
    const minuted = JSON.stringify({ kind, text, due, due_text, responsible });
    await tables(db).updateTable('governance.agreement').set({ minuted }).where('id', '=', id).execute();
  }
}

export function updateAgreement(db: Db, id: string, change: Partial<Omit<AgreementRow, 'id' | 'created_at' | 'version'>>): Promise<void> {
  return inTransaction(db, async (trx) => {
    await changeAgreement(trx, id, 'agreement.changed');
    await tables(trx)
      .updateTable('governance.agreement')
      .set({ ...change, version: sql<number>`version + 1` })
      .where('id', '=', id)
      .execute();
  });
}

export function insertEvent(db: Db, event: AgreementEventRow): Promise<void> {
  return inTransaction(db, async (trx) => {
    await changeAgreement(trx, event.agreement_id);
    await tables(trx).insertInto('governance.agreement_event').values(event).execute();
  });
}

export const eventsOf = (db: Db, agreementId: string): Promise<AgreementEventRow[]> =>
  tables(db).selectFrom('governance.agreement_event').selectAll().where('agreement_id', '=', agreementId).orderBy('id').execute();

export interface Duty {
  personId: string;
  agreementId: string;
  remindedAt: Date | null;
}

/** Who is responsible for something open with a date: what reminders are made of. */
export async function duties(db: Db, until: string): Promise<Duty[]> {
  const rows = await tables(db)
    .selectFrom('governance.agreement as agreement')
    .innerJoin('governance.responsible as responsible', 'responsible.agreement_id', 'agreement.id')
    .innerJoin('governance.person as person', 'person.id', 'responsible.person_id')
    .select(['person.id as personId', 'agreement.id as agreementId', 'agreement.reminded_at as remindedAt'])
    .where('agreement.state', 'in', ['open', 'progress'])
    .where('agreement.due', '<=', until)
    .where('person.email', 'is not', null)
    .where('person.id', 'not in', tables(db).selectFrom('governance.no_reminders').select('person_id'))
    .orderBy('person.id')
    .orderBy('agreement.due')
    .execute();
  return rows;
}

/** How many are open and overdue, by body. */
export async function countByBody(db: Db, today: string): Promise<{ bodyId: string; open: number; overdue: number; done: number }[]> {
  return tables(db)
    .selectFrom('governance.agreement')
    .select([
      'body_id as bodyId',
      sql<number>`count(*) filter (where state in ('open', 'progress'))::int`.as('open'),
      sql<number>`count(*) filter (where state in ('open', 'progress') and due < ${today})::int`.as('overdue'),
      sql<number>`count(*) filter (where state = 'done')::int`.as('done'),
    ])
    .groupBy('body_id')
    .execute();
}

/** Open agreements in which an organisation is responsible, by its name or through its people, the most urgent first. */
export async function agreementsOfOrganisation(db: Db, name: string, asked: Asked): Promise<Page<Agreement>> {
  const open = tables(db)
    .selectFrom('governance.agreement')
    .selectAll()
    .where('state', 'in', ['open', 'progress'])
    .where((where) =>
      where.exists(
        where
          .selectFrom('governance.responsible')
          .innerJoin('governance.person', 'governance.person.id', 'governance.responsible.person_id')
          .select('governance.responsible.agreement_id')
          .whereRef('governance.responsible.agreement_id', '=', 'governance.agreement.id')
          .where((person) => person.or([person('governance.person.name', '=', name), person('governance.person.organisation', '=', name)])),
      ),
    )
    .orderBy(sql`due asc nulls last`);
  const page = await pageOf(db, open, 'id', asked);
  return { ...page, rows: await withResponsible(db, page.rows) };
}
