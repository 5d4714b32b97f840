/** An issue as a mailing: who gets it, and what it says to whom. */
import { currentActor } from '#platform/actor.ts';
import type { Db } from '#platform/database/index.ts';
import {
  BLANK,
  createMailings,
  type Decision,
  type Looked,
  type Mailing,
  mailingPrint,
  type Mailings,
  type Missing,
} from '#platform/mail/index.ts';
import type { Result } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { type AccountsService, holdersOf, may } from '#modules/accounts/index.ts';
import { type Made, madeOf, printsOf, textOf, viewerFor } from './letter.ts';
import { MAILING_STATES, STRANGER } from './model.ts';
import * as store from './store/issues.ts';
import type { IssueRow, SubscriberRow } from './tables.ts';
import { newsTexts } from './texts.ts';

export interface Sample {
  id: string | undefined;
  /** Undefined: nobody is there, and it is shown as the office would get it. */
  to: string | undefined;
  subject: string;
  /** Undefined: nothing of it is for them, and they get no letter. */
  text: string | undefined;
}

interface Look {
  mailing: Mailing;
  /** Who is left to be written to, by address. */
  receivers: SubscriberRow[];
  made: Made;
  prints: string[];
}
/** `sample`: the letter as one of them gets it. */
export type IssueLook = Looked<Pick<Look, 'mailing' | 'receivers'>> & { sample: Sample };

export interface IssueMailing extends Pick<Mailings<IssueRow, Look>, 'send' | 'decide' | 'delivery' | 'hold' | 'sweep'> {
  /** What would go out now, to whom; `receiver`: whose letter is shown. */
  look(issue: IssueRow, receiver?: string): Promise<IssueLook>;
  test(id: string, receiver?: string): Promise<Result<string, Missing[]>>;
  edit(id: string, words: store.Words): Promise<Result<void, Missing[]>>;
  discard(id: string): Promise<Result<void, Missing[]>>;
}

const DECIDED: Record<Decision, { what: store.IssueChange; state: IssueRow['state'] }> = {
  stop: { what: 'newsletter.stopped', state: 'stopped' },
  end: { what: 'newsletter.ended', state: 'ended' },
  close: { what: 'newsletter.ended', state: 'ended' },
  again: { what: 'newsletter.repeated', state: 'sending' },
};

export function createIssueMailing(services: Services, accounts: Pick<AccountsService, 'notify'>): IssueMailing {
  const { db, clock, config } = services;

  async function read(from: Db, issue: IssueRow): Promise<Look> {
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

  const mailings = createMailings<IssueRow, Look>(services, {
    event: 'newsletter.begun',
    may: () => may(currentActor(), 'news.publish'),
    find: store.issueById,
    stateOf: ({ state }) => MAILING_STATES[state],
    look: read,

    async begin(trx, issue, { receivers, prints }) {
      if (issue.state !== 'draft') return store.decideIssue(trx, issue.id, 'newsletter.resumed', { state: 'sending', looked: prints });
      await store.decideIssue(trx, issue.id, 'newsletter.sent', { state: 'sending', begun_at: clock.now(), looked: prints });
      const ids = receivers.map((row) => row.id);
      return store.fixReceivers(trx, issue.id, ids);
    },
    decide: (trx, { id }, act, unsent) => {
      const { what, state } = DECIDED[act];
      // Ended when everybody had it: then it is simply sent.
      const end = { done_at: clock.now(), unsent, state: unsent === 0 ? ('sent' as const) : state };
      return store.decideIssue(trx, id, what, act === 'end' ? end : { state });
    },
    async hold(trx, { id, title }) {
      await store.holdIssue(trx, id);
      const notice = { kind: 'review' as const, title: newsTexts('de').desk.heldNotice(title), path: `/redaktion/newsletter/${id}` };
      for (const userId of await holdersOf(trx, ['office'], null)) await accounts.notify.tell({ userId, ...notice }, trx);
    },
    noteTakenBack: store.noteTakenBack,
    countOpen: store.countOpenReceivers,
    noteUnsent: store.noteUnsent,
  });

  async function sampleOf({ made, receivers }: Look, receiver?: string): Promise<Sample> {
    const row = receivers.find((each) => each.id === receiver) ?? receivers[0];
    const viewer = row ? await viewerFor(db, row.email, made.items) : { ...STRANGER, isOffice: true };
    const locale = row?.locale ?? 'de';
    const text = textOf(made, viewer, locale, config.publicUrl);
    // The way to end it is theirs alone.
    const foot = newsTexts(locale).letter.foot(`${config.publicUrl}/newsletter/${BLANK}`);
    return { id: row?.id, to: row?.email, subject: made.issue.title, text: text && [text, foot].join('\n\n') };
  }

  return {
    ...mailings,
    discard: (id) => mailings.change(id, 'discard', (trx) => store.removeDraft(trx, id)),
    edit: (id, words) => mailings.change(id, 'edit', (trx) => store.changeIssue(trx, id, words)),
    async look(issue, receiver) {
      const look = await mailings.look(issue);
      return { mailing: look.mailing, obstacles: look.obstacles, receivers: look.receivers, sample: await sampleOf(look, receiver) };
    },
    test: (id, receiver) =>
      mailings.test(id, async (look) => {
        const { subject, text } = await sampleOf(look, receiver);
        return text === undefined ? undefined : { subject: newsTexts('de').desk.testSubject(subject), text };
      }),
  };
}
