import { currentActor } from '#platform/actor.ts';
import { type Db, inTransaction, type Trx } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { newId } from '#platform/ids.ts';
import {
  type Delivery,
  deliveryOf,
  type MailingAct,
  mailKey,
  type Missing,
  missingFor,
  releaseUnsure,
  takeBackWaiting,
} from '#platform/mail/index.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { type AccountsService, may, permit } from '#modules/accounts/index.ts';
import type { Scheme } from '../model.ts';
import * as store from '../store/campaign.ts';
import type { CampaignRow } from '../tables.ts';
import { campaignTexts } from '../texts-campaign.ts';
import { type CampaignLook, letterTo, lookAt, type Plan, sampleFor, subjectOf, wordsPrint } from './campaign-look.ts';
import { type Door, doorTo } from './door.ts';

export type { CampaignLook } from './campaign-look.ts';
export type CampaignSample = NonNullable<Awaited<ReturnType<typeof sampleFor>>>;
/** How its letters have come along; `open`: addresses without one. */
export type CampaignDelivery = Delivery & { open: number };

export interface Campaigns {
  /** A draft that asks everybody who is accredited to be accredited anew under a scheme, by a day. Writes to nobody. */
  prepare(scheme: Scheme, deadline: string): Promise<Result<string, 'running' | 'nobody' | 'past'>>;
  /** @throws HttpError 404 */
  get(id: string): Promise<CampaignRow>;
  /** Whom it would go to now and what it says; `receiver`: whose letter is shown. */
  look(plan: Plan & Pick<CampaignRow, 'scheme'>, receiver?: string): Promise<CampaignLook & { sample: CampaignSample | undefined }>;
  /** Sends the letter that is shown to whoever acts, to nobody else. */
  test(id: string, receiver?: string): Promise<Result<string, Missing[]>>;
  /** Begins a draft, or goes on with what was stopped. `looked`: the print of what the actor has seen. */
  send(id: string, looked: string): Promise<Result<void, Missing[] | 'running'>>;
  stop(id: string): Promise<Result<void, Missing[]>>;
  discard(id: string): Promise<Result<void, Missing[]>>;
  /** The campaign is over; whoever was not written to is not. */
  end(id: string): Promise<void>;
  /** Writes and sends what is left of all campaigns. May be killed at any moment and called again by anybody. */
  work(): Promise<number>;
  list(): Promise<{ campaign: CampaignRow; figures: store.CampaignFigures; delivery: CampaignDelivery }[]>;
  delivery(id: string): Promise<CampaignDelivery>;
  /** Sends the letters again of which nobody knows whether they arrived. */
  resendUnsure(id: string): Promise<Result<void, Missing[]>>;
}

/** Addresses that are written to in one transaction: small enough to lose little, large enough to be quick. */
const ADDRESSES = 100;

