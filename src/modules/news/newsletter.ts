import { addDays, HOUR } from '#platform/clock.ts';
import { type Db, inTransaction, type Trx } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { newId } from '#platform/ids.ts';
import { deliveryOf, type LetterMaker, mailKey } from '#platform/mail/index.ts';
import { mayWriteUnasked } from '#platform/mail/strangers.ts';
import type { Services } from '#platform/services.ts';
import type { AccountsService } from '#modules/accounts/index.ts';
import { newestStories, type PublishedStory } from '#modules/stories/index.ts';
import { type Made, madeOf, MOST, printsOf, textOf, viewerFor } from './letter.ts';
import { createIssueMailing, type IssueMailing } from './mailing.ts';
import * as issues from './store/issues.ts';
import { shownItems } from './store/items.ts';
import * as store from './store/letters.ts';
import type { IssueRow, ItemRow, SubscriberRow } from './tables.ts';
import { newsTexts } from './texts.ts';

const NEWSLETTER = 'newsletter';
const KEPT_DAYS = 20 * 365;
const UNCONFIRMED_DAYS = 14;
const PORTION = 500;
/** What a letter is made of is read anew at least so often: what was taken back is in none that goes out a second later. */
const FRESH_MS = 500;

export interface Newsletter {
  /** Asks an address whether it really wants the newsletter; one that has it already is told so. Nobody learns which. */
  subscribe(email: string, locale: Locale): Promise<void>;
  /** @throws HttpError 404, 410 */
  open(token: string): Promise<SubscriberRow>;
  confirm(row: SubscriberRow): Promise<void>;
  end(row: SubscriberRow): Promise<void>;
  /** What has been published since the last newsletter. */
  fresh(): Promise<{ items: ItemRow[]; stories: PublishedStory[] }>;
  draft(values: Pick<IssueRow, 'title' | 'intro' | 'items' | 'stories'>): Promise<string>;
  mailing: IssueMailing;
  /** Goes on with everything that is being sent, from where it stopped. */
  work(): Promise<void>;
  daily(): Promise<number>;
}

export function createNewsletter(services: Services, accounts: Pick<AccountsService, 'notify'>): Newsletter {
  const { db, clock, links, mailer, config } = services;
  const now = () => clock.now();
  const mailing = createIssueMailing(services, accounts);
  const base = (row: Pick<SubscriberRow, 'link_id'>) => `${config.publicUrl}/newsletter/${links.token(NEWSLETTER, row.link_id)}`;

  let kept: { of: string; at: number; made: Promise<Made | undefined> } | undefined;
  /** What an issue is made of; read anew at once where it goes on after another look. */
  async function freshly(campaign: string, looked: readonly string[]): Promise<Made | undefined> {
    const of = [campaign, ...looked].join(' ');
    if (kept?.of !== of || performance.now() - kept.at > FRESH_MS) {
      const made = issues.issueById(db, campaign).then((issue) => issue && madeOf(db, clock, issue));
      kept = { of, at: performance.now(), made };
    }
    return kept.made;
  }
  const write: LetterMaker = async ({ key, campaign, to }) => {
    const row = await issues.readerOf(db, campaign, to);
    const made = row && (await freshly(campaign, row.looked));
    if (!made) return undefined; // unsubscribed meanwhile
    // Nothing goes out that nobody looked at, and nothing after a stop: a word was changed, so the rest waits for another look.
    if (row.issue_state !== 'sending' || printsOf(made).some((print) => !row.looked.includes(print))) {
      await mailing.hold(campaign, ({ looked }) => looked.join() === row.looked.join(), { key, to });
      return undefined;
    }
    const text = textOf(made, await viewerFor(db, to, made.items), row.locale, config.publicUrl);
    if (text === undefined) return undefined;
    const t = newsTexts(row.locale).letter;
    return {
      subject: made.issue.title,
      text: [text, t.foot(base(row))].join('\n\n'),
      unsubscribe: `${base(row)}/ende`,
      locale: row.locale,
    };
  };
  mailer.makeLetters(NEWSLETTER, write);

  /** Prepares the next letters: that they are kept and whose they are is noted together. */
  const portion = (id: string): Promise<number> =>
    inTransaction(db, async (trx) => {
      const issue = await issues.issueById(trx, id, true);
      if (issue?.state !== 'sending') return 0;
      const rows = await issues.openReceivers(trx, id, PORTION);
      const letters = rows.map((row) => ({ key: mailKey(id, row.id), to: row.email }));
      await mailer.keepUnwritten(trx as unknown as Trx, id, NEWSLETTER, letters);
      await issues.noteLettered(
        trx,
        id,
        rows.map((row) => row.id),
      );
      return rows.length;
    });

  async function workOn(id: string): Promise<void> {
    while ((await portion(id)) > 0);
    await mailer.deliverCampaign(id);
    await inTransaction(db, async (trx) => {
      await issues.issueById(trx, id, true);
      // What the mail server refused for a while, or what was taken back meanwhile, is tried again by the next call.
      const left = (await deliveryOf(trx, id, now())).waiting + (await issues.countOpenReceivers(trx, id));
      if (left === 0) await issues.noteDone(trx, id, now());
    });
  }

  /** Whoever types an address need not be its owner; who is written to by strangers too often is left alone, and nobody learns it. */
  async function ask(row: SubscriberRow): Promise<void> {
    if (!(await mayWriteUnasked(services.attempts, row.email))) return;
    const t = newsTexts(row.locale).letter;
    const mail = row.confirmed_at
      ? { subject: t.haveSubject, text: t.have(base(row)) }
      : { subject: t.confirmSubject, text: t.confirm(base(row)) };
    await mailer.send(mailKey(row.id, `newsletter-ask ${Math.floor(now().getTime() / HOUR)}`), {
      to: row.email,
      locale: row.locale,
      ...mail,
    });
  }

  return {
    async subscribe(email, locale) {
      const id = newId(now().getTime());
      const row = await inTransaction(db, async (trx: Db) => {
        const link = await links.create(trx, NEWSLETTER, id, addDays(now(), KEPT_DAYS));
        return store.keepSubscriber(trx, { id, email: email.toLowerCase(), locale, link_id: link, asked_at: now() });
      });
      await ask(row);
    },

    async open(token) {
      const link = await links.open(db, NEWSLETTER, token);
      if (typeof link === 'string') throw new HttpError(link === 'unknown' ? 404 : 410);
      const row = await store.subscriberById(db, link.subject);
      if (!row) throw new HttpError(410);
      return row;
    },
    confirm: (row) => store.confirmSubscriber(db, row.id, now()),
    end: (row) => store.removeSubscriber(db, row.id),

    async fresh() {
      const since = (await issues.lastBegun(db))?.begun_at ?? new Date(0);
      const [items, stories] = await Promise.all([shownItems(db, now(), MOST), newestStories(db, MOST)]);
      return {
        items: items.filter((item) => (item.publish_at ?? since) > since),
        stories: stories.filter((story) => story.published_at > since),
      };
    },

    async draft(values) {
      const id = newId(now().getTime());
      await inTransaction(db, (trx) => issues.insertIssue(trx, { id, ...values, created_at: now() }));
      return id;
    },

    mailing,

    async work() {
      for (const issue of await issues.sendingIssues(db)) await workOn(issue.id);
      await mailing.sweep((id) => mailer.deliverCampaign(id));
    },
    daily: () => store.removeUnconfirmed(db, addDays(now(), -UNCONFIRMED_DAYS)),
  };
}
