/** Letters to very many: each claimed before it is sent, so that none goes out twice (docs/decisions/0029, 0033). */
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Db } from '../database/index.ts';
import { inPortions } from '../rows.ts';
import type { PlatformTables } from '../tables.ts';
import { AT_ONCE, connect } from './connection.ts';
import { type HandOver, isDue, isWaiting, type LetterMaker } from './hand-over.ts';
import type { Mailer } from './index.ts';
import { oneLine } from './message.ts';

/** Sends a campaign in a process of its own; `lifeline` ends it in good order when it is aborted. */
export type Elsewhere = (campaign: string, lifeline: AbortSignal) => Promise<void>;

const PORTION = 100;

export interface Letters {
  keep: Mailer['keepUnwritten'];
  make(maker: string, write: LetterMaker): void;
  deliver(campaign: string): Promise<void>;
  close(): Promise<void>;
}

export interface LettersParts {
  db: Db;
  config: Pick<Config, 'smtpUrl'>;
  clock: Clock;
  handOver: HandOver;
  makers: Map<string, LetterMaker>;
  elsewhere: Elsewhere | undefined;
}

export function createLetters({ db, config, clock, handOver, makers, elsewhere }: LettersParts): Letters {
  const tables = db.withTables<PlatformTables>();
  const stop = new AbortController();
  const running = new Map<string, Promise<void>>();

  async function eachWaiting(campaign: string, handle: (key: string) => Promise<void>): Promise<void> {
    for (let last = ''; !stop.signal.aborted; ) {
      const rows = await tables
        .selectFrom('platform.mail')
        .select('id')
        .where('campaign', '=', campaign)
        .where((where) => isDue(where, clock.now()))
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

  /** Nothing is begun, no process and no connection, for letters that are only tried again later. */
  async function hasDue(campaign: string): Promise<boolean> {
    const query = tables.selectFrom('platform.mail').select('id').where('campaign', '=', campaign);
    return (
      (await query
        .where((where) => isDue(where, clock.now()))
        .limit(1)
        .executeTakeFirst()) !== undefined
    );
  }

  async function sendHere(campaign: string): Promise<void> {
    const through = config.smtpUrl ? connect(config.smtpUrl) : undefined;
    try {
      await eachWaiting(campaign, (key) => handOver(key, through));
    } finally {
      through?.close();
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
    make: (maker, write) => void makers.set(maker, write),
    deliver(campaign) {
      // Two calls for the same letters are one: more hands would only be in each other's way.
      const begin = async () => {
        if (!(await hasDue(campaign))) return;
        await (elsewhere && config.smtpUrl ? elsewhere(campaign, stop.signal) : sendHere(campaign));
      };
      const work = running.get(campaign) ?? begin();
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
  /** Nobody has begun to send it yet, or it is tried again later. */
  waiting: number;
  /** Somebody was about to send it and never came back: perhaps it arrived. */
  unsure: number;
  /** Given up: the address does not take it. */
  failed: number;
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
      fn.count<number>('failed_at').as('failed'),
      fn.countAll<number>().filterWhere(isWaiting).as('waiting'),
      fn.countAll<number>().filterWhere('sent_at', 'is', null).filterWhere('claimed_at', '<', before).as('unsure'),
    ])
    .where('campaign', '=', campaign)
    .executeTakeFirstOrThrow();
  const [letters, sent, kept] = [Number(row.letters), Number(row.sent), Number(row.kept)];
  return { letters, sent, kept, waiting: Number(row.waiting), unsure: Number(row.unsure), failed: Number(row.failed) };
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

/** Mailings of which letters wait, and whether the time of one has come. */
export async function waitingMailings(db: Db, now: Date): Promise<{ campaign: string; isDue: boolean }[]> {
  const rows = await db
    .withTables<PlatformTables>()
    .selectFrom('platform.mail')
    .select([
      'campaign',
      ({ fn }) =>
        fn
          .countAll<number>()
          .filterWhere((where) => isDue(where, now))
          .as('due'),
    ])
    .where('campaign', 'is not', null)
    .where(isWaiting)
    .groupBy('campaign')
    .execute();
  return rows.flatMap(({ campaign, due }) => (campaign === null ? [] : [{ campaign, isDue: Number(due) > 0 }]));
}
