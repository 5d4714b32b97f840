/** Sending an issue to everybody: a look first, then start, stop, resume, end, each through the gate. */
import { currentActor } from '#platform/actor.ts';
import { type Db, inTransaction, type Trx } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { newId } from '#platform/ids.ts';
import {
  BLANK,
  type Delivery,
  deliveryOf,
  type Mailing,
  type MailingAct,
  mailingPrint,
  mailKey,
  type Missing,
  missingFor,
  releaseUnsure,
  takeBackWaiting,
} from '#platform/mail/index.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { may, permit } from '#modules/accounts/index.ts';
import { madeOf, printsOf, textOf, viewerFor } from './letter.ts';
import { MAILING_STATES, STRANGER } from './model.ts';
import * as store from './store/issues.ts';
import type { IssueRow, SubscriberRow } from './tables.ts';
import { newsTexts } from './texts.ts';

export interface Sample {
  /** Undefined: nobody is there, and it is shown as the office would get it. */
  to: string | undefined;
  subject: string;
  /** Undefined: nothing of it is for them, and they get no letter. */
  text: string | undefined;
}

export interface IssueLook {
  mailing: Mailing;
  /** Who is left to be written to, by address. */
  receivers: SubscriberRow[];
  /** The letter as one of them gets it. */
  sample: Sample;
}

export interface IssueMailing {
  /** What would go out now, to whom; `receiver`: whose letter is shown. */
  look(issue: IssueRow, receiver?: string): Promise<IssueLook>;
  /** Sends the letter that is shown to whoever acts, to nobody else. */
  test(id: string, receiver?: string): Promise<Result<string, Missing[]>>;
  /** Begins to send a draft, or goes on with what was stopped. `looked`: the print of what the actor has seen. */
  send(id: string, looked: string): Promise<Result<void, Missing[]>>;
  stop(id: string): Promise<Result<void, Missing[]>>;
  end(id: string): Promise<Result<void, Missing[]>>;
  delivery(id: string): Promise<Delivery & { open: number }>;
  resendUnsure(id: string): Promise<Result<void, Missing[]>>;
}

export function createIssueMailing({ db, clock, mailer, jobs, config }: Services): IssueMailing {
  const asking = (looked?: string) => ({ may: may(currentActor(), 'news.publish'), today: clock.today(), looked });

  async function read(from: Db, issue: IssueRow) {
    const made = await madeOf(from, clock, issue);
    const receivers = issue.state === 'draft' ? await store.confirmedSubscribers(from) : await store.openReceivers(from, issue.id);
    const prints = printsOf(made);
    const mailing: Mailing = {
      state: MAILING_STATES[issue.state],
      receivers: receivers.length,
      hasText: textOf(made, { ...STRANGER, isOffice: true }, 'de', config.publicUrl) !== undefined,
      print: mailingPrint(
        receivers.map((row) => `${row.id} ${row.email} ${row.locale}`),
        prints,
      ),
    };
    return { made, receivers, prints, mailing };
  }

  async function sampleOf({ made, receivers }: Awaited<ReturnType<typeof read>>, receiver?: string): Promise<Sample> {
    const row = receivers.find((each) => each.id === receiver) ?? receivers[0];
    const viewer = row ? await viewerFor(db, row.email, made.items) : { ...STRANGER, isOffice: true };
    const locale = row?.locale ?? 'de';
    const text = textOf(made, viewer, locale, config.publicUrl);
    // The way to end it is theirs alone.
    const foot = newsTexts(locale).letter.foot(`${config.publicUrl}/newsletter/${BLANK}`);
    return { to: row?.email, subject: made.issue.title, text: text && [text, foot].join('\n\n') };
  }

  /** Does something with an issue that nobody else changes meanwhile, if the gate is open. */
  const through = (
    id: string,
    act: (issue: IssueRow) => MailingAct,
    work: (trx: Db, at: Awaited<ReturnType<typeof read>>) => Promise<unknown>,
    looked?: string,
  ): Promise<Result<void, Missing[]>> =>
    inTransaction(db, async (trx) => {
      const issue = await store.issueById(trx, id, true);
      if (!issue) throw new HttpError(404);
      const at = await read(trx, issue);
      const missing = missingFor(act(issue), at.mailing, asking(looked));
      // Whoever may not is told so by the store, as everywhere.
      if (missing.some((each) => each !== 'right')) return refused(missing);
      await work(trx, at);
      return ok(undefined);
    });

  return {
    async look(issue, receiver) {
      const at = await read(db, issue);
      return { mailing: at.mailing, receivers: at.receivers, sample: await sampleOf(at, receiver) };
    },

    async test(id, receiver) {
      permit('news.publish');
      const issue = await store.issueById(db, id);
      if (!issue) throw new HttpError(404);
      const at = await read(db, issue);
      const missing = missingFor('test', at.mailing, asking());
      const { text } = await sampleOf(at, receiver);
      if (missing.length > 0 || text === undefined) return refused(missing.length > 0 ? missing : ['text']);
      const { email } = currentActor();
      const subject = newsTexts('de').desk.testSubject(issue.title);
      await mailer.send(mailKey(newId(clock.now().getTime()), 'newsletter-test'), { to: email, subject, text });
      return ok(email);
    },

    send: (id, looked) =>
      through(
        id,
        (issue) => (issue.state === 'draft' ? 'start' : 'resume'),
        async (trx, { made: { issue }, receivers, prints }) => {
          if (issue.state === 'draft') {
            const values = { state: 'sending' as const, begun_at: clock.now(), looked: prints };
            await store.decideIssue(trx, id, 'newsletter.sent', values);
            const ids = receivers.map((row) => row.id);
            await store.fixReceivers(trx, id, ids);
          } else await store.decideIssue(trx, id, 'newsletter.resumed', { state: 'sending', looked: prints });
          await jobs.publish(trx as unknown as Trx, { type: 'newsletter.begun', subject: id, payload: {} });
        },
        looked,
      ),

    stop: (id) =>
      through(
        id,
        () => 'stop',
        async (trx) => {
          await store.decideIssue(trx, id, 'newsletter.stopped', { state: 'stopped' });
          await store.noteTakenBack(trx, id, await takeBackWaiting(trx, id));
        },
      ),

    end: (id) =>
      through(
        id,
        () => 'end',
        async (trx) => {
          await store.noteTakenBack(trx, id, await takeBackWaiting(trx, id));
          const unsent = await store.countOpenReceivers(trx, id);
          await store.decideIssue(trx, id, 'newsletter.ended', { state: 'ended', done_at: clock.now(), unsent });
        },
      ),

    async delivery(id) {
      const [delivery, open] = await Promise.all([deliveryOf(db, id, clock.now()), store.countOpenReceivers(db, id)]);
      return { ...delivery, open: open + delivery.waiting };
    },

    async resendUnsure(id) {
      permit('news.publish');
      const done = await through(
        id,
        () => 'again',
        (trx) => releaseUnsure(trx, id, clock.now()),
      );
      if (done.ok) await mailer.deliverCampaign(id);
      return done;
    },
  };
}
