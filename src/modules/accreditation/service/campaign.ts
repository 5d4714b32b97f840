import { currentActor } from '#platform/actor.ts';
import { inTransaction, isTaken, type Trx } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { newId } from '#platform/ids.ts';
import { createMailings, type Decision, type Looked, type MailingDelivery, mailKey, type Missing } from '#platform/mail/index.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { type AccountsService, holdersOf, may } from '#modules/accounts/index.ts';
import { mailingState, type Scheme } from '../model.ts';
import * as store from '../store/campaign.ts';
import type { CampaignRow } from '../tables.ts';
import { campaignTexts } from '../texts-campaign.ts';
import { type CampaignLook as Look, letterTo, lookAt, sampleFor, subjectOf, wordsPrint } from './campaign-look.ts';
import { type Door, doorTo } from './door.ts';

/** With what stands in the way of sending it. */
export type CampaignLook = Looked<Look>;
export type CampaignSample = NonNullable<Awaited<ReturnType<typeof sampleFor>>>;

export interface Campaigns {
  /** A draft that asks everybody who is accredited to be accredited anew under a scheme, by a day. Writes to nobody. */
  prepare(scheme: Scheme, deadline: string): Promise<Result<string, 'running' | 'nobody' | 'past'>>;
  /** @throws HttpError 404 */
  get(id: string): Promise<CampaignRow>;
  /** Whom it would go to now and what it says; `receiver`: whose letter is shown. */
  look(campaign: CampaignRow, receiver?: string): Promise<CampaignLook & { sample: CampaignSample | undefined }>;
  /** The same for a campaign that nobody has prepared yet. */
  foresee(scheme: Scheme, deadline: string): Promise<Look & { sample: CampaignSample | undefined }>;
  /** Sends the letter that is shown to whoever acts, to nobody else. */
  test(id: string, receiver?: string): Promise<Result<string, Missing[]>>;
  /** Begins a draft, or goes on with what was stopped. `looked`: the print of what the actor has seen. */
  send(id: string, looked: string): Promise<Result<void, Missing[] | 'running'>>;
  decide(id: string, act: Decision): Promise<Result<void, Missing[]>>;
  /** The campaign is over: ended where somebody was not written to and now is not, else closed. */
  end(id: string): Promise<Result<void, Missing[]>>;
  discard(id: string): Promise<Result<void, Missing[]>>;
  /** Writes and sends what is left of all campaigns. May be killed at any moment and called again by anybody. */
  work(): Promise<number>;
  list(): Promise<{ campaign: CampaignRow; figures: store.CampaignFigures; delivery: MailingDelivery }[]>;
  delivery(id: string): Promise<MailingDelivery>;
}

/** Addresses that are written to in one transaction: small enough to lose little, large enough to be quick. */
const ADDRESSES = 100;

