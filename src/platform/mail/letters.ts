/** Letters to very many: each claimed before it is sent, so that none goes out twice (docs/decisions/0029, 0033). */
import type { ExpressionBuilder } from 'kysely';
import { createTransport, type Transporter } from 'nodemailer';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Db } from '../database/index.ts';
import type { PlatformTables } from '../tables.ts';
import { inPortions } from '../rows.ts';
import type { Mail, Mailer } from './index.ts';
import { type MailRow, messageOf, oneLine, sentValues } from './message.ts';

/** Writes a letter in the moment it goes out; undefined: it shall not go out any more. */
export type LetterMaker = (letter: {
  key: string;
  campaign: string;
  to: string;
}) => Promise<Pick<Mail, 'subject' | 'text' | 'unsubscribe'> | undefined>;

/** Sends a campaign in a process of its own; `lifeline` ends it in good order when it is aborted. */
export type Elsewhere = (campaign: string, lifeline: AbortSignal) => Promise<void>;

/** Letters that are sent at the same time: a mail server takes several connections, and most of the time is waiting. */
const AT_ONCE = 4;
const PORTION = 100;

/** Few connections for many letters, instead of one for each. */
function pooled(smtpUrl: string): string {
  const url = new URL(smtpUrl);
  url.searchParams.set('pool', 'true');
  url.searchParams.set('maxConnections', String(AT_ONCE));
  url.searchParams.set('maxMessages', '1000000');
  return url.href;
}

/** Nobody has begun to send it, and nobody has put it aside. */
const isWaiting = (where: ExpressionBuilder<PlatformTables, 'platform.mail'>) =>
  where.and([where('claimed_at', 'is', null), where('sent_at', 'is', null), where('kept_at', 'is', null)]);

/** A letter whose words could not be made: nothing has gone out. */
class Unwritten extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : 'not written', { cause });
  }
}
const wordsOf = (error: unknown): string => (error instanceof Error ? error.message.slice(0, 200) : 'failed');

/** Refused by the mail server, or it was not reached at all: then it may be tried again. Anything else stays unsure. */
const wasNotSent = (error: unknown): boolean => {
  if (error instanceof Unwritten) return true;
  const { responseCode, command } = error as { responseCode?: number; command?: string };
  return (responseCode ?? 0) >= 400 || command === 'CONN';
};

export interface Letters {
  keep: Mailer['keepUnwritten'];
  make(maker: string, write: LetterMaker): void;
  deliver(campaign: string): Promise<void>;
  close(): Promise<void>;
}

