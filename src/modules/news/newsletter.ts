import { addDays, HOUR } from '#platform/clock.ts';
import { type Db, inTransaction, type Trx } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { newId } from '#platform/ids.ts';
import { type Delivery, deliveryOf, type LetterMaker, mailKey, releaseUnsure } from '#platform/mail/index.ts';
import type { Services } from '#platform/services.ts';
import { grantsOf, permit, personByEmail } from '#modules/accounts/index.ts';
import { newestStories, type PublishedStory } from '#modules/stories/index.ts';
import { isFor, isShown, STRANGER, type Viewer } from './model.ts';
import { itemsByIds, shownItems } from './store/items.ts';
import * as store from './store/letters.ts';
import type { IssueRow, ItemRow, SubscriberRow } from './tables.ts';
import { newsTexts } from './texts.ts';
import { viewerOf } from './viewer.ts';

const NEWSLETTER = 'newsletter';
const KEPT_DAYS = 20 * 365;
const UNCONFIRMED_DAYS = 14;
const PORTION = 500;
const FIRST = '00000000-0000-0000-0000-000000000000';
/** What a letter is made of is read anew at least so often: what was taken back is in none that goes out a second later. */
const FRESH_MS = 500;
const MOST = 60;

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
  /** The letter as somebody would get it; undefined where nothing of it may be read. */
  preview(issue: IssueRow): Promise<{ subject: string; text: string } | undefined>;
  send(id: string): Promise<boolean>;
  delivery(id: string): Promise<Delivery>;
  resendUnsure(id: string): Promise<void>;
  /** Goes on with everything that is being sent, from where it stopped. */
  work(): Promise<void>;
  daily(): Promise<number>;
}

export function createNewsletter({ db, clock, links, mailer, jobs, config }: Services): Newsletter {
  const now = () => clock.now();
  const base = (row: Pick<SubscriberRow, 'link_id'>) => `${config.publicUrl}/newsletter/${links.token(NEWSLETTER, row.link_id)}`;

  interface Made {
    issue: IssueRow;
    items: ItemRow[];
    stories: PublishedStory[];
  }
  /** What of an issue may still be read at this moment. */
  async function madeOf(issue: IssueRow): Promise<Made> {
    const [items, stories] = await Promise.all([itemsByIds(db, issue.items), newestStories(db, MOST * 10)]);
    const inOrder = issue.items.flatMap((id) => items.find((item) => item.id === id && isShown(item, now())) ?? []);
    return { issue, items: inOrder, stories: stories.filter((story) => issue.stories.includes(story.story_id)) };
  }
  function textOf({ issue, items, stories }: Made, viewer: Viewer, locale: Locale): string | undefined {
    const t = newsTexts(locale).letter;
    const seen = items.filter((item) => isFor(item, viewer));
    if (seen.length + stories.length === 0) return undefined;
    const parts = [
      ...seen.map(
        (item) => `${newsTexts(locale).kinds[item.kind]}: ${item.title}\n${item.summary}\n${config.publicUrl}/neuigkeiten/${item.slug}`,
      ),
      ...stories.map(({ version, slug }) => `${t.story}: ${version.title}\n${version.summary}\n${config.publicUrl}/geschichten/${slug}`),
    ];
    return [issue.intro, ...parts].filter(Boolean).join('\n\n');
  }

  let kept: { campaign: string; at: number; made: Promise<Made | undefined> } | undefined;
  async function freshly(campaign: string): Promise<Made | undefined> {
    if (kept?.campaign !== campaign || performance.now() - kept.at > FRESH_MS) {
      const made = store.issueById(db, campaign).then((issue) => issue && madeOf(issue));
      kept = { campaign, at: performance.now(), made };
    }
    return kept.made;
  }
  async function viewerFor(email: string, items: readonly ItemRow[]): Promise<Viewer> {
    if (items.every((item) => item.audience === 'public')) return STRANGER;
    const person = await personByEmail(db, email);
    return person ? viewerOf(await grantsOf(db, person.id)) : STRANGER;
  }
  const write: LetterMaker = async ({ campaign, to }) => {
    const [made, row] = await Promise.all([freshly(campaign), store.subscriberByEmail(db, to)]);
    if (!made || !row) return undefined; // unsubscribed meanwhile
    const text = textOf(made, await viewerFor(to, made.items), row.locale);
    if (text === undefined) return undefined;
    const t = newsTexts(row.locale).letter;
    return { subject: made.issue.title, text: [text, t.foot(base(row))].join('\n\n'), unsubscribe: `${base(row)}/ende` };
  };
  mailer.makeLetters(NEWSLETTER, write);

  /** Prepares the next letters: that they are kept and how far one has come are noted together. */
  const portion = (id: string): Promise<number> =>
    inTransaction(db, async (trx) => {
      const issue = await store.issueById(trx, id, true);
      if (issue?.state !== 'sending' || !issue.begun_at) return 0;
      const rows = await store.subscribersAfter(trx, issue.begun_at, issue.prepared ?? FIRST, PORTION);
      const last = rows.at(-1);
      if (!last) return 0;
      await mailer.keepUnwritten(
        trx as unknown as Trx,
        id,
        NEWSLETTER,
        rows.map((row) => ({ key: mailKey(id, row.id), to: row.email })),
      );
      await store.notePrepared(trx, id, last.id);
      return rows.length;
    });

  async function workOn(id: string): Promise<void> {
    while ((await portion(id)) > 0);
    await mailer.deliverCampaign(id);
    // What the mail server refused for a while is tried again by the next call.
    if ((await deliveryOf(db, id, now())).waiting === 0 && config.smtpUrl) await store.noteDone(db, id, now());
  }

  async function ask(row: SubscriberRow): Promise<void> {
    const t = newsTexts(row.locale).letter;
    const mail = row.confirmed_at
      ? { subject: t.haveSubject, text: t.have(base(row)) }
      : { subject: t.confirmSubject, text: t.confirm(base(row)) };
    await mailer.send(mailKey(row.id, `newsletter-ask ${Math.floor(now().getTime() / HOUR)}`), { to: row.email, ...mail });
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
      const since = (await store.lastBegun(db))?.begun_at ?? new Date(0);
      const [items, stories] = await Promise.all([shownItems(db, now(), MOST), newestStories(db, MOST)]);
      return {
        items: items.filter((item) => (item.publish_at ?? since) > since),
        stories: stories.filter((story) => story.published_at > since),
      };
    },

    async draft(values) {
      const id = newId(now().getTime());
      await inTransaction(db, (trx) => store.insertIssue(trx, { id, ...values, created_at: now() }));
      return id;
    },

    async preview(issue) {
      const made = await madeOf(issue);
      // As strangers get it; where it is only for some, as they do.
      const text = textOf(made, STRANGER, 'de') ?? textOf(made, { ...STRANGER, isOffice: true }, 'de');
      return text === undefined ? undefined : { subject: issue.title, text };
    },

    send: (id) =>
      inTransaction(db, async (trx) => {
        if (!(await store.beginIssue(trx, id, now()))) return false;
        await jobs.publish(trx as unknown as Trx, { type: 'newsletter.begun', subject: id, payload: {} });
        return true;
      }),

    delivery: (id) => deliveryOf(db, id, now()),
    async resendUnsure(id) {
      permit('news.publish');
      await releaseUnsure(db, id, now());
      await mailer.deliverCampaign(id);
    },

    async work() {
      for (const issue of await store.sendingIssues(db)) await workOn(issue.id);
    },
    daily: () => store.removeUnconfirmed(db, addDays(now(), -UNCONFIRMED_DAYS)),
  };
}