export function createCampaigns(services: Services, accounts: AccountsService, schemes: readonly Scheme[]): Campaigns {
  const { db, clock, mailer, config } = services;
  const today = () => clock.today();
  const schemeOf = (row: Pick<CampaignRow, 'scheme'>): Scheme => {
    const scheme = schemes.find((each) => each.id === row.scheme);
    if (!scheme) throw new HttpError(404);
    return scheme;
  };

  const mailings = createMailings<CampaignRow, Look>(services, {
    event: 'accreditation.campaign',
    may: () => may(currentActor(), 'accreditation.decide'),
    find: store.campaignById,
    stateOf: ({ state }, waiting) => mailingState(state, waiting),
    look: (from, campaign) => lookAt(from, campaign, schemeOf(campaign), today()),
    begin: (trx, row, { people }) => store.beginCampaign(trx, row, people, wordsPrint(schemeOf(row), row.deadline), clock.now()),
    decide: (trx, { id }, act, unsent) => store.decideCampaign(trx, id, act, { at: clock.now(), unsent }),
    async hold(trx, { id, scheme }) {
      await store.holdCampaign(trx, id);
      const title = campaignTexts('de').heldNotice(schemes.find((each) => each.id === scheme)?.title.de ?? scheme);
      const notice = { kind: 'review' as const, title, path: `/geschaeftsstelle/akkreditierung/kampagnen/${id}` };
      for (const userId of await holdersOf(trx, ['office'], null)) await accounts.notify.tell({ userId, ...notice }, trx);
    },
    noteTakenBack: store.noteTakenBack,
    countOpen: store.countOpenAddresses,
    noteUnsent: store.noteUnsent,
  });

  /** Writes the next letters: what is said, that it was said, and the letter itself are kept together or not at all. */
  const portion = (id: string, scheme: Scheme): Promise<number> =>
    inTransaction(db, async (trx) => {
      const campaign = await store.campaignById(trx, id, true);
      if (campaign?.state !== 'writing') return 0;
      const members = (await store.nextMembers(trx, id, ADDRESSES)).map((each) => ({ ...each, missing: each.missing ?? [] }));
      const doors = new Map<string, Door>();
      for (const { consultant_id: who, email } of members) doors.set(who, await doorTo(trx, accounts, { id: who, email }));
      for (const [email, people] of Map.groupBy(members, (member) => member.email)) {
        const mail = { to: email, subject: subjectOf(scheme), text: letterTo(people, doors, scheme, campaign.deadline) };
        await mailer.keepLetter(trx as unknown as Trx, id, mailKey(id, email), mail);
      }
      const told = members.map((member) => member.consultant_id);
      await store.noteTold(trx, id, told, clock.now());
      return told.length;
    });

  async function write(campaign: CampaignRow): Promise<number> {
    const scheme = schemes.find((each) => each.id === campaign.scheme);
    // Nothing goes out that nobody looked at: the words were changed, so the rest waits for another look.
    const isOutdated = ({ looked, deadline }: CampaignRow) => !scheme || wordsPrint(scheme, deadline) !== looked;
    if (!scheme || isOutdated(campaign)) {
      await mailings.hold(campaign.id, isOutdated);
      return 0;
    }
    let told = 0;
    for (let count = await portion(campaign.id, scheme); count > 0; count = await portion(campaign.id, scheme)) told += count;
    await mailer.deliverCampaign(campaign.id);
    await inTransaction(db, async (trx) => {
      await store.campaignById(trx, campaign.id, true);
      if ((await store.countOpenAddresses(trx, campaign.id)) === 0) await store.noteWritten(trx, campaign.id);
    });
    return told;
  }

  async function workAll(): Promise<number> {
    let told = 0;
    for (const campaign of await store.unfinished(db)) told += await write(campaign);
    // Also a letter that the mail server refused for a while is tried again as long as the campaign runs.
    await mailings.sweep((id) => mailer.deliverCampaign(id));
    return told;
  }
  let working: Promise<number> | undefined;

  async function get(id: string): Promise<CampaignRow> {
    const row = await store.campaignById(db, id);
    if (!row) throw new HttpError(404);
    return row;
  }
  return {
    get,
    delivery: mailings.delivery,
    decide: mailings.decide,
    async end(id) {
      const [{ state }, { waiting }] = await Promise.all([get(id), mailings.delivery(id)]);
      return mailings.decide(id, mailingState(state, waiting) === 'finished' ? 'close' : 'end');
    },
    discard: (id) => mailings.change(id, 'discard', (trx) => store.removeDraft(trx, id)),

    async prepare(scheme, deadline) {
      if (deadline <= today()) return refused('past');
      if (await store.isUnderWay(db, scheme.id)) return refused('running');
      const { people } = await lookAt(db, { deadline, state: 'draft' }, scheme, today());
      if (people.length === 0) return refused('nobody');
      const id = newId(clock.now().getTime());
      const row = { id, scheme: scheme.id, deadline, started_at: clock.now() };
      await inTransaction(db, (trx) => store.insertDraft(trx, row));
      return ok(id);
    },

    async look(campaign, receiver) {
      const look = await mailings.look(campaign);
      return { ...look, sample: await sampleFor(db, look, schemeOf(campaign), campaign.deadline, config.publicUrl, receiver) };
    },

    async foresee(scheme, deadline) {
      const look = await lookAt(db, { deadline, state: 'draft' }, scheme, today());
      return { ...look, sample: await sampleFor(db, look, scheme, deadline, config.publicUrl) };
    },

    async test(id, receiver) {
      const campaign = await get(id);
      return mailings.test(id, async (look) => {
        const sample = await sampleFor(db, look, schemeOf(campaign), campaign.deadline, config.publicUrl, receiver);
        return sample && { subject: campaignTexts('de').testSubject(sample.subject), text: sample.text };
      });
    },

    async send(id, looked) {
      const campaign = await get(id);
      if (campaign.state === 'draft' && (await store.isUnderWay(db, campaign.scheme))) return refused('running');
      return mailings.send(id, looked).catch((error: unknown) => {
        // Of two that start at once, one was quicker.
        if (isTaken(error, 'campaign_one')) return refused('running');
        throw error;
      });
    },

    work() {
      // Two calls at the same time in one process are one: more hands on the same letters would only be in each other's way.
      working ??= workAll().finally(() => {
        working = undefined;
      });
      return working;
    },

    async list() {
      const rows = await store.campaigns(db);
      return Promise.all(
        rows.map(async (campaign) => ({
          campaign,
          figures: await store.figuresOf(db, campaign, today()),
          delivery: await mailings.delivery(campaign.id),
        })),
      );
    },
  };
}
