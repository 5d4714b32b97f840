import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import type { Decision } from '#platform/mail/index.ts';
import { inPortions } from '#platform/rows.ts';
import { change } from '#modules/accounts/index.ts';
import type { AccreditationTables, CampaignRow, MemberRow } from '../tables.ts';

const tables = (db: Db) => db.withTables<AccreditationTables>();

/** A campaign that writes to nobody yet. @throws HttpError 403 */
export async function insertDraft(trx: Db, row: Pick<CampaignRow, 'id' | 'scheme' | 'deadline' | 'started_at'>): Promise<void> {
  await change(trx, 'accreditation.decide', {}, { what: 'campaign.draft', kind: 'campaign', record: row.id });
  await tables(trx)
    .insertInto('accreditation.campaign')
    .values({ ...row, state: 'draft' })
    .execute();
}

/** @throws HttpError 403 */
export async function removeDraft(trx: Db, id: string): Promise<void> {
  await change(trx, 'accreditation.decide', {}, { what: 'campaign.discarded', kind: 'campaign', record: id });
  await tables(trx).deleteFrom('accreditation.campaign').where('id', '=', id).where('state', '=', 'draft').execute();
}

export const campaignById = (db: Db, id: string, lock = false): Promise<CampaignRow | undefined> => {
  const select = tables(db).selectFrom('accreditation.campaign').selectAll().where('id', '=', id);
  return (lock ? select.forUpdate() : select).executeTakeFirst();
};

/** Whether a campaign for a scheme has begun and is not over. */
export async function isUnderWay(db: Db, scheme: string): Promise<boolean> {
  const row = await tables(db)
    .selectFrom('accreditation.campaign')
    .select('id')
    .where('scheme', '=', scheme)
    .where('state', 'in', ['writing', 'running', 'stopped'])
    .executeTakeFirst();
  return row !== undefined;
}

type Measured = Omit<MemberRow, 'campaign_id' | 'told_at' | 'missing'> & { missing: string[] };

/**
 * Lets a campaign write: to the people that were looked at, saying what was looked at. What is stopped goes on with those
 * that are left. The caller holds its row. @throws HttpError 403
 */
export async function beginCampaign(trx: Db, campaign: CampaignRow, people: readonly Measured[], looked: string, at: Date): Promise<void> {
  const isNew = campaign.state === 'draft';
  const details = { scheme: campaign.scheme, people: people.length };
  const what = isNew ? 'campaign.started' : 'campaign.resumed';
  await change(trx, 'accreditation.decide', {}, { what, kind: 'campaign', record: campaign.id, details });
  await tables(trx)
    .updateTable('accreditation.campaign')
    .set({ state: 'writing', looked, ...(isNew ? { started_at: at } : {}) })
    .where('id', '=', campaign.id)
    .execute();
  const rows = people.map(({ consultant_id, email, name, valid_until, missing }) => ({
    campaign_id: campaign.id,
    consultant_id,
    email,
    name,
    valid_until,
    missing,
    told_at: null,
  }));
  for (const portion of inPortions(rows))
    await tables(trx)
      .insertInto('accreditation.campaign_member')
      .values(portion)
      .onConflict((conflict) =>
        conflict.columns(['campaign_id', 'consultant_id']).doUpdateSet(({ ref }) => ({ missing: ref('excluded.missing') })),
      )
      .execute();
}

const DECIDED = { stop: 'campaign.stopped', end: 'campaign.ended', close: 'campaign.ended', again: 'campaign.repeated' } as const;

/** What somebody decided about a campaign; the caller holds its row. @throws HttpError 403 */
export async function decideCampaign(trx: Db, id: string, act: Decision, { at, unsent }: { at: Date; unsent: number }): Promise<void> {
  await change(trx, 'accreditation.decide', {}, { what: DECIDED[act], kind: 'campaign', record: id });
  if (act === 'again') return;
  const values = act === 'stop' ? { state: 'stopped' as const } : { state: 'ended' as const, ended_at: at, unsent };
  await tables(trx).updateTable('accreditation.campaign').set(values).where('id', '=', id).execute();
}

/** A letter that was on its way when the campaign was ended has come back. */
export const noteUnsent = (trx: Db, id: string, unsent: number): Promise<unknown> =>
  tables(trx).updateTable('accreditation.campaign').set({ unsent }).where('id', '=', id).where('state', '=', 'ended').execute();

/** Stops a campaign whose words are no longer those that somebody looked at: nobody decides that, it is a rule. */
export const holdCampaign = (trx: Db, id: string): Promise<unknown> =>
  tables(trx).updateTable('accreditation.campaign').set({ state: 'stopped' }).where('id', '=', id).where('state', '=', 'writing').execute();

/** All letters of a campaign are written. */
export const noteWritten = (db: Db, id: string): Promise<unknown> =>
  tables(db).updateTable('accreditation.campaign').set({ state: 'running' }).where('id', '=', id).where('state', '=', 'writing').execute();

/** People of a campaign who were not written to. */
export const openMembers = (db: Db, id: string): Promise<MemberRow[]> =>
  tables(db)
    .selectFrom('accreditation.campaign_member')
    .selectAll()
    .where('campaign_id', '=', id)
    .where('told_at', 'is', null)
    .orderBy('name')
    .orderBy('consultant_id')
    .execute();

