import { eachDue } from '#platform/pages.ts';
import { currentActor, currentClock } from '#platform/actor.ts';
import type { Db, Trx } from '#platform/database/index.ts';
import { addDays } from '#platform/clock.ts';
import { newId } from '#platform/ids.ts';
import { BLANK, type Mail, MAIL_FAILED, mailKey, undeliveredMail } from '#platform/mail/index.ts';
import { isDigestDue, NOTIFICATION_KINDS, type NotificationKind, type Rhythm } from '../model.ts';
import * as store from '../store/notifications.ts';
import { holdersOf, personById, type Person } from '../store/people.ts';
import type { NotificationRow } from '../tables.ts';
import { accountsTexts } from '../texts.ts';
import type { Context } from './context.ts';

export const UNSUBSCRIBE = 'unsubscribe';
const TOLD = 'notification.waiting';
const PORTION = 500;

export interface Notice {
  userId: string;
  kind: NotificationKind;
  /** One line; what has to be known without opening anything. */
  title: string;
  /** Where it can be seen: a path of ours. */
  path: string;
  /** A letter of its own tells the same: the notice stands on the page only. */
  isMailed?: boolean;
}

export interface Notify {
  /** Keeps a notice; the mail follows at the rhythm that its reader chose. */
  tell(notice: Notice, trx?: Db): Promise<void>;
  /** Sends what is due to one person, as one mail. Returns whether there was anything. */
  sendTo(userId: string): Promise<boolean>;
  /** Sends what is due to everybody: for the hourly job. */
  sendDue(): Promise<number>;
  rhythms(userId: string): Promise<Record<NotificationKind, Rhythm>>;
  /** The letter that tells one person of one thing, with more words than its notice has; their way to end such letters is in it. */
  letter(trx: Db, reader: Addressee, told: Told): Promise<Mail>;
  /** The same, to be looked at: the way to end them is theirs alone. */
  sample(reader: Addressee, told: Told): Mail;
}

type Addressee = Pick<Person, 'id' | 'name' | 'email' | 'locale'>;

/** What a letter tells. */
export interface Told extends Pick<Notice, 'kind' | 'title' | 'path'> {
  /** What stands between the greeting and the link. */
  text: string;
}

const KINDS = Object.keys(NOTIFICATION_KINDS) as NotificationKind[];

