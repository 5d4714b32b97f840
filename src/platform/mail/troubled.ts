/** Mails that did not arrive (yet): what is known of them, and the way to send them once more. */
import { type ExpressionBuilder, sql } from 'kysely';
import { type Db, inTransaction, type Trx } from '../database/index.ts';
import { type Asked, mapPage, type Page, pageOf } from '../lists.ts';
import type { Jobs } from '../jobs/index.ts';
import type { PlatformTables } from '../tables.ts';
import { unmarkRefused } from './addresses.ts';
import { QUEUED } from './queued.ts';

export interface Troubled {
  id: string;
  to: string;
  subject: string;
  createdAt: Date;
  tries: number;
  /** Given up; null: it is tried again at `nextAt`. */
  failedAt: Date | null;
  nextAt: Date | null;
  code: number | null;
  /** What the mail server said. */
  words: string;
  /** Part of a mailing, which has a page of its own. */
  isLetter: boolean;
}

const tables = (db: Db) => db.withTables<PlatformTables>();
const COLUMNS = ['id', 'recipient', 'subject', 'created_at', 'tries', 'failed_at', 'next_at', 'code', 'error', 'campaign'] as const;
type Row = Pick<PlatformTables['platform.mail'], 'id' | 'recipient' | 'subject'> & {
  created_at: Date;
  tries: number;
  failed_at: Date | null;
  next_at: Date | null;
  code: number | null;
  error: string | null;
  campaign: string | null;
};

const toTroubled = (row: Row): Troubled => ({
  id: row.id,
  to: row.recipient,
  subject: row.subject,
  createdAt: row.created_at,
  tries: row.tries,
  failedAt: row.failed_at,
  nextAt: row.next_at,
  code: row.code,
  words: row.error ?? '',
  isLetter: row.campaign !== null,
});

export type TroubleState = 'failed' | 'later';

const inState = (state: TroubleState) => (where: ExpressionBuilder<PlatformTables, 'platform.mail'>) =>
  state === 'failed'
    ? where('failed_at', 'is not', null)
    : where.and([
        where('failed_at', 'is', null),
        where('sent_at', 'is', null),
        where('kept_at', 'is', null),
        where('next_at', 'is not', null),
      ]);

/** A page of them, the newest first. */
export async function troubledMails(db: Db, state: TroubleState, asked: Asked): Promise<Page<Troubled>> {
  const mails = tables(db).selectFrom('platform.mail').select(COLUMNS).where(inState(state)).orderBy('created_at', 'desc');
  return mapPage(await pageOf(db, mails, 'id', asked), (row) => toTroubled(row as Row));
}

export async function countTroubled(db: Db): Promise<Record<TroubleState, number>> {
  const count = async (state: TroubleState) =>
    Number(
      (
        await tables(db)
          .selectFrom('platform.mail')
          .select(({ fn }) => fn.countAll<number>().as('n'))
          .where(inState(state))
          .executeTakeFirstOrThrow()
      ).n,
    );
  return { failed: await count('failed'), later: await count('later') };
}

/** What of one matter did not arrive, the newest first. */
export async function troubledAbout(db: Db, about: string): Promise<Troubled[]> {
  const rows = await tables(db)
    .selectFrom('platform.mail')
    .select(COLUMNS)
    .where('about', '=', about)
    .where((where) => where.or([inState('failed')(where), inState('later')(where)]))
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map((row) => toTroubled(row as Row));
}

/** A mail that was given up: what it was about, and who had it sent. */
export async function undeliveredMail(
  db: Db,
  id: string,
): Promise<{ to: string; subject: string; about: string | null; sender: string | null } | undefined> {
  const row = await tables(db)
    .selectFrom('platform.mail')
    .select(['recipient as to', 'subject', 'about', 'sender'])
    .where('id', '=', id)
    .where('failed_at', 'is not', null)
    .executeTakeFirst();
  return row;
}

/** Letters of a mailing that were given up, by address. */
export async function failedLetters(db: Db, campaign: string, limit: number): Promise<Troubled[]> {
  const rows = await tables(db)
    .selectFrom('platform.mail')
    .select(COLUMNS)
    .where('campaign', '=', campaign)
    .where('failed_at', 'is not', null)
    .orderBy('recipient')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => toTroubled(row as Row));
}

/** From the beginning: the address counts as right again, and the pauses as never made. */
const AFRESH = { failed_at: null, next_at: null, claimed_at: null, tries: 0 } as const;

/** Sends a mail once more that was given up or put off. False where it is neither. */
export const sendAgain = (db: Db, jobs: Pick<Jobs, 'publish'>, id: string): Promise<boolean> =>
  inTransaction(db, async (trx) => {
    const row = await tables(trx)
      .updateTable('platform.mail')
      .set(AFRESH)
      .where('id', '=', id)
      .where((where) => where.or([inState('failed')(where), inState('later')(where)]))
      .returning(['recipient', 'campaign'])
      .executeTakeFirst();
    if (!row) return false;
    await unmarkRefused(trx, row.recipient);
    // Letters of a mailing go out with it, in the next minute.
    if (row.campaign === null) await jobs.publish(trx as unknown as Trx, { type: QUEUED, subject: id, payload: {} });
    return true;
  });

/** The same for all in a state whose address was not refused: where it was, a person looks at it. Returns how many. */
export const sendAllAgain = (db: Db, state: TroubleState): Promise<number> =>
  inTransaction(db, async (trx) => {
    const done = await tables(trx)
      .updateTable('platform.mail')
      .set({ ...AFRESH, next_at: new Date(0) })
      .where(inState(state))
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('platform.refused_address').select('address').where('address', '=', sql<string>`lower(recipient)`))),
      )
      .executeTakeFirst();
    return Number(done.numUpdatedRows);
  });
