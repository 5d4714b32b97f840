/** One mail on its way to the mail server, and what becomes of it: the one place where anything is sent. */
import { type ExpressionBuilder, sql, type Updateable } from 'kysely';
import type { Transporter } from 'nodemailer';
import { MINUTE } from '../clock.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { type Db, inTransaction, type Trx } from '../database/index.ts';
import type { Jobs } from '../jobs/index.ts';
import type { PlatformTables } from '../tables.ts';
import { markRefused, refusedAmong, unmarkRefused } from './addresses.ts';
import type { Mail } from './index.ts';
import { type MailRow, messageOf, oneLine, sentValues } from './message.ts';
import { nextTry, type Outcome, outcomeOf } from './outcome.ts';

/** Writes a letter in the moment it goes out; undefined: it shall not go out any more. */
export type LetterMaker = (letter: {
  key: string;
  campaign: string;
  to: string;
}) => Promise<Pick<Mail, 'subject' | 'text' | 'unsubscribe' | 'locale'> | undefined>;

/** How a mail has fared: for figures, never with an address. */
export type Fared = 'sent' | 'kept' | 'later' | 'unsure' | 'failed';

export const MAIL_FAILED = 'mail.failed';

/** A process that had a mail in its hands and did not come back for so long is gone. */
const LOST_AFTER_MS = 10 * MINUTE;

/** Nobody has begun to send it, nobody has put it aside, nobody has given it up. */
export const isWaiting = (where: ExpressionBuilder<PlatformTables, 'platform.mail'>) =>
  where.and([where('claimed_at', 'is', null), where('sent_at', 'is', null), where('kept_at', 'is', null), where('failed_at', 'is', null)]);

/** Its time has come. */
export const isDue = (where: ExpressionBuilder<PlatformTables, 'platform.mail'>, now: Date) =>
  where.and([isWaiting(where), where.or([where('next_at', 'is', null), where('next_at', '<=', now)])]);

/** A letter whose words could not be made: nothing has gone out. */
class Unwritten extends Error {}

const KNOWN: Outcome = { trouble: 'refused', code: undefined, words: 'address refused before' };

export interface HandOverParts {
  db: Db;
  config: Pick<Config, 'mailFrom' | 'officeMail' | 'publicUrl'>;
  clock: Clock;
  makers: ReadonlyMap<string, LetterMaker>;
  jobs: Pick<Jobs, 'publish'> | undefined;
  observe: (fared: Fared) => void;
}

/** `through`: the mail server; undefined where none is set up, then it is written into the outbox for good. */
export type HandOver = (key: string, through: Pick<Transporter, 'sendMail'> | undefined) => Promise<void>;

