import { localDay } from '#platform/clock.ts';
import { sql } from 'kysely';
import type { Db } from '#platform/database/index.ts';
import { permit } from '#modules/accounts/index.ts';
import type { CasesTables } from '../tables.ts';

const tables = (db: Db) => db.withTables<CasesTables>();

/** Takes everything personal out of some cases; what stays is which programme, which topics, when, and with what result. */
async function blank(db: Db, ids: readonly string[], now: Date): Promise<number> {
  if (ids.length === 0) return 0;
  const own = sql`case_id = any(${[...ids]}::uuid[])`;
  await sql`delete from cases.person where ${own}`.execute(db);
  await sql`delete from cases.document where ${own}`.execute(db);
  await sql`update cases.session set notes = '', took_part = '{}', entered_by = '', reason = '', sprint_reason = '' where ${own}`.execute(
    db,
  );
  await sql`update cases.goal set text = '' where ${own}`.execute(db);
  await sql`update cases.event set who = '', detail = '' where ${own} and kind not in ('phase', 'late', 'programme')`.execute(db);
  await sql`update cases.rating set words = '' where ${own}`.execute(db);
  await sql`update cases.case_file set company = '', contact = '', email = '', place = '', result_note = '', voucher_number = null, story_consent = null,
    forget_on = null, anonymised_at = ${now}, version = version + 1 where id = any(${[...ids]}::uuid[])`.execute(db);
  return ids.length;
}

/** Anonymises cases that were over before a moment, and those that were to be forgotten by now. Returns how many. */
export async function anonymiseCases(db: Db, before: Date, now: Date): Promise<number> {
  permit('privacy.decide');
  const rows = await sql<{ id: string }>`select id from cases.case_file where anonymised_at is null
    and ((state <> 'open' and closed_on < ${localDay(before)}::date) or forget_on <= ${localDay(now)}::date) limit 5000`.execute(db);
  return blank(
    db,
    rows.rows.map((row) => row.id),
    now,
  );
}

/** Forgets whoever is the contact of cases: what is over at once, what runs once it is over, at the latest on a day. */
export async function forgetContact(db: Db, email: string, now: Date, until: Date): Promise<{ anonymised: number; kept: number }> {
  permit('privacy.decide');
  const theirs = sql`lower(email) = ${email.toLowerCase()}`;
  const over = await sql<{ id: string }>`select id from cases.case_file where ${theirs} and state <> 'open'`.execute(db);
  const kept = await sql`update cases.case_file set forget_on = ${localDay(until)}::date where ${theirs} and state = 'open'`.execute(db);
  return {
    anonymised: await blank(
      db,
      over.rows.map((row) => row.id),
      now,
    ),
    kept: Number(kept.numAffectedRows ?? 0),
  };
}

/** What is kept of the contact of cases. */
export const casesTo = (db: Db, email: string) =>
  tables(db)
    .selectFrom('cases.case_file')
    .select([
      'id',
      'opened_at',
      'company',
      'contact',
      'email',
      'place',
      'topics',
      'owner_name',
      'programme',
      'phase',
      'state',
      'closed_on',
      'result',
      'result_note',
    ])
    .where((where) => where(where.fn<string>('lower', ['email']), '=', email.toLowerCase()))
    .execute();
