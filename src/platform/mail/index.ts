import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { Clock } from '../clock.ts';
import type { Config } from '../config.ts';
import type { Db } from '../database/index.ts';
import type { PlatformTables } from '../tables.ts';

export interface Mail {
  to: string;
  subject: string;
  /** Plain text: readable everywhere, nothing to load. */
  text: string;
  /** A calendar file that goes along (RFC 6047), with its METHOD. */
  calendar?: { method: 'REQUEST' | 'CANCEL'; content: string } | undefined;
}

export interface StoredMail extends Mail {
  id: string;
  createdAt: Date;
  sentAt: Date | null;
}

export interface Mailer {
  /** Keeps the mail in the outbox and sends it where SMTP_URL is set. A second call with the same key sends nothing. */
  send(key: string, mail: Mail): Promise<void>;
}

/** Header injection: a subject or an address has one line. */
const oneLine = (text: string) => text.replace(/[\r\n\0]+/g, ' ').trim();

export function createMailer(db: Db, config: Pick<Config, 'smtpUrl' | 'mailFrom'>, clock: Clock): Mailer {
  const transport = config.smtpUrl ? createTransport(config.smtpUrl) : undefined;
  const tables = db.withTables<PlatformTables>();
  return {
    async send(key, mail) {
      const known = await tables.selectFrom('platform.mail').select('sent_at').where('id', '=', key).executeTakeFirst();
      if (known && (known.sent_at || !transport)) return;
      const to = oneLine(mail.to);
      const subject = oneLine(mail.subject);
      if (!known) {
        await tables
          .insertInto('platform.mail')
          .values({
            id: key,
            recipient: to,
            subject,
            body: mail.text,
            calendar: mail.calendar ? JSON.stringify(mail.calendar) : null,
            created_at: clock.now(),
            sent_at: null,
            error: null,
          })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
      if (!transport) return;
      await transport.sendMail({
        from: config.mailFrom,
        to,
        subject,
        text: mail.text,
        ...(mail.calendar ? { icalEvent: { method: mail.calendar.method, filename: 'termin.ics', content: mail.calendar.content } } : {}),
        messageId: `<${key}@transferwerk>`,
      });
      await tables.updateTable('platform.mail').set({ sent_at: clock.now() }).where('id', '=', key).execute();
    },
  };
}

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
    createdAt: row.created_at,
    sentAt: row.sent_at,
  }));
}

/** One key for one mail of one event, however often the event is handled. */
export function mailKey(eventId: string, role: string): string {
  const hex = createHash('sha256').update(`${eventId}\0${role}`).digest('hex');
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