export function createHandOver({ db, config, clock, makers, jobs, observe }: HandOverParts): HandOver {
  const tables = (from: Db = db) => from.withTables<PlatformTables>();

  /** The mail, if nobody has it: whoever comes second leaves it alone. A single one is taken over from a process that is gone. */
  function claim(key: string): Promise<MailRow | undefined> {
    const now = clock.now();
    const lost = new Date(now.getTime() - LOST_AFTER_MS);
    return tables()
      .updateTable('platform.mail')
      .set({ claimed_at: now })
      .where('id', '=', key)
      .where((where) =>
        where.or([
          isDue(where, now),
          where.and([
            where('campaign', 'is', null),
            where('claimed_at', '<', lost),
            where('sent_at', 'is', null),
            where('kept_at', 'is', null),
            where('failed_at', 'is', null),
          ]),
        ]),
      )
      .returningAll()
      .executeTakeFirst();
  }

  /** Only the one in hand: a new one with the same key may have been kept meanwhile. */
  const inHand =
    ({ id, claimed_at }: MailRow) =>
    (where: ExpressionBuilder<PlatformTables, 'platform.mail'>) =>
      where.and([where('id', '=', id), where('claimed_at', '=', claimed_at)]);

  const set = (row: MailRow, values: Updateable<PlatformTables['platform.mail']>, from: Db = db) =>
    tables(from).updateTable('platform.mail').set(values).where(inHand(row)).execute();
  const drop = (row: MailRow, from: Db = db) => tables(from).deleteFrom('platform.mail').where(inHand(row)).execute();

  /** What is to be said, made now where it is made when it goes out. */
  async function written(row: MailRow): Promise<MailRow | undefined> {
    if (row.made_by === null) return row;
    try {
      const made = await makers.get(row.made_by)?.({ key: row.id, campaign: row.campaign ?? '', to: row.recipient });
      return (
        made && {
          ...row,
          subject: oneLine(made.subject),
          body: made.text,
          unsubscribe: made.unsubscribe ?? null,
          locale: made.locale ?? row.locale,
        }
      );
    } catch (error) {
      throw new Unwritten(error instanceof Error ? error.message : 'not written', { cause: error });
    }
  }

  async function arrived(row: MailRow): Promise<void> {
    observe('sent');
    if (row.is_fleeting) await drop(row);
    // The words of a letter to thousands are kept once, where they come from.
    else
      await set(row, {
        ...(row.made_by === null ? sentValues(row, clock.now()) : { sent_at: clock.now(), subject: row.subject }),
        error: null,
      });
    await unmarkRefused(db, row.recipient);
  }

  /** Given up: said where it belongs, and to whoever had it sent. */
  async function giveUp(row: MailRow, { trouble, code, words }: Outcome, tries: number): Promise<void> {
    observe('failed');
    await inTransaction(db, async (trx) => {
      if (trouble === 'refused' && code !== undefined) await markRefused(trx, row.recipient, { code, words }, clock.now());
      if (row.is_fleeting) {
        await drop(row, trx);
        return;
      }
      await set(row, { claimed_at: null, failed_at: clock.now(), next_at: null, tries, error: words, code: code ?? null }, trx);
      if (row.campaign === null) await jobs?.publish(trx as unknown as Trx, { type: MAIL_FAILED, subject: row.id, payload: {} });
    });
  }

  async function failed(row: MailRow, outcome: Outcome): Promise<void> {
    const tries = row.tries + 1;
    // Twice is worse than late only for letters to many: a person decides about those that nobody knows of.
    if (outcome.trouble === 'unsure' && row.campaign !== null) {
      observe('unsure');
      await set(row, { error: outcome.words, tries });
      return;
    }
    const next = nextTry(outcome.trouble, tries, clock.now());
    if (!next) return giveUp(row, outcome, tries);
    observe('later');
    await set(row, { claimed_at: null, next_at: next, tries, error: outcome.words, code: outcome.code ?? null });
  }

  async function toServer(row: MailRow, through: Pick<Transporter, 'sendMail'>): Promise<void> {
    try {
      await through.sendMail(messageOf(row, config));
    } catch (error) {
      return failed(row, outcomeOf(error));
    }
    await arrived(row);
  }

  const isLeftOut = async (row: MailRow) => row.campaign !== null && (await refusedAmong(db, [row.recipient])).size > 0;

  return async (key, through) => {
    const claimed = await claim(key);
    if (!claimed) return;
    if (through && (await isLeftOut(claimed))) return giveUp(claimed, KNOWN, claimed.tries);
    let row: MailRow | undefined;
    try {
      row = await written(claimed);
    } catch (error) {
      return failed(claimed, {
        trouble: 'later',
        code: undefined,
        words: error instanceof Error ? error.message.slice(0, 200) : 'not written',
      });
    }
    if (!row) {
      await drop(claimed);
      return;
    }
    if (through) return toServer({ ...row, claimed_at: claimed.claimed_at }, through);
    observe('kept');
    const { subject, body, unsubscribe, locale } = row;
    if (row.is_fleeting) await drop(claimed);
    else await set(claimed, { kept_at: clock.now(), claimed_at: null, subject, body, unsubscribe, locale });
  };
}

/** Single mails whose time has come, the longest waiting first: those that were put off, and those whose job was lost. */
export async function dueMails(db: Db, now: Date, limit: number): Promise<string[]> {
  const lost = new Date(now.getTime() - LOST_AFTER_MS);
  const rows = await db
    .withTables<PlatformTables>()
    .selectFrom('platform.mail')
    .select('id')
    .where('campaign', 'is', null)
    .where('sent_at', 'is', null)
    .where('kept_at', 'is', null)
    .where('failed_at', 'is', null)
    .where((where) =>
      where.or([
        where.and([where('claimed_at', 'is', null), where('next_at', '<=', now)]),
        where.and([where('claimed_at', 'is', null), where('next_at', 'is', null), where('created_at', '<', lost)]),
        where('claimed_at', '<', lost),
      ]),
    )
    .orderBy(sql`coalesce(next_at, created_at)`)
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}
