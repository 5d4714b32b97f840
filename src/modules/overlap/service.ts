import { inPages } from '#platform/pages.ts';
import { currentActor } from '#platform/actor.ts';
import { audit } from '#platform/audit/index.ts';
import type { Db, Trx } from '#platform/database/index.ts';
import { newId } from '#platform/ids.ts';
import type { Scheduled, Subscriber } from '#platform/jobs/index.ts';
import type { Services } from '#platform/services.ts';
import { type AccountsService, holdersOf } from '#modules/accounts/index.ts';
import type { Companion, Owner, Subject as Draft } from '#modules/editorial/index.ts';
import { offersAfter, offersByIds, offerContent, type OfferContent } from '#modules/offers/index.ts';
import { organisationsByIds } from '#modules/organisations/index.ts';
import { clustersOf, type Edge } from './clusters.ts';
import { type Relative, type Relatives, subjectOf, type Subject } from './relatives.ts';
import { dutiesOf, isTheSame } from './stance.ts';
import {
  askToJoin,
  decideJoin,
  findingOf,
  type FindingRow,
  replaceClusters,
  replaceStances,
  saveFinding,
  type StanceRow,
  stancesOf,
} from './store.ts';
import { overlapTexts } from './texts.ts';

const MOST_RELATIVES = 6;
const SAME_TOPICS = 0.5;
const PORTION = 200;
/** Relatives of each offer that may belong to a group. */
const IN_CLUSTER = 12;
const WANTED = 'overlap.wanted';

export interface Answer {
  relative: Relative;
  stance: StanceRow['stance'];
  word: string;
}

export interface Overlap {
  relatives: Relatives;
  /** What is close to a draft of an offer. */
  relativesOf(offer: string, content: OfferContent, owner: string | undefined): Promise<Relative[]>;
  /** Keeps what the author says; where it joins something, that organisation is told. Says whether it joins. */
  answer(at: Draft, owner: Owner, organisation: string, answers: readonly Answer[]): Promise<boolean>;
  decide(at: { offer: string; organisation: string; owner: string }, state: 'accepted' | 'declined'): Promise<boolean>;
  record(finding: Omit<FindingRow, 'author' | 'at'>): Promise<void>;
  /** Asks for the groups to be found again, in the background. */
  wantClusters(): Promise<void>;
  /** Finds the groups of near-duplicates over the whole stock; returns how many. */
  findClusters(): Promise<number>;
  /** What the editorial asks before something is handed in or published. */
  companion: Companion;
}

/** An offer that is being written, as a subject of the comparison. */
const subjectOfDraft = (id: string, content: OfferContent, owner: string | undefined): Subject => ({
  id,
  owner,
  title: content.title,
  summary: content.summary,
  body: content.description,
  form: content.kind,
  topics: content.topics,
  industries: content.industries,
  sizes: content.sizes,
  online: content.online,
  reach_km: content.reach_km,
  place: content.location ?? undefined,
});

