import { type Actor, currentActor } from '../actor.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import { type Db, inTransaction, type Trx } from '../database/index.ts';
import type { Locale } from '../i18n/index.ts';
import type { Jobs, Scheduled, Subscriber } from '../jobs/index.ts';
import { type Asked, firstOf, mapPage, type Page, pageOf } from '../lists.ts';
import type { PlatformTables } from '../tables.ts';
import { forgetRefused, unmarkRefused } from './addresses.ts';
import { AT_ONCE, connect } from './connection.ts';
import { createHandOver, dueMails, type Fared, type LetterMaker } from './hand-over.ts';
import { createLetters, type Elsewhere } from './letters.ts';
import { oneLine } from './message.ts';
import { QUEUED } from './queued.ts';

export { addressIn } from './html.ts';
export { mailKey } from './message.ts';
export { BLANK, letterWithoutSecrets } from './secrets.ts';
export { type RefusedAddress, refusedAmong } from './addresses.ts';
export { type Fared, type LetterMaker, MAIL_FAILED } from './hand-over.ts';
export { type Delivery, deliveryOf, type Elsewhere } from './letters.ts';
export {
  countTroubled,
  failedLetters,
  sendAgain,
  sendAllAgain,
  type Troubled,
  troubledAbout,
  troubledMails,
  type TroubleState,
  undeliveredMail,
} from './troubled.ts';
export { createMailings, type Decision, type Looked, type MailingDelivery, type MailingKind, type Mailings } from './mailing.ts';
export {
  type Asking,
  lookOf,
  type Mailing,
  type MailingAct,
  mailingPrint,
  type MailingState,
  type Missing,
} from './mailing-gate.ts';

export interface Mail {
  to: string;
  subject: string;
  /** Plain text: readable everywhere, nothing to load. */
  text: string;
  /** A calendar file that goes along (RFC 6047), with its METHOD. */
  calendar?: { method: 'REQUEST' | 'CANCEL'; content: string } | undefined;
  /** Address that ends this kind of mail with one POST (RFC 8058). */
  unsubscribe?: string | undefined;
  /** Its language; German where nothing is said. */
  locale?: Locale | undefined;
  /** Where an answer goes; the office where nothing is said. */
  replyTo?: string | undefined;
  /** The matter it belongs to, as the path of its page: there stands what did not arrive. */
  about?: string | undefined;
}

export interface StoredMail extends Mail {
  id: string;
  createdAt: Date;
  sentAt: Date | null;
  /** Given up. */
  failedAt: Date | null;
  /** What the mail server said last, where it did not take it. */
  error: string | null;
}

export interface Mailer {
  /** Keeps the mail in the outbox; it goes out by a job. Nobody waits for a mail server. A second call with the same key sends nothing. */
  send(key: string, mail: Mail): Promise<void>;
  /** The same in the caller's transaction: it goes out once that is committed. */
  queue(trx: Trx, key: string, mail: Mail): Promise<void>;
  /** The last letter to somebody who is forgotten: nothing of it is kept once it has gone, or has failed. */
  sendUnkept(key: string, mail: Mail): Promise<void>;
  /** Sends a kept mail that waits; what becomes of it stands on the mail. Throws for no mail server. */
  deliver(key: string): Promise<void>;
  /** Sends every single mail whose time has come. Returns how many there were. */
  deliverDue(): Promise<number>;
  /** Keeps a letter of a campaign in the caller's transaction. Nothing sends it but `deliverCampaign`. */
  keepLetter(trx: Trx, campaign: string, key: string, mail: Mail): Promise<void>;
  /** The same for letters whose words are only made when they go out, by whom `makeLetters` names. */
  keepUnwritten(trx: Trx, campaign: string, maker: string, letters: readonly { key: string; to: string }[]): Promise<void>;
  /** Names who writes letters of a kind in the moment they go out. */
  makeLetters(maker: string, write: LetterMaker): void;
  /** Sends what is kept of a campaign (without SMTP_URL: writes it into the outbox, for good), each letter at most once whatever happens in between. */
  deliverCampaign(campaign: string): Promise<void>;
  /** Begins no further letter and waits for those that are on their way. */
  close(): Promise<void>;
}

export interface MailerParts {
  db: Db;
  config: Pick<Config, 'smtpUrl' | 'mailFrom' | 'officeMail' | 'publicUrl'>;
  clock: Clock;
  /** Undefined: a command beside the server, which sends by itself. */
  jobs?: Pick<Jobs, 'publish'>;
  elsewhere?: Elsewhere | undefined;
  observe?: (fared: Fared) => void;
}

/** Who has a mail sent, and is told when it does not arrive: people, not the platform itself. */
const senderOf = ({ kind, userId }: Actor): string | null => (kind === 'person' ? userId : null);