export function createNotify(context: Context): Notify {
  const { db, jobs, links, mailer, config, within, id, now } = context;

  async function rhythms(userId: string, trx: Db = db): Promise<Record<NotificationKind, Rhythm>> {
    const chosen = await store.preferencesOf(trx, userId);
    return Object.fromEntries(KINDS.map((kind) => [kind, chosen.get(kind) ?? NOTIFICATION_KINDS[kind]])) as Record<
      NotificationKind,
      Rhythm
    >;
  }

  const withLink = ({ title, path }: { title: string; path: string }) => `${title}\n${config.publicUrl}${path}`;
  const ending = (token: string, kinds: readonly string[]) => `${config.publicUrl}/abbestellen/${token}?art=${kinds.join('.')}`;

  /** A letter of ours: greeting, what there is to say, and how to end such letters. */
  function letterTo(person: Addressee, subject: string, lines: readonly string[], unsubscribe: string): Mail {
    const t = accountsTexts(person.locale).mail;
    const foot = t.whyNotice(`${config.publicUrl}/konto/mitteilungen`, unsubscribe);
    return { to: person.email, locale: person.locale, subject, text: [t.greeting(person.name), ...lines, foot].join('\n\n'), unsubscribe };
  }
  const told = (person: Addressee, { title, path, text, kind }: Told, token: string) =>
    letterTo(person, title, [text, `${config.publicUrl}${path}`], ending(token, [kind]));

  async function endingFor(trx: Db, userId: string): Promise<{ link: string; token: string }> {
    const link = await links.create(trx, UNSUBSCRIBE, userId, addDays(now(), 400));
    return { link, token: links.token(UNSUBSCRIBE, link) };
  }

  async function sendLetter(trx: Trx, userId: string, due: NotificationRow[]): Promise<void> {
    const person = await personById(trx as Db, userId);
    if (!person || person.isBlocked) return;
    const { link, token } = await endingFor(trx as Db, userId);
    const unsubscribe = ending(token, [...new Set(due.map((row) => row.kind))]);
    const [only] = due;
    const subject = due.length === 1 && only ? only.title : accountsTexts(person.locale).mail.noticesSubject(due.length);
    await mailer.queue(trx, mailKey(only?.id ?? link, 'notice'), letterTo(person, subject, due.map(withLink), unsubscribe));
  }

  const sendTo = (userId: string): Promise<boolean> =>
    within(async (trx, raw) => {
      const wishes = await rhythms(userId, trx);
      const waiting = await store.waitingFor(trx, userId);
      const due: NotificationRow[] = [];
      const dropped: string[] = [];
      for (const kind of KINDS) {
        const rows = waiting.filter((row) => row.kind === kind);
        if (rows.length === 0) continue;
        if (wishes[kind] === 'never') dropped.push(...rows.map((row) => row.id));
        else if (isDigestDue(wishes[kind], await store.lastSent(trx, userId, kind), now())) due.push(...rows);
      }
      await store.markSent(trx, [...dropped, ...due.map((row) => row.id)], now());
      if (due.length > 0) await sendLetter(raw, userId, due);
      return due.length > 0;
    });

  return {
    rhythms: (userId) => rhythms(userId),
    sendTo,
    letter: async (trx, reader, what) => told(reader, what, (await endingFor(trx, reader.id)).token),
    sample: (reader, what) => told(reader, what, BLANK),

    async tell(notice, trx) {
      const row = {
        id: id(),
        user_id: notice.userId,
        kind: notice.kind,
        title: notice.title.slice(0, 300),
        path: notice.path,
        created_at: now(),
        sent_at: notice.isMailed ? now() : null,
        seen_at: null,
      };
      const work = async (into: Db) => {
        await store.insertNotification(into, row);
        if (!notice.isMailed) await jobs.publish(into as unknown as Trx, { type: TOLD, subject: notice.userId, payload: {} });
      };
      await (trx ? work(trx) : within(work));
    },

    async sendDue() {
      return eachDue(
        PORTION,
        (after, limit) => store.peopleWaiting(db, after, limit),
        ({ id: userId }) => sendTo(userId),
      );
    },
  };
}

/** Notes what the signed-in person agreed to, or took back, with the version of the text. */
export async function recordConsent(db: Db, subject: string, version: string, given: boolean): Promise<void> {
  const { userId } = currentActor();
  const at = currentClock().now();
  await store.insertConsent(db, { id: newId(at.getTime()), user_id: userId, subject, version, given, at });
}

/** Whoever had a mail sent hears that it did not arrive; where nobody had, the office does. */
async function tellUndelivered(db: Db, notify: Notify, id: string): Promise<void> {
  const mail = await undeliveredMail(db, id);
  if (!mail) return;
  const title = accountsTexts('de').mail.undelivered(mail.subject, mail.to);
  const readers = mail.sender ? [mail.sender] : await holdersOf(db, ['office'], null);
  const path = mail.about ?? (mail.sender ? '/konto' : '/geschaeftsstelle/zustellung');
  for (const userId of readers) await notify.tell({ userId, kind: 'review', title, path, isMailed: true });
}

export const notifySubscribers = (db: Db, notify: Notify) => [
  {
    name: 'accounts-undelivered',
    on: [MAIL_FAILED],
    handle: async (event: { subject: string }) => tellUndelivered(db, notify, event.subject),
  },
  {
    name: 'accounts-notices',
    on: [TOLD],
    handle: async (event: { subject: string }) => {
      await notify.sendTo(event.subject);
    },
  },
];
