import { createTransport } from 'nodemailer';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Db, Trx } from '../database/index.ts';
import type { Jobs, Subscriber } from '../jobs/index.ts';
import type { PlatformTables } from '../tables.ts';
import { htmlOf } from './html.ts';
import { createLetters, type Elsewhere, type LetterMaker } from './letters.ts';
import { messageOf, oneLine, sentValues } from './message.ts';

export { mailKey } from './message.ts';
export { BLANK, letterWithoutSecrets } from './secrets.ts';
export { type Delivery, deliveryOf, type Elsewhere, type LetterMaker } from './letters.ts';
export { createMailings, type Decision, type Looked, type MailingDelivery, type MailingKind, type Mailings } from './mailing.ts';
export {
  type Asking,
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
}

export interface StoredMail extends Mail {
  id: string;
  createdAt: Date;
  sentAt: Date | null;
}

export interface Mailer {
  /** Keeps the mail in the outbox and sends it where SMTP_URL is set. A second call with the same key sends nothing. */
  send(key: string, mail: Mail): Promise<void>;
  /** Keeps the mail in the caller's transaction; it goes out by a job once that is committed. */
  queue(trx: Trx, key: string, mail: Mail): Promise<void>;
  /** Sends without keeping anything: the last letter to somebody who is forgotten. */
  sendUnkept(key: string, mail: Mail): Promise<void>;
  /** Sends a kept mail, unless it was sent. */
  deliver(key: string): Promise<void>;
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

const QUEUED = 'mail.queued';

export function createMailer(
  db: Db,
  config: Pick<Config, 'smtpUrl' | 'mailFrom'>,
  clock: Clock,
  jobs?: Pick<Jobs, 'publish'>,
  elsewhere?: Elsewhere,
): Mailer {
  const transport = config.smtpUrl ? createTransport(config.smtpUrl) : undefined;
  const tables = db.withTables<PlatformTables>();

  async function keep(into: Db, key: string, mail: Mail, letter: { campaign?: string } = {}): Promise<void> {
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
        created_at: clock.now(),
        sent_at: null,
        error: null,
        ...letter,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  async function transmit(key: string): Promise<void> {
    if (!transport) return;
    const row = await tables.selectFrom('platform.mail').selectAll().where('id', '=', key).executeTakeFirst();
    if (!row || row.sent_at) return;
    await transport.sendMail(messageOf(row, config.mailFrom));
    await tables.updateTable('platform.mail').set(sentValues(row, clock.now())).where('id', '=', key).execute();
  }
  const letters = createLetters(db, config, clock, elsewhere);

  return {
    deliver: (key) => transmit(key),
    keepLetter: (trx, campaign, key, mail) => keep(trx as Db, key, mail, { campaign }),
    keepUnwritten: letters.keep,
    makeLetters: letters.make,
    deliverCampaign: letters.deliver,
    close: letters.close,
    async sendUnkept(key, mail) {
      const subject = oneLine(mail.subject);
      const message = { from: config.mailFrom, to: oneLine(mail.to), subject, text: mail.text, html: htmlOf(subject, mail.text) };
      await transport?.sendMail({ ...message, messageId: `<${key}@transferwerk>` });
    },
    async send(key, mail) {
      await keep(db, key, mail);
      await transmit(key);
    },
    async queue(trx, key, mail) {
      await keep(trx as Db, key, mail);
      await jobs?.publish(trx, { type: QUEUED, subject: key, payload: {} });
    },
  };
}

/** Sends what was queued. */
export const mailSubscribers = (mailer: Mailer): Subscriber[] => [
  { name: 'platform-mail', on: [QUEUED], handle: (event) => mailer.deliver(event.subject) },
];

/** The newest mails, for the office's outbox page and `transferwerk outbox`. */
export async function storedMails(db: Db, limit: number): Promise<StoredMail[]> {
  const rows = await db
    .withTables<PlatformTables>()
    .selectFrom('platform.mail')
    .selectAll()
    // What is only written when it goes out is no letter before that.
    .where((where) => where.or([where('made_by', 'is', null), where('sent_at', 'is not', null), where('kept_at', 'is not', null)]))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    to: row.recipient,
    subject: row.subject,
    text: row.body,
    calendar: (row.calendar as Mail['calendar'] | null) ?? undefined,
    unsubscribe: row.unsubscribe ?? undefined,
    createdAt: row.created_at,
    sentAt: row.sent_at,
  }));
}

/** Mails that were handed over before a moment are forgotten. */
export async function removeOldMails(db: Db, before: Date): Promise<number> {
  const result = await db.withTables<PlatformTables>().deleteFrom('platform.mail').where('created_at', '<', before).executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Everything that was written to an address. */
export async function removeMailsTo(db: Db, email: string): Promise<number> {
  const result = await db
    .withTables<PlatformTables>()
    .deleteFrom('platform.mail')
    .where((where) => where(where.fn<string>('lower', ['recipient']), '=', email.toLowerCase()))
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