export function createCampaigns(services: Services, accounts: AccountsService, schemes: readonly Scheme[]): Campaigns {
  const { db, clock, mailer, jobs, config } = services;
  const today = () => clock.today();
  const asking = (looked?: string) => ({ may: may(currentActor(), 'accreditation.decide'), today: today(), looked });
  const schemeOf = (row: Pick<CampaignRow, 'scheme'>): Scheme => {
    const scheme = schemes.find((each) => each.id === row.scheme);
    if (!scheme) throw new HttpError(404);
    return scheme;
  };

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
    if (!scheme || wordsPrint(scheme, campaign.deadline) !== campaign.looked) {
      await inTransaction(db, async (trx) => {
        await store.holdCampaign(trx, campaign.id);
        await store.noteTakenBack(trx, campaign.id, await takeBackWaiting(trx, campaign.id));
      });
      return 0;
    }
    let told = 0;
    for (let count = await portion(campaign.id, scheme); count > 0; count = await portion(campaign.id, scheme)) told += count;
    await mailer.deliverCampaign(campaign.id);
    await store.noteWritten(db, campaign.id);
    return told;
  }

  async function workAll(): Promise<number> {
    let told = 0;
    for (const campaign of await store.unfinished(db)) told += await write(campaign);
    // A letter that the mail server refused for a while is tried again as long as the campaign runs.
    for (const { id } of (await store.campaigns(db)).filter((each) => each.state === 'running')) await mailer.deliverCampaign(id);
    return told;
  }
  let working: Promise<number> | undefined;

  async function get(id: string): Promise<CampaignRow> {
    const row = await store.campaignById(db, id);
    if (!row) throw new HttpError(404);
    return row;
  }
  async function delivery(id: string): Promise<CampaignDelivery> {
    const [letters, open] = await Promise.all([deliveryOf(db, id, clock.now()), store.countOpenAddresses(db, id)]);
    return { ...letters, open: open + letters.waiting };
  }

  /** Does something with a campaign that nobody else changes meanwhile, if the gate is open. */
  const through = (
    id: string,
    act: (campaign: CampaignRow) => MailingAct,
    work: (trx: Db, campaign: CampaignRow, look: CampaignLook) => Promise<unknown>,
    looked?: string,
  ): Promise<Result<void, Missing[]>> =>
    inTransaction(db, async (trx) => {
      const campaign = await store.campaignById(trx, id, true);
      if (!campaign) throw new HttpError(404);
      const { waiting } = await deliveryOf(trx, id, clock.now());
      const look = await lookAt(trx, campaign, schemeOf(campaign), today(), waiting);
      const missing = missingFor(act(campaign), look.mailing, asking(looked));
      // Whoever may not is told so by the store, as everywhere.
      if (missing.some((each) => each !== 'right')) return refused(missing);
      await work(trx, campaign, look);
      return ok(undefined);
    });

  return {
    get,
    delivery,

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

    async look(plan, receiver) {
      const scheme = schemeOf(plan);
      const look = await lookAt(db, plan, scheme, today());
      return { ...look, sample: await sampleFor(db, look, scheme, plan.deadline, config.publicUrl, receiver) };
    },

    async test(id, receiver) {
      permit('accreditation.decide');
      const campaign = await get(id);
      const scheme = schemeOf(campaign);
      const look = await lookAt(db, campaign, scheme, today());
      const sample = await sampleFor(db, look, scheme, campaign.deadline, config.publicUrl, receiver);
      const missing = missingFor('test', look.mailing, asking());
      if (missing.length > 0 || !sample) return refused(missing.length > 0 ? missing : ['receivers']);
      const { email } = currentActor();
      const subject = campaignTexts('de').testSubject(sample.subject);
      await mailer.send(mailKey(newId(clock.now().getTime()), 'campaign-test'), { to: email, subject, text: sample.text });
      return ok(email);
    },

    async send(id, looked) {
      const campaign = await get(id);
      if (campaign.state === 'draft' && (await store.isUnderWay(db, campaign.scheme))) return refused('running');
      return through(
        id,
        ({ state }) => (state === 'draft' ? 'start' : 'resume'),
        async (trx, row, { people }) => {
          // What waits from before says what was looked at before.
          await store.noteTakenBack(trx, id, await takeBackWaiting(trx, id));
          const print = wordsPrint(schemeOf(row), row.deadline);
          await store.beginCampaign(trx, row, people, print, clock.now());
          await jobs.publish(trx as unknown as Trx, { type: 'accreditation.campaign', subject: id, payload: {} });
        },
        looked,
      );
    },

    stop: (id) =>
      through(
        id,
        () => 'stop',
        async (trx) => {
          await store.decideCampaign(trx, id, 'campaign.stopped', { state: 'stopped' });
          await store.noteTakenBack(trx, id, await takeBackWaiting(trx, id));
        },
      ),

    discard: (id) =>
      through(
        id,
        () => 'discard',
        (trx) => store.removeDraft(trx, id),
      ),

    end: (id) =>
      inTransaction(db, async (trx) => {
        const campaign = await store.campaignById(trx, id, true);
        if (!campaign) throw new HttpError(404);
        if (campaign.state === 'draft' || campaign.state === 'ended') return;
        await store.noteTakenBack(trx, id, await takeBackWaiting(trx, id));
        const unsent = await store.countOpenAddresses(trx, id);
        await store.decideCampaign(trx, id, 'campaign.ended', { state: 'ended', ended_at: clock.now(), unsent });
      }),

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
          delivery: await delivery(campaign.id),
        })),
      );
    },

    async resendUnsure(id) {
      permit('accreditation.decide');
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
