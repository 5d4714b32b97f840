import { currentActor, currentClock } from '#platform/actor.ts';
import type { Db, Trx } from '#platform/database/index.ts';
import { addDays } from '#platform/clock.ts';
import { newId } from '#platform/ids.ts';
import { mailKey } from '#platform/mail/index.ts';
import { isDigestDue, NOTIFICATION_KINDS, type NotificationKind, type Rhythm } from '../model.ts';
import * as store from '../store/notifications.ts';
import { personById } from '../store/people.ts';
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
}

const KINDS = Object.keys(NOTIFICATION_KINDS) as NotificationKind[];

export function createNotify(context: Context): Notify {
  const { db, jobs, links, mailer, config, within, id, now } = context;

  async function rhythms(userId: string): Promise<Record<NotificationKind, Rhythm>> {
    const chosen = await store.preferencesOf(db, userId);
    return Object.fromEntries(KINDS.map((kind) => [kind, chosen.get(kind) ?? NOTIFICATION_KINDS[kind]])) as Record<
      NotificationKind,
      Rhythm
    >;
  }

  async function letter(trx: Trx, userId: string, due: NotificationRow[]): Promise<void> {
    const person = await personById(trx as Db, userId);
    if (!person || person.isBlocked) return;
    const t = accountsTexts(person.locale);
    const link = await links.create(trx as Db, UNSUBSCRIBE, userId, addDays(now(), 400));
    const kinds = [...new Set(due.map((row) => row.kind))].join('.');
    const unsubscribe = `${config.publicUrl}/abbestellen/${links.token(UNSUBSCRIBE, link)}?art=${kinds}`;
    const lines = due.map((row) => `${row.title}\n${config.publicUrl}${row.path}`);
    const [only] = due;
    await mailer.queue(trx, mailKey(only?.id ?? link, 'notice'), {
      to: person.email,
      subject: due.length === 1 && only ? only.title : t.mail.noticesSubject(due.length),
      text: [t.mail.greeting(person.name), ...lines, t.mail.whyNotice(`${config.publicUrl}/konto/mitteilungen`, unsubscribe)].join('\n\n'),
      unsubscribe,
    });
  }

  const sendTo = (userId: string): Promise<boolean> =>
    within(async (trx, raw) => {
      const wishes = await rhythms(userId);
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
      if (due.length > 0) await letter(raw, userId, due);
      return due.length > 0;
    });

  return {
    rhythms,
    sendTo,

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
      let sent = 0;
      for (const userId of await store.peopleWaiting(db, PORTION)) if (await sendTo(userId)) sent++;
      return sent;
    },
  };
}

/** Notes what the signed-in person agreed to, or took back, with the version of the text. */
export async function recordConsent(db: Db, subject: string, version: string, given: boolean): Promise<void> {
  const { userId } = currentActor();
  const at = currentClock().now();
  await store.insertConsent(db, { id: newId(at.getTime()), user_id: userId, subject, version, given, at });
}

export const notifySubscribers = (notify: Notify) => [
  {
    name: 'accounts-notices',
    on: [TOLD],
    handle: async (event: { subject: string }) => {
      await notify.sendTo(event.subject);
    },
  },
];
