import { sql } from 'kysely';
import { type Db, inTransaction } from '#platform/database/index.ts';
import { inPortions } from '#platform/rows.ts';
import { change } from '#modules/accounts/index.ts';
import type { AccreditationTables, CampaignRow, MemberRow } from '../tables.ts';

const tables = (db: Db) => db.withTables<AccreditationTables>();

/** Opens a campaign with everybody it is for, all or nothing. False where one runs already. */
export async function openCampaign(
  db: Db,
  campaign: Omit<CampaignRow, 'ended_at'>,
  members: readonly Omit<MemberRow, 'campaign_id' | 'missing' | 'told_at'>[],
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const details = { scheme: campaign.scheme, people: members.length };
    await change(trx, 'accreditation.decide', {}, { what: 'campaign.started', kind: 'campaign', record: campaign.id, details });
    const inserted = await tables(trx)
      .insertInto('accreditation.campaign')
      .values(campaign)
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!inserted) return false;
    const rows = members.map((member) => ({ ...member, campaign_id: campaign.id, missing: null, told_at: null }));
    for (const portion of inPortions(rows)) await tables(trx).insertInto('accreditation.campaign_member').values(portion).execute();
    return true;
  });
}

export const campaigns = (db: Db): Promise<CampaignRow[]> =>
  tables(db).selectFrom('accreditation.campaign').selectAll().orderBy('started_at', 'desc').limit(50).execute();

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

export async function noteTold(
  trx: Db,
  campaignId: string,
  told: readonly { consultant: string; missing: string[] }[],
  at: Date,
): Promise<void> {
  await sql`
    update accreditation.campaign_member m set missing = t.missing, told_at = ${at}
    from (select (each ->> 'consultant')::uuid as consultant, array(select jsonb_array_elements_text(each -> 'missing')) as missing
      from jsonb_array_elements(${JSON.stringify(told)}::jsonb) each) t
    where m.campaign_id = ${campaignId} and m.consultant_id = t.consultant`.execute(trx);
}

export async function setCampaignState(db: Db, id: string, state: CampaignRow['state'], endedAt: Date | null = null): Promise<void> {
  await tables(db).updateTable('accreditation.campaign').set({ state, ended_at: endedAt }).where('id', '=', id).execute();
}

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