export function createOverlap({ db, clock, jobs }: Services, accounts: AccountsService, relatives: Relatives): Overlap {
  const now = () => clock.now();
  const within = <Value>(work: (trx: Db) => Promise<Value>) => db.transaction().execute((trx) => work(trx as unknown as Db));
  const relativesOf = (id: string, content: OfferContent, owner: string | undefined) =>
    relatives.of(subjectOfDraft(id, content, owner), MOST_RELATIVES);

  async function tell(trx: Db, organisation: string, title: string, path: string): Promise<void> {
    for (const userId of await holdersOf(trx, ['organisationEditor', 'organisationCoordinator'], organisation))
      await accounts.notify.tell({ userId, kind: 'review', title, path }, trx);
  }

  return {
    relatives,
    relativesOf,

    answer: (at, owner, organisation, answers) =>
      within(async (trx) => {
        const rows = answers.map(
          ({ relative, stance, word }): StanceRow => ({
            ...at,
            other: relative.offer.id,
            other_title: relative.offer.title,
            stance,
            word,
            verdict: relative.verdict,
            score: relative.score,
            author: currentActor().userId,
            at: now(),
          }),
        );
        await replaceStances(trx, at.subject, owner.id, rows);
        await audit(trx, { action: `${at.kind}.related`, kind: at.kind, record: at.subject });
        const joins = answers.filter(({ stance }) => stance === 'joins');
        const t = overlapTexts('de').partners;
        for (const { relative, word } of joins) {
          const asked = {
            offer_id: relative.offer.id,
            organisation_id: owner.id,
            draft: at.subject,
            word,
            asked_at: now(),
            decided_at: null,
          };
          await askToJoin(trx, { ...asked, state: 'asked' });
          const other = relative.offer.organisation_id;
          await tell(trx, other, t.asked(organisation, relative.offer.title), `/organisation/${other}/gemeinsam`);
        }
        return joins.length > 0;
      }),

    decide: (at, state) =>
      within(async (trx) => {
        const decided = await decideJoin(trx, at, state, now());
        if (!decided) return false;
        await audit(trx, { action: `offer.join.${state}`, kind: 'offer', record: at.offer });
        const [offer] = await offersByIds(trx, [at.offer]);
        const t = overlapTexts('de').partners;
        await tell(trx, at.organisation, t.decided(offer?.title ?? '', state === 'accepted'), `/organisation/${at.organisation}/gemeinsam`);
        return true;
      }),

    record: (finding) =>
      within(async (trx) => {
        await saveFinding(trx, { ...finding, author: currentActor().userId, at: now() });
        await audit(trx, { action: `${finding.kind}.finding`, kind: finding.kind, record: finding.subject });
      }),

    wantClusters: () =>
      within((trx) => jobs.publish(trx as unknown as Trx, { type: WANTED, subject: newId(now().getTime()), payload: {} })),

    async findClusters() {
      const edges: Edge[] = [];
      // What meets other companies is no duplicate, however alike it is; nor what only shares an organisation's stock
      // sentences with something on another topic.
      for await (const offer of inPages(PORTION, (after, limit) => offersAfter(db, after, limit)))
        for (const { verdict, score, offer: other, agreement } of await relatives.of(subjectOf(offer), IN_CLUSTER))
          if (isTheSame(verdict) && agreement.region > 0 && agreement.topics >= SAME_TOPICS)
            edges.push({ a: offer.id, b: other.id, score, isCopy: verdict === 'copy' });
      const clusters = clustersOf(edges);
      await replaceClusters(
        db,
        clusters.map(({ members, score, isCopy }) => ({
          id: newId(now().getTime()),
          members,
          score,
          verdict: isCopy ? ('copy' as const) : ('same' as const),
          found_at: now(),
        })),
      );
      return clusters.length;
    },

    companion: {
      link: (at, locale) =>
        at.kind === 'offer' ? { href: `/pruefung/offer/${at.subject}/verwandte`, label: overlapTexts(locale).review.link } : undefined,

      async ask(trx, at, owner, content, step) {
        if (at.kind !== 'offer') return undefined;
        const duties = dutiesOf(await relativesOf(at.subject, offerContent.parse(content), owner.id ?? undefined));
        if (duties.length === 0) return undefined;
        if (step === 'publish')
          return (await findingOf(trx, at.kind, at.subject)) ? undefined : `/pruefung/${at.kind}/${at.subject}/verwandte`;
        const said = await stancesOf(trx, at.subject);
        const isAnswered = duties.every(({ offer }) => said.some(({ other }) => other === offer.id));
        const isJoining = said.some(({ stance }) => stance === 'joins');
        return isAnswered && !isJoining ? undefined : `/organisation/${owner.id}/angebote/${at.subject}/verwandte`;
      },
    },
  };
}

/** Names of organisations by their ids. */
export const organisationNames = async (db: Db, ids: readonly string[]): Promise<Map<string, string>> =>
  new Map([...(await organisationsByIds(db, [...new Set(ids)]))].map(([id, { name }]) => [id, name]));

export const overlapSubscribers = (overlap: Overlap): Subscriber[] => [
  {
    name: 'overlap-clusters',
    on: [WANTED],
    async handle() {
      await overlap.findClusters();
    },
  },
];

/** Every Sunday night. */
export const overlapSchedule = (overlap: Overlap): Scheduled[] => [
  {
    name: 'overlap-clusters-weekly',
    cron: '10 2 * * 0',
    async handle() {
      await overlap.findClusters();
    },
  },
];