export async function countOpenAddresses(db: Db, id: string): Promise<number> {
  const row = await tables(db)
    .selectFrom('accreditation.campaign_member')
    .select(({ fn }) => fn.count<number>('email').distinct().as('n'))
    .where('campaign_id', '=', id)
    .where('told_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** Their letters were taken back before they went out. */
export const noteTakenBack = (trx: Db, id: string, emails: readonly string[]): Promise<unknown> =>
  tables(trx)
    .updateTable('accreditation.campaign_member')
    .set({ told_at: null })
    .where('campaign_id', '=', id)
    .where((where) => where('email', '=', where.fn.any(where.val([...emails]))))
    .execute();

export const campaigns = (db: Db): Promise<CampaignRow[]> =>
  tables(db).selectFrom('accreditation.campaign').selectAll().orderBy('started_at', 'desc').orderBy('id').execute();

/** Campaigns whose letters are not all written, the oldest first. */
export const unfinished = (db: Db): Promise<CampaignRow[]> =>
  tables(db).selectFrom('accreditation.campaign').selectAll().where('state', '=', 'writing').orderBy('started_at').execute();

/**
 * The next people who were not written to, all of an address together. One worker after the other: a second one waits until
 * the transaction ends, and whoever is killed leaves them for the next.
 */
export async function nextMembers(trx: Db, campaignId: string, addresses: number): Promise<MemberRow[]> {
  await sql`select pg_advisory_xact_lock(hashtext(${`campaign ${campaignId}`}))`.execute(trx);
  const found = await sql<MemberRow>`
    select m.campaign_id, m.consultant_id, m.email, m.name, m.valid_until, m.missing, m.told_at
    from accreditation.campaign_member m
    where m.campaign_id = ${campaignId} and m.told_at is null and m.email in (
      select email from accreditation.campaign_member where campaign_id = ${campaignId} and told_at is null
      group by email order by email limit ${addresses})
    order by m.email, m.consultant_id`.execute(trx);
  return found.rows;
}

export const noteTold = (trx: Db, id: string, told: readonly string[], at: Date): Promise<unknown> =>
  tables(trx)
    .updateTable('accreditation.campaign_member')
    .set({ told_at: at })
    .where('campaign_id', '=', id)
    .where((where) => where('consultant_id', '=', where.fn.any(where.val([...told]))))
    .execute();

export interface CampaignFigures {
  people: number;
  told: number;
  applied: number;
  granted: number;
  refused: number;
  /** Still valid, not yet accredited anew. */
  open: number;
  lapsed: number;
  missing: { requirement: string; people: number }[];
}

/** How far a campaign has come, counted from what really happened. */
export async function figuresOf(db: Db, campaign: CampaignRow, today: string): Promise<CampaignFigures> {
  const counted = await sql<Omit<CampaignFigures, 'missing'>>`
    with m as (
      select m.*, a.state as application,
        exists (select 1 from accreditation.accreditation g where g.consultant_id = m.consultant_id and g.scheme = ${campaign.scheme}
          and g.withdrawn_on is null) as renewed
      from accreditation.campaign_member m left join lateral (
        select state from accreditation.application a where a.consultant_id = m.consultant_id and a.scheme = ${campaign.scheme}
          and a.submitted_at >= ${campaign.started_at} order by a.submitted_at desc limit 1) a on true
      where m.campaign_id = ${campaign.id})
    select count(*)::int as people, count(told_at)::int as told, count(application)::int as applied,
      count(*) filter (where renewed)::int as granted, count(*) filter (where application = 'refused' and not renewed)::int as refused,
      count(*) filter (where not renewed and least(valid_until, ${campaign.deadline}::date) >= ${today}::date)::int as open,
      count(*) filter (where not renewed and least(valid_until, ${campaign.deadline}::date) < ${today}::date)::int as lapsed
    from m`.execute(db);
  const missing = await sql<{ requirement: string; people: number }>`
    select requirement, count(*)::int as people from accreditation.campaign_member m, unnest(m.missing) requirement
    where m.campaign_id = ${campaign.id} group by requirement order by people desc, requirement`.execute(db);
  const [first] = counted.rows;
  return { people: 0, told: 0, applied: 0, granted: 0, refused: 0, open: 0, lapsed: 0, ...first, missing: missing.rows };
}

/** Who was told of which end, how many months ahead. */
export async function remindersOf(
  db: Db,
  consultants: readonly string[],
): Promise<{ consultant_id: string; valid_until: string; months: number }[]> {
  if (consultants.length === 0) return [];
  return tables(db)
    .selectFrom('accreditation.reminder')
    .select(['consultant_id', 'valid_until', 'months'])
    .where('consultant_id', 'in', [...consultants])
    .execute();
}

/** Notes a reminder. False where it was sent before. */
export async function noteReminder(
  trx: Db,
  row: { consultant_id: string; valid_until: string; months: number; sent_at: Date },
): Promise<boolean> {
  const inserted = await tables(trx)
    .insertInto('accreditation.reminder')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('months')
    .executeTakeFirst();
  return inserted !== undefined;
}