export function createLetters(
  db: Db,
  config: Pick<Config, 'smtpUrl' | 'mailFrom'>,
  clock: Clock,
  elsewhere: Elsewhere | undefined,
): Letters {
  const tables = db.withTables<PlatformTables>();
  const makers = new Map<string, LetterMaker>();
  const stop = new AbortController();
  const running = new Map<string, Promise<void>>();

  const change = (
    key: string,
    values: Partial<Pick<MailRow, 'sent_at' | 'claimed_at' | 'error' | 'subject' | 'body' | 'unsubscribe'> & { calendar: null }>,
  ) => tables.updateTable('platform.mail').set(values).where('id', '=', key).execute();

  /** The letter, if nobody had it before: whoever comes second, or after a crash, leaves it alone. */
  const claim = (key: string): Promise<MailRow | undefined> =>
    tables
      .updateTable('platform.mail')
      .set({ claimed_at: clock.now() })
      .where('id', '=', key)
      .where(isWaiting)
      .returningAll()
      .executeTakeFirst();

  /** What is to be said, made now where it is made when it goes out. */
  async function written(row: MailRow): Promise<MailRow | undefined> {
    if (row.made_by === null) return row;
    const made = await makers.get(row.made_by)?.({ key: row.id, campaign: row.campaign ?? '', to: row.recipient });
    return made && { ...row, subject: oneLine(made.subject), body: made.text, unsubscribe: made.unsubscribe ?? null };
  }

  async function sendOne(key: string, through: Transporter): Promise<void> {
    const claimed = await claim(key);
    if (!claimed) return;
    try {
      const row = await written(claimed).catch((error: unknown) => Promise.reject(new Unwritten(error)));
      if (!row) {
        // Only the one in hand: a new one with the same key may have been kept meanwhile.
        await tables.deleteFrom('platform.mail').where('id', '=', key).where('claimed_at', '=', claimed.claimed_at).execute();
        return;
      }
      await through.sendMail(messageOf(row, config.mailFrom));
      // The words of a letter to thousands are kept once, where they come from.
      await change(key, row.made_by === null ? sentValues(row, clock.now()) : { sent_at: clock.now(), subject: row.subject });
    } catch (error) {
      await change(key, { error: wordsOf(error), ...(wasNotSent(error) ? { claimed_at: null } : {}) });
    }
  }

  /** Where no mail server is: the letter is written out, stays in the outbox, and is done. */
  async function keepOne(key: string): Promise<void> {
    const waiting = await tables.selectFrom('platform.mail').selectAll().where('id', '=', key).where(isWaiting).executeTakeFirst();
    if (!waiting) return;
    try {
      const row = await written(waiting);
      // Only this one: a new one with the same key may have been kept meanwhile.
      const isThis = (where: ExpressionBuilder<PlatformTables, 'platform.mail'>) =>
        where.and([where('id', '=', key), where('created_at', '=', waiting.created_at), isWaiting(where)]);
      if (!row) await tables.deleteFrom('platform.mail').where(isThis).execute();
      else
        await tables
          .updateTable('platform.mail')
          .set({ kept_at: clock.now(), subject: row.subject, body: row.body, unsubscribe: row.unsubscribe })
          .where(isThis)
          .execute();
    } catch (error) {
      await change(key, { error: wordsOf(error) });
    }
  }

  async function eachWaiting(campaign: string, handle: (key: string) => Promise<void>): Promise<void> {
    for (let last = ''; !stop.signal.aborted; ) {
      const rows = await tables
        .selectFrom('platform.mail')
        .select('id')
        .where('campaign', '=', campaign)
        .where(isWaiting)
        .$if(last !== '', (query) => query.where('id', '>', last))
        .orderBy('id')
        .limit(PORTION)
        .execute();
      const waiting = rows.map((row) => row.id);
      if (waiting.length === 0) return;
      last = waiting.at(-1) ?? last;
      const work = async () => {
        for (let key = waiting.shift(); key !== undefined && !stop.signal.aborted; key = waiting.shift()) await handle(key);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
    }
  }

  async function sendHere(campaign: string): Promise<void> {
    if (!config.smtpUrl) return eachWaiting(campaign, keepOne);
    const through = createTransport(pooled(config.smtpUrl));
    try {
      await eachWaiting(campaign, (key) => sendOne(key, through));
    } finally {
      through.close();
    }
  }

  return {
    async keep(trx, campaign, maker, letters) {
      for (const some of inPortions(letters)) {
        await trx
          .withTables<PlatformTables>()
          .insertInto('platform.mail')
          .values(
            some.map(({ key, to }) => ({
              id: key,
              recipient: oneLine(to),
              subject: '',
              body: '',
              calendar: null,
              unsubscribe: null,
              created_at: clock.now(),
              sent_at: null,
              error: null,
              campaign,
              made_by: maker,
            })),
          )
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
    },
    make(maker, write) {
      makers.set(maker, write);
    },
    deliver(campaign) {
      // Two calls for the same letters are one: more hands would only be in each other's way.
      const work = running.get(campaign) ?? (elsewhere && config.smtpUrl ? elsewhere(campaign, stop.signal) : sendHere(campaign));
      running.set(campaign, work);
      const over = () => running.delete(campaign);
      work.then(over, over);
      return work;
    },
    async close() {
      stop.abort();
      await Promise.allSettled(running.values());
    },
  };
}

const UNSURE_AFTER_MS = 5 * 60 * 1000;

export interface Delivery {
  letters: number;
  sent: number;
  /** Written into the outbox, because no mail server is set up. */
  kept: number;
  /** Nobody has begun to send it yet. */
  waiting: number;
  /** Somebody was about to send it and never came back: perhaps it arrived. */
  unsure: number;
}

/** How far the letters of a campaign have come. A claim of the last minutes is being worked on, not unsure. */
export async function deliveryOf(db: Db, campaign: string, now: Date): Promise<Delivery> {
  const before = new Date(now.getTime() - UNSURE_AFTER_MS);
  const row = await db
    .withTables<PlatformTables>()
    .selectFrom('platform.mail')
    .select(({ fn }) => [
      fn.countAll<number>().as('letters'),
      fn.count<number>('sent_at').as('sent'),
      fn.count<number>('kept_at').as('kept'),
      fn.countAll<number>().filterWhere(isWaiting).as('waiting'),
      fn.countAll<number>().filterWhere('sent_at', 'is', null).filterWhere('claimed_at', '<', before).as('unsure'),
    ])
    .where('campaign', '=', campaign)
    .executeTakeFirstOrThrow();
  const [letters, sent, kept] = [Number(row.letters), Number(row.sent), Number(row.kept)];
  return { letters, sent, kept, waiting: Number(row.waiting), unsure: Number(row.unsure) };
}

/** Lets unsure letters of a campaign go out once more: a person has decided that twice is better than never. */
export async function releaseUnsure(db: Db, campaign: string, now: Date): Promise<void> {
  await db
    .withTables<PlatformTables>()
    .updateTable('platform.mail')
    .set({ claimed_at: null })
    .where('campaign', '=', campaign)
    .where('sent_at', 'is', null)
    .where('claimed_at', '<', new Date(now.getTime() - UNSURE_AFTER_MS))
    .execute();
}

/** Takes back the letters that nobody has begun to send, and says to whom they would have gone. A mailing was stopped. */
export async function takeBackWaiting(trx: Db, campaign: string): Promise<string[]> {
  const rows = await trx
    .withTables<PlatformTables>()
    .deleteFrom('platform.mail')
    .where('campaign', '=', campaign)
    .where(isWaiting)
    .returning('recipient')
    .execute();
  return rows.map((row) => row.recipient);
}

/** Takes back the letter that somebody is about to send. */
export const takeBackLetter = (trx: Db, key: string): Promise<unknown> =>
  trx.withTables<PlatformTables>().deleteFrom('platform.mail').where('id', '=', key).where('sent_at', 'is', null).execute();

/** Mailings of which letters wait. */
export async function waitingMailings(db: Db): Promise<string[]> {
  const rows = await db
    .withTables<PlatformTables>()
    .selectFrom('platform.mail')
    .select('campaign')
    .distinct()
    .where('campaign', 'is not', null)
    .where(isWaiting)
    .execute();
  return rows.flatMap(({ campaign }) => campaign ?? []);
}
