import { inTransaction, type Trx } from '#platform/database/index.ts';
import { formatDay } from '#platform/i18n/format.ts';
import { newId } from '#platform/ids.ts';
import { type Delivery, deliveryOf, mailKey, releaseUnsure } from '#platform/mail/index.ts';
import { allPages } from '#platform/pages.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { type AccountsService, permit } from '#modules/accounts/index.ts';
import { accreditedUntil } from '#modules/consultants/index.ts';
import { missingOf, type Scheme } from '../model.ts';
import {
  campaigns as allCampaigns,
  type CampaignFigures,
  figuresOf,
  nextMembers,
  noteTold,
  openCampaign,
  setCampaignState,
  unfinished,
} from '../store/campaign.ts';
import type { CampaignRow, MemberRow } from '../tables.ts';
import { accreditationTexts } from '../texts.ts';
import { type Door, doorTo } from './door.ts';
import { standingsOf } from './standing.ts';

export interface Campaigns {
  /** Asks everybody who is accredited to be accredited anew under a scheme, by a day. */
  start(scheme: Scheme, deadline: string): Promise<Result<string, 'running' | 'nobody' | 'past'>>;
  /** Writes and sends what is left of all campaigns. May be killed at any moment and called again by anybody. */
  work(): Promise<number>;
  list(): Promise<{ campaign: CampaignRow; figures: CampaignFigures; delivery: Delivery }[]>;
  end(id: string): Promise<void>;
  /** Sends the letters again of which nobody knows whether they arrived. */
  resendUnsure(id: string): Promise<void>;
}

/** Addresses that are written to in one transaction: small enough to lose little, large enough to be quick. */
const ADDRESSES = 100;
const PORTION = 1000;
const FAR = '9999-12-31';

export function createCampaigns(services: Services, accounts: AccountsService, schemes: readonly Scheme[]): Campaigns {
  const { db, clock, mailer, jobs } = services;
  const today = () => clock.today();
  const t = accreditationTexts('de').letter;

  function letterTo(
    people: readonly MemberRow[],
    doors: ReadonlyMap<string, Door>,
    missing: ReadonlyMap<string, string[]>,
    scheme: Scheme,
    campaign: CampaignRow,
  ): string {
    const names = new Map(scheme.requirements.map((each) => [each.id, each.de]));
    const [first] = people;
    const parts = people.map((person) => {
      const open = (missing.get(person.consultant_id) ?? []).map((id) => `– ${names.get(id) ?? id}`);
      const until = [person.valid_until, campaign.deadline].toSorted()[0] ?? '';
      const door = doors.get(person.consultant_id);
      return [
        people.length > 1 ? person.name : '',
        t.until(formatDay(until, 'de')),
        open.length > 0 ? [t.missing, ...open].join('\n') : t.nothingMissing,
        door?.isInvitation ? t.invitation : '',
        door?.url ?? '',
      ]
        .filter(Boolean)
        .join('\n');
    });
    const greeting = people.length === 1 && first ? t.greeting(first.name) : t.greetingAll;
    return [greeting, t.intro(scheme.title.de, formatDay(campaign.deadline, 'de')), ...parts, t.closing].join('\n\n');
  }

  /** Writes the next letters: what is said, that it was said, and the letter itself are kept together or not at all. */
  const portion = (campaign: CampaignRow, scheme: Scheme): Promise<number> =>
    inTransaction(db, async (trx) => {
      const members = await nextMembers(trx, campaign.id, ADDRESSES);
      if (members.length === 0) return 0;
      const standings = await standingsOf(
        trx,
        members.map((member) => member.consultant_id),
        today(),
      );
      const missing = new Map(
        members.map((member) => {
          const standing = standings.get(member.consultant_id);
          return [member.consultant_id, standing ? missingOf(scheme, standing, today()).map((each) => each.id) : []];
        }),
      );
      const doors = new Map<string, Door>();
      for (const { consultant_id: id, email } of members) doors.set(id, await doorTo(trx, accounts, { id, email }));
      for (const [email, people] of Map.groupBy(members, (member) => member.email)) {
        const mail = { to: email, subject: t.subject(scheme.title.de), text: letterTo(people, doors, missing, scheme, campaign) };
        await mailer.keepLetter(trx as unknown as Trx, campaign.id, mailKey(campaign.id, email), mail);
      }
      await noteTold(
        trx,
        campaign.id,
        [...missing].map(([consultant, what]) => ({ consultant, missing: what })),
        clock.now(),
      );
      return members.length;
    });

  async function write(campaign: CampaignRow): Promise<number> {
    const scheme = schemes.find((each) => each.id === campaign.scheme);
    let told = 0;
    if (scheme) for (let count = await portion(campaign, scheme); count > 0; count = await portion(campaign, scheme)) told += count;
    await mailer.deliverCampaign(campaign.id);
    await setCampaignState(db, campaign.id, 'running');
    return told;
  }

  async function workAll(): Promise<number> {
    let told = 0;
    for (const campaign of await unfinished(db)) told += await write(campaign);
    // A letter that the mail server refused for a while is tried again as long as the campaign runs.
    for (const campaign of (await allCampaigns(db)).filter((each) => each.state === 'running')) await mailer.deliverCampaign(campaign.id);
    return told;
  }
  let working: Promise<number> | undefined;

  return {
    async start(scheme, deadline) {
      if (deadline <= today()) return refused('past');
      const people = await allPages(PORTION, (after, limit) => accreditedUntil(db, today(), FAR, after, limit));
      const meant = people.filter((person) => scheme.roles.includes(person.kind) && person.email !== '');
      if (meant.length === 0) return refused('nobody');
      const id = newId(clock.now().getTime());
      const row = { id, scheme: scheme.id, deadline, state: 'writing' as const, started_at: clock.now() };
      const members = meant.map((person) => ({
        consultant_id: person.id,
        email: person.email.toLowerCase(),
        name: person.name,
        valid_until: person.accredited_until ?? today(),
      }));
      return inTransaction(db, async (trx) => {
        if (!(await openCampaign(trx, row, members))) return refused('running' as const);
        await jobs.publish(trx as unknown as Trx, { type: 'accreditation.campaign', subject: id, payload: {} });
        return ok(id);
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
      const rows = await allCampaigns(db);
      return Promise.all(
        rows.map(async (campaign) => ({
          campaign,
          figures: await figuresOf(db, campaign, today()),
          delivery: await deliveryOf(db, campaign.id, clock.now()),
        })),
      );
    },

    async resendUnsure(id) {
      permit('accreditation.decide');
      await releaseUnsure(db, id, clock.now());
      await mailer.deliverCampaign(id);
    },

    end: (id) => setCampaignState(db, id, 'ended', clock.now()),
  };
}
