/** The invitation to a consultation as a mailing: who is told, at the rhythm that each of them chose, and what it says. */
import { currentActor } from '#platform/actor.ts';
import { type Db, inTransaction, isTaken, type Trx } from '#platform/database/index.ts';
import { formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { newId } from '#platform/ids.ts';
import {
  createMailings,
  type Decision,
  deliveryOf,
  type Looked,
  type Mail,
  type Mailing,
  mailKey,
  mailingPrint,
  type Mailings,
  type Missing,
} from '#platform/mail/index.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { type AccountsService, holdersOf, may, type Reader, readersOf } from '#modules/accounts/index.ts';
import { draftById, type DraftRow } from '../store.ts';
import { authoringTexts } from '../texts.ts';
import { type Audience, rolesOf } from './model.ts';
import * as store from './store.ts';

type Invitation = store.InvitationRow;

interface Look {
  mailing: Mailing;
  /** Who would be told, by name. */
  readers: Reader[];
  words: string[];
  draft: DraftRow;
}
type Sample = Mail & { id: string };
/** `sample`: the letter as one of them gets it, or whoever asks. */
export type InvitationLook = Looked<Pick<Look, 'mailing' | 'readers'>> & { sample: Sample };

export interface Invitations extends Pick<Mailings<Invitation, Look>, 'send' | 'decide' | 'delivery'> {
  /** Those of a draft, the newest first. */
  of(draftId: string): Promise<Invitation[]>;
  /** Prepares one, or changes whom one goes to that nobody is getting yet. Tells nobody. */
  prepare(draftId: string, audience: Audience[]): Promise<Result<void, Missing[]>>;
  look(invitation: Invitation, receiver?: string): Promise<InvitationLook>;
  test(id: string, receiver?: string): Promise<Result<string, Missing[]>>;
  discard(invitation: Invitation): Promise<Result<void, Missing[]>>;
  /** The consultation is over: whoever was not told is not told any more. */
  over(draftId: string): Promise<void>;
  /** Goes on with everything that is being sent. May be killed at any moment and called again by anybody. */
  work(): Promise<void>;
}

const KIND = 'review';
/** People who are told in one transaction: small enough to lose little, large enough to be quick. */
const PORTION = 100;
const OPEN = new Set<Invitation['state']>(['draft', 'running', 'stopped']);

const isWritten = ({ rhythm }: Pick<Reader, 'rhythm'>): boolean => rhythm === 'now';

/** What is said to whoever reads in a language. */
function toldOf(draft: DraftRow, locale: Locale) {
  const t = authoringTexts(locale);
  const until = draft.consultation_until;
  const title = (locale === 'de' ? undefined : draft.translations[locale]?.title) ?? draft.file.title;
  return {
    kind: KIND,
    title: t.consultationNotice(title, draft.version),
    path: `/standards/${draft.id}/lesen`,
    text: t.invitation.letter(title, draft.version, until ? formatDay(until, locale) : undefined),
  } as const;
}
const wordsOf = (draft: DraftRow): string[] => (['de', 'en'] as const).flatMap((locale) => Object.values(toldOf(draft, locale)));

const DECIDED: Record<Exclude<Decision, 'close'>, { what: 'stopped' | 'ended' | 'repeated'; state: Invitation['state'] }> = {
  stop: { what: 'stopped', state: 'stopped' },
  end: { what: 'ended', state: 'ended' },
  again: { what: 'repeated', state: 'running' },
};

export function createInvitations(services: Services, { notify }: Pick<AccountsService, 'notify'>): Invitations {
  const { db, clock, mailer } = services;

  async function read(from: Db, invitation: Invitation): Promise<Look> {
    const draft = await draftById(from, invitation.draft_id);
    // The draft goes only with its invitations.
    if (!draft) throw new Error(`invitation ${invitation.id} without a draft`);
    const all = await readersOf(from, rolesOf(invitation.audience), KIND);
    const left = invitation.state === 'draft' ? undefined : new Set((await store.openReceivers(from, invitation.id)).map(({ id }) => id));
    const readers = left ? all.filter(({ id }) => left.has(id)) : all;
    const words = wordsOf(draft);
    const mailing: Mailing = {
      state: invitation.state,
      receivers: readers.length,
      hasText: draft.state === 'consultation',
      print: mailingPrint(
        readers.map((reader) => `${reader.id} ${reader.email} ${reader.locale} ${reader.rhythm}`),
        words,
      ),
      until: draft.consultation_until ?? undefined,
    };
    return { mailing, readers, words, draft };
  }

  const mailings = createMailings<Invitation, Look>(services, {
    event: 'consultation.begun',
    may: () => may(currentActor(), 'standard.write'),
    find: store.invitationById,
    stateOf: ({ state }) => state,
    look: read,
    async begin(trx, invitation, { readers, words }) {
      if (invitation.state !== 'draft') return store.decideInvitation(trx, invitation, 'resumed', { state: 'running', looked: words });
      await store.decideInvitation(trx, invitation, 'sent', { state: 'running', begun_at: clock.now(), looked: words });
      return store.fixReceivers(trx, invitation.id, readers);
    },
    decide(trx, invitation, act, unsent) {
      const { what, state } = DECIDED[act === 'close' ? 'end' : act];
      // Ended when everybody had been told: then it is simply finished.
      const end = { done_at: clock.now(), unsent, state: unsent === 0 ? ('finished' as const) : state };
      return store.decideInvitation(trx, invitation, what, act === 'end' || act === 'close' ? end : { state });
    },
    async hold(trx, { id, draft_id }) {
      await store.holdInvitation(trx, id);
      const title = authoringTexts('de').invitation.heldNotice;
      const notice = { kind: KIND, title, path: `/standards/${draft_id}/einladung` } as const;
      for (const userId of await holdersOf(trx, ['office'], null)) await notify.tell({ userId, ...notice }, trx);
    },
    noteTakenBack: store.noteTakenBack,
    countOpen: store.countOpen,
    noteUnsent: store.noteUnsent,
  });

  async function tell(trx: Db, invitation: Invitation, draft: DraftRow, reader: Reader, isNoticed: boolean): Promise<void> {
    const told = toldOf(draft, reader.locale);
    // Whoever wants it at once gets the letter, stoppable like any other of a mailing; others in what they get anyhow.
    const isMailed = isWritten(reader);
    if (!isNoticed) await notify.tell({ userId: reader.id, kind: KIND, title: told.title, path: told.path, isMailed }, trx);
    if (!isMailed) return;
    const letter = await notify.letter(trx, reader, told);
    await mailer.keepLetter(trx as unknown as Trx, invitation.id, mailKey(invitation.id, reader.id), letter);
  }

  const portion = (id: string, draft: DraftRow): Promise<number> =>
    inTransaction(db, async (trx) => {
      const invitation = await store.invitationById(trx, id, true);
      if (invitation?.state !== 'running') return 0;
      const open = await store.openReceivers(trx, id, PORTION);
      // Who was blocked or gave up the task meanwhile is not told; who wants no letters any more gets none.
      const now = new Map((await readersOf(trx, rolesOf(invitation.audience), KIND)).map((reader) => [reader.id, reader]));
      for (const { id: reader, noticed } of open) {
        const known = now.get(reader);
        if (known) await tell(trx, invitation, draft, known, noticed);
        // By its address a letter is known again that is taken back.
        await store.noteTold(trx, id, reader, known?.email);
      }
      return open.length;
    });

  async function workOn({ id, draft_id }: Invitation): Promise<void> {
    const draft = await draftById(db, draft_id);
    // Nothing goes out that nobody looked at: the words were changed, so the rest waits for another look.
    const isOutdated = ({ looked }: Invitation) => draft?.state !== 'consultation' || wordsOf(draft).join('\n') !== looked.join('\n');
    const invitation = await store.invitationById(db, id);
    if (!invitation) return;
    if (!draft || isOutdated(invitation)) return mailings.hold(id, isOutdated);
    while ((await portion(id, draft)) > 0);
    await mailer.deliverCampaign(id);
    await inTransaction(db, async (trx) => {
      await store.invitationById(trx, id, true);
      const left = (await deliveryOf(trx, id, clock.now())).waiting + (await store.countOpen(trx, id));
      if (left === 0) await store.noteFinished(trx, id, clock.now());
    });
  }

  function sampleOf({ readers, draft }: Look, receiver?: string): Sample {
    const written = readers.filter(isWritten);
    // Where nobody is written to it is shown as whoever asks would get it.
    const { name, email } = currentActor();
    const reader = written.find((each) => each.id === receiver) ?? written[0] ?? { id: '', name, email, locale: 'de' as const };
    return { id: reader.id, ...notify.sample(reader, toldOf(draft, reader.locale)) };
  }

  const openOf = async (draftId: string) => (await store.invitationsOf(db, draftId)).find(({ state }) => OPEN.has(state));

  const invitations: Invitations = {
    send: mailings.send,
    decide: mailings.decide,
    delivery: mailings.delivery,
    of: (draftId) => store.invitationsOf(db, draftId),

    async prepare(draftId, audience) {
      const open = await openOf(draftId);
      if (open && open.state !== 'draft') return refused(['state']);
      if (open) return mailings.change(open.id, 'edit', (trx) => store.changeAudience(trx, open, audience));
      const row = { id: newId(clock.now().getTime()), draft_id: draftId, audience, created_at: clock.now() };
      await inTransaction(db, (trx) => store.insertInvitation(trx, row)).catch((error: unknown) => {
        // Of two at once, one was quicker: there it is.
        if (!isTaken(error, 'invitation_one')) throw error;
      });
      return ok(undefined);
    },

    async look(invitation, receiver) {
      const look = await mailings.look(invitation);
      return { mailing: look.mailing, readers: look.readers, obstacles: look.obstacles, sample: sampleOf(look, receiver) };
    },

    test: (id, receiver) =>
      mailings.test(id, (look) => {
        const { subject, text } = sampleOf(look, receiver);
        return Promise.resolve({ subject: authoringTexts('de').invitation.testSubject(subject), text });
      }),

    discard: (invitation) => mailings.change(invitation.id, 'discard', (trx) => store.removeInvitation(trx, invitation)),

    async over(draftId) {
      const open = await openOf(draftId);
      if (!open) return;
      const done = open.state === 'draft' ? await invitations.discard(open) : await invitations.decide(open.id, 'end');
      // Somebody has sent it in this very moment.
      if (!done.ok) await invitations.decide(open.id, 'end');
    },

    async work() {
      for (const invitation of await store.runningInvitations(db)) await workOn(invitation);
      await mailings.sweep((id) => mailer.deliverCampaign(id));
    },
  };
  return invitations;
}
