import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Db, Trx } from '../database/index.ts';
import type { Jobs, Subscriber } from '../jobs/index.ts';
import type { PlatformTables } from '../tables.ts';
import { htmlOf } from './html.ts';

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
  /** Sends what is kept of a campaign, each letter at most once whatever happens in between; returns how many. */
  deliverCampaign(campaign: string): Promise<number>;
}

/** Letters that are sent at the same time: a mail server takes several connections, and most of the time is waiting. */
const AT_ONCE = 4;
const LETTERS = 100;

/** Header injection: a subject or an address has one line. */
const oneLine = (text: string) => text.replace(/[\r\n\0]+/g, ' ').trim();

/** Few connections for many letters, instead of one for each. */
function pooled(smtpUrl: string): string {
  const url = new URL(smtpUrl);
  url.searchParams.set('pool', 'true');
  url.searchParams.set('maxConnections', String(AT_ONCE));
  return url.href;
}

const QUEUED = 'mail.queued';

/** Refused by the mail server, or it was not reached at all: then it may be tried again. Anything else stays unsure. */
const wasNotSent = (error: unknown): boolean => {
  const { responseCode, command } = error as { responseCode?: number; command?: string };
  return (responseCode ?? 0) >= 400 || command === 'CONN';
};

export function createMailer(db: Db, config: Pick<Config, 'smtpUrl' | 'mailFrom'>, clock: Clock, jobs?: Pick<Jobs, 'publish'>): Mailer {
  const transport = config.smtpUrl ? createTransport(config.smtpUrl) : undefined;
  const tables = db.withTables<PlatformTables>();

  async function keep(into: Db, key: string, mail: Mail, campaign: string | null = null): Promise<void> {
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
        campaign,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  async function transmit(key: string, through = transport): Promise<void> {
    if (!through) return;
    const row = await tables.selectFrom('platform.mail').selectAll().where('id', '=', key).executeTakeFirst();
    if (!row || row.sent_at) return;
    const calendar = row.calendar as Mail['calendar'] | null;
    await through.sendMail({
      from: config.mailFrom,
      to: row.recipient,
      subject: row.subject,
      text: row.body,
      html: htmlOf(row.subject, row.body),
      ...(calendar ? { icalEvent: { method: calendar.method, filename: 'termin.ics', content: calendar.content } } : {}),
      ...(row.unsubscribe
        ? { headers: { 'List-Unsubscribe': `<${row.unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } }
        : {}),
      messageId: `<${key}@transferwerk>`,
    });
    await tables.updateTable('platform.mail').set({ sent_at: clock.now() }).where('id', '=', key).execute();
  }

  /** Claims before it sends: whoever comes second, or after a crash, leaves it alone. */
  async function deliverOnce(key: string, through: typeof transport): Promise<boolean> {
    const claimed = await tables
      .updateTable('platform.mail')
      .set({ claimed_at: clock.now() })
      .where('id', '=', key)
      .where('claimed_at', 'is', null)
      .where('sent_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (!claimed) return false;
    try {
      await transmit(key, through);
      return true;
    } catch (error) {
      const said = error instanceof Error ? error.message.slice(0, 200) : 'failed';
      const again = wasNotSent(error) ? { claimed_at: null } : {};
      await tables
        .updateTable('platform.mail')
        .set({ error: said, ...again })
        .where('id', '=', key)
        .execute();
      return false;
    }
  }

  async function deliverAll(campaign: string, through: typeof transport): Promise<number> {
    let sent = 0;
    for (let last = ''; ; ) {
      const rows = await tables
        .selectFrom('platform.mail')
        .select('id')
        .where('campaign', '=', campaign)
        .where('claimed_at', 'is', null)
        .where('sent_at', 'is', null)
        .$if(last !== '', (query) => query.where('id', '>', last))
        .orderBy('id')
        .limit(LETTERS)
        .execute();
      if (rows.length === 0) return sent;
      last = rows.at(-1)?.id ?? last;
      const waiting = rows.map((row) => row.id);
      const work = async () => {
        for (let key = waiting.shift(); key !== undefined; key = waiting.shift()) if (await deliverOnce(key, through)) sent++;
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
    }
  }

  return {
    deliver: (key) => transmit(key),
    keepLetter: (trx, campaign, key, mail) => keep(trx as Db, key, mail, campaign),
    async deliverCampaign(campaign) {
      if (!config.smtpUrl) return 0;
      const many = createTransport(pooled(config.smtpUrl));
      try {
        return await deliverAll(campaign, many);
      } finally {
        many.close();
      }
    },
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

/** One key for one mail of one event, however often the event is handled. */
export function mailKey(eventId: string, role: string): string {
  const hex = createHash('sha256').update(`${eventId}\0${role}`).digest('hex');
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
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

const UNSURE_AFTER_MS = 5 * 60 * 1000;

export interface Delivery {
  letters: number;
  sent: number;
  /** Somebody was about to send it and never came back: perhaps it arrived. */
  unsure: number;
}

/** How far the letters of a campaign have come. A claim of the last minutes is being worked on, not unsure. */
export async function deliveryOf(db: Db, campaign: string, now: Date): Promise<Delivery> {
  const rows = await db
    .withTables<PlatformTables>()
    .selectFrom('platform.mail')
    .select(['sent_at', 'claimed_at'])
    .where('campaign', '=', campaign)
    .execute();
  const before = new Date(now.getTime() - UNSURE_AFTER_MS);
  return {
    letters: rows.length,
    sent: rows.filter((row) => row.sent_at).length,
    unsure: rows.filter((row) => !row.sent_at && row.claimed_at && row.claimed_at < before).length,
  };
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
