import { eachDue } from '#platform/pages.ts';
import { addDays, localDay } from '#platform/clock.ts';
import { HttpError } from '#platform/http/errors.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { newId } from '#platform/ids.ts';
import { mailKey } from '#platform/mail/index.ts';
import { mayWriteUnasked } from '#platform/mail/strangers.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { KEPT_DAYS } from '../assessment.ts';
import { type Opened, themesInFocus } from '../desk.ts';
import { minutesFor, openIn } from '../portions.ts';
import { type ChecksService, PURPOSE } from '../service.ts';
import {
  confirmedAfter,
  confirmReminder,
  noteSent,
  putReminder,
  reminderById,
  reminderOf,
  removeReminder,
  removeUnconfirmed,
} from '../store/reminders.ts';
import type { ReminderRow } from '../tables.ts';
import { type Reminder, reminderDue } from './model.ts';
import { reminderTexts } from './texts.ts';

const REMINDER_LINK = 'reminder';
const UNCONFIRMED_DAYS = 14;
const PORTION = 500;
const YEARS = 3 * 365;

/** Mails to companies that asked for them. */
export interface Reminders {
  of(assessmentId: string): Promise<ReminderRow | undefined>;
  /** Asks the address by a letter; refused where too many have gone there today. */
  ask(opened: Opened, email: string, locale: Locale): Promise<Result<undefined, 'tooMany'>>;
  /** @throws HttpError 404, 410 */
  open(token: string): Promise<ReminderRow>;
  confirm(row: ReminderRow): Promise<void>;
  end(row: ReminderRow): Promise<void>;
  checkPath(row: ReminderRow): string;
  /** Writes to everybody to whom something is due; returns how many. */
  send(): Promise<number>;
}

export function createReminders({ db, links, clock, config, mailer, attempts }: Services, checks: ChecksService): Reminders {
  const now = () => clock.now();
  const checkPath = (row: ReminderRow) => `/bogen/${links.token(PURPOSE, row.assessment_link)}`;
  const stopPath = (row: ReminderRow) => `/erinnerung/${links.token(REMINDER_LINK, row.link_id)}`;

  function letter(row: ReminderRow, opened: Opened, reminder: Reminder): { subject: string; text: string } {
    const { mail } = reminderTexts(row.locale);
    const check = inLocale(opened.definition.title, row.locale);
    const url = `${config.publicUrl}${checkPath(row)}`;
    if (reminder.kind === 'measures')
      return { subject: mail.measuresSubject, text: mail.measures(reminder.due, reminder.overdue, `${url}/plan`) };
    if (reminder.kind === 'lastCall') return { subject: mail.lastSubject(check), text: mail.last(check, url) };
    const { next, left } = reminder;
    const text = mail.pause(check, inLocale(next.title, row.locale), left, minutesFor(opened.full, left), `${url}/thema/${next.number}`);
    return { subject: mail.pauseSubject(check), text };
  }

  /** Writes to one, where something is due. */
  async function remind(row: ReminderRow): Promise<boolean> {
    const opened = await checks.byId(row.assessment_id);
    if (!opened) return false;
    const { assessment } = opened;
    const themes = themesInFocus(opened);
    const isBack = row.sent_at !== null && assessment.visitedAt > row.sent_at;
    const pauses = isBack ? 0 : row.pauses;
    const reminder = reminderDue({
      now: now(),
      visitedAt: assessment.visitedAt,
      sentAt: row.sent_at ?? undefined,
      pauses,
      measures: assessment.measures,
      next: themes.find((theme) => openIn([theme], assessment.ratings) > 0),
      left: openIn(themes, assessment.ratings),
    });
    if (!reminder) return false;
    const { subject, text } = letter(row, opened, reminder);
    const stop = `${config.publicUrl}${stopPath(row)}`;
    const day = localDay(now());
    await mailer.send(mailKey(row.id, `reminder-${day}`), {
      to: row.email,
      locale: row.locale,
      subject,
      text: `${text}${reminderTexts(row.locale).mail.foot(stop)}`,
      unsubscribe: `${stop}/ende`,
    });
    await noteSent(db, row.id, now(), reminder.kind === 'measures' ? pauses : pauses + 1);
    return true;
  }

  return {
    of: (assessmentId) => reminderOf(db, assessmentId),
    checkPath,

    async ask({ assessment, definition }, email, locale) {
      if (!(await mayWriteUnasked(attempts, email))) return refused('tooMany');
      const id = newId(now().getTime());
      const row: ReminderRow = {
        id,
        assessment_id: assessment.id,
        email,
        locale,
        link_id: await links.create(db, REMINDER_LINK, id, addDays(now(), YEARS)),
        assessment_link: await links.create(db, PURPOSE, assessment.id, addDays(now(), KEPT_DAYS)),
        asked_at: now(),
        confirmed_at: null,
        sent_at: null,
        pauses: 0,
      };
      await putReminder(db, row);
      const { mail } = reminderTexts(locale);
      const text = mail.confirm(inLocale(definition.title, locale), `${config.publicUrl}${stopPath(row)}`);
      await mailer.send(mailKey(id, 'reminder-confirm'), { to: email, subject: mail.confirmSubject, text, locale });
      return ok(undefined);
    },

    async open(token) {
      const link = await links.open(db, REMINDER_LINK, token);
      if (typeof link === 'string') throw new HttpError(link === 'unknown' ? 404 : 410);
      const row = await reminderById(db, link.subject);
      if (!row) throw new HttpError(410);
      return row;
    },

    confirm: (row) => confirmReminder(db, row.id, now()),
    end: (row) => removeReminder(db, row),

    async send() {
      await removeUnconfirmed(db, addDays(now(), -UNCONFIRMED_DAYS));
      return eachDue(PORTION, (after, limit) => confirmedAfter(db, after, limit), remind);
    },
  };
}