export function createMailer({ db, config, clock, jobs, elsewhere, observe = () => undefined }: MailerParts): Mailer {
  const transport = config.smtpUrl ? connect(config.smtpUrl) : undefined;
  const makers = new Map<string, LetterMaker>();
  const handOver = createHandOver({ db, config, clock, makers, jobs, observe });
  const letters = createLetters({ db, config, clock, handOver, makers, elsewhere });
  const deliver = (key: string) => handOver(key, transport);

  async function keep(into: Db, key: string, mail: Mail, more: { campaign?: string; is_fleeting?: boolean } = {}): Promise<void> {
    await into
      .withTables<PlatformTables>()
      .insertInto('platform.mail')
      .values({
        id: key,
        recipient: oneLine(mail.to),
        subject: oneLine(mail.subject),
        body: mail.text,
        calendar: mail.calendar ? JSON.stringify(mail.calendar) : null,
        unsubscribe: mail.unsubscribe ?? null,
        locale: mail.locale ?? 'de',
        reply_to: mail.replyTo ? oneLine(mail.replyTo) : null,
        about: mail.about ?? null,
        sender: senderOf(currentActor()),
        created_at: clock.now(),
        sent_at: null,
        error: null,
        ...more,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  /** Kept and put in line; a command beside the server sends it at once. */
  async function enter(key: string, mail: Mail, more: { is_fleeting?: boolean } = {}): Promise<void> {
    await inTransaction(db, async (trx) => {
      await keep(trx, key, mail, more);
      await jobs?.publish(trx as unknown as Trx, { type: QUEUED, subject: key, payload: {} });
    });
    if (!jobs) await deliver(key);
  }

  return {
    deliver,
    keepLetter: (trx, campaign, key, mail) => keep(trx as Db, key, mail, { campaign }),
    keepUnwritten: letters.keep,
    makeLetters: letters.make,
    deliverCampaign: letters.deliver,
    send: (key, mail) => enter(key, mail),
    // Without a mail server nobody gets it, and it is not to be kept.
    sendUnkept: async (key, mail) => {
      if (transport) await enter(key, mail, { is_fleeting: true });
    },

    async queue(trx, key, mail) {
      await keep(trx as Db, key, mail);
      await jobs?.publish(trx, { type: QUEUED, subject: key, payload: {} });
    },

    async deliverDue() {
      const waiting = await dueMails(db, clock.now(), MOST_DUE);
      const count = waiting.length;
      const work = async () => {
        for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) await deliver(key);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      return count;
    },

    async close() {
      await letters.close();
      transport?.close();
    },
  };
}

/** Mails that one run takes up; the next one comes a minute later. */
const MOST_DUE = 1000;

/** Sends what was queued, several at once: no letter waits behind another's address. */
export const mailSubscribers = (mailer: Mailer): Subscriber[] => [
  { name: 'platform-mail', on: [QUEUED], atOnce: AT_ONCE, handle: (event) => mailer.deliver(event.subject) },
];

/** Every minute and at every start: mails that were put off, or whose job was lost. */
export const mailSchedule = (mailer: Mailer): Scheduled[] => [
  {
    name: 'platform-mail-due',
    cron: '* * * * *',
    atStart: true,
    handle: async () => {
      await mailer.deliverDue();
    },
  },
];

/** Mails, the newest first: for the office's outbox page. */
export async function mailsPage(db: Db, asked: Asked): Promise<Page<StoredMail>> {
  const mails = db
    .withTables<PlatformTables>()
    .selectFrom('platform.mail')
    .selectAll()
    // What is only written when it goes out is no letter before that.
    .where((where) => where.or([where('made_by', 'is', null), where('sent_at', 'is not', null), where('kept_at', 'is not', null)]))
    .orderBy('created_at', 'desc');
  return mapPage(await pageOf(db, mails, 'id', asked), (row) => ({
    id: row.id,
    to: row.recipient,
    subject: row.subject,
    text: row.body,
    calendar: (row.calendar as Mail['calendar'] | null) ?? undefined,
    unsubscribe: row.unsubscribe ?? undefined,
    locale: row.locale,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    failedAt: row.failed_at,
    error: row.error,
  }));
}

/** The newest mails, as many as that: for `transferwerk outbox`. */
export const storedMails = async (db: Db, limit: number): Promise<StoredMail[]> => (await mailsPage(db, firstOf(limit))).rows;

/** Mails that were handed over before a moment are forgotten, and which addresses were refused. */
export async function removeOldMails(db: Db, before: Date): Promise<number> {
  await forgetRefused(db, before);
  const result = await db.withTables<PlatformTables>().deleteFrom('platform.mail').where('created_at', '<', before).executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Everything that was written to an address. */
export async function removeMailsTo(db: Db, email: string): Promise<number> {
  await unmarkRefused(db, email);
  const result = await db
    .withTables<PlatformTables>()
    .deleteFrom('platform.mail')
    .where((where) => where(where.fn<string>('lower', ['recipient']), '=', email.toLowerCase()))
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
