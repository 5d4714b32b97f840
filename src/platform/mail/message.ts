import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { SendMailOptions } from 'nodemailer';
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

/** A kept mail as it goes out. Its Message-ID is its key: whoever gets it a second time can tell. */
export function messageOf(row: MailRow, from: string): SendMailOptions {
  const calendar = row.calendar as Mail['calendar'] | null;
  return {
    from,
    to: row.recipient,
    subject: row.subject,
    text: row.body,
    html: htmlOf(row.subject, row.body),
    ...(calendar ? { icalEvent: { method: calendar.method, filename: 'termin.ics', content: calendar.content } } : {}),
    headers: {
      // No out-of-office note answers what no person wrote (RFC 3834).
      'Auto-Submitted': 'auto-generated',
      ...(row.unsubscribe && {
        'List-Unsubscribe': `<${row.unsubscribe}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
    messageId: `<${row.id}@transferwerk>`,
  };
}

/** What is kept of a mail once it was sent: nothing that anybody but its receiver could act with. */
export const sentValues = (row: Pick<MailRow, 'body'>, at: Date) => ({
  sent_at: at,
  body: withoutSecrets(row.body),
  calendar: null,
  unsubscribe: null,
});
