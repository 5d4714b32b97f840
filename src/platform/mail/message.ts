import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { SendMailOptions } from 'nodemailer';
import type { Config } from '../config.ts';
import type { PlatformTables } from '../tables.ts';
import { htmlOf } from './html.ts';
import type { Mail } from './index.ts';
import { withoutSecrets } from './secrets.ts';

/** One key for one mail of one event, however often the event is handled. */
export function mailKey(eventId: string, role: string): string {
  const hex = createHash('sha256').update(`${eventId}\0${role}`).digest('hex');
  return hex.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Header injection: a subject or an address has one line. */
export const oneLine = (text: string) => text.replace(/[\r\n\0]+/g, ' ').trim();

export type MailRow = Selectable<PlatformTables['platform.mail']>;

/** The domain of an address as mails have it (`Name <a@b.example>`). */
const domainOf = (address: string): string | undefined => /@([^\s>]+\.[^\s>]+)/.exec(address)?.[1];

/** What a Message-ID ends with: a domain of ours, which filters want to see (RFC 5322 3.6.4). */
const idDomain = ({ mailFrom, publicUrl }: Sender): string => domainOf(mailFrom) ?? new URL(publicUrl).hostname;

/** Whose name a mail goes out under. */
export type Sender = Pick<Config, 'mailFrom' | 'officeMail' | 'publicUrl'>;

/** A kept mail as it goes out. Its Message-ID is its key: whoever gets it a second time can tell. */
export function messageOf(row: MailRow, sender: Sender): SendMailOptions {
  const calendar = row.calendar as Mail['calendar'] | null;
  return {
    from: sender.mailFrom,
    replyTo: row.reply_to ?? sender.officeMail,
    to: row.recipient,
    subject: row.subject,
    text: row.body,
    html: htmlOf(row.subject, row.body, row.locale),
    ...(calendar ? { icalEvent: { method: calendar.method, filename: 'termin.ics', content: calendar.content } } : {}),
    headers: {
      // No out-of-office note answers what no person wrote (RFC 3834).
      'Auto-Submitted': 'auto-generated',
      'Content-Language': row.locale,
      ...(row.unsubscribe && {
        'List-Unsubscribe': `<${row.unsubscribe}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
    messageId: `<${row.id}@${idDomain(sender)}>`,
  };
}

/** What is kept of a mail once it was sent: nothing that anybody but its receiver could act with. */
export const sentValues = (row: Pick<MailRow, 'body'>, at: Date) => ({
  sent_at: at,
  body: withoutSecrets(row.body),
  calendar: null,
  unsubscribe: null,
});
