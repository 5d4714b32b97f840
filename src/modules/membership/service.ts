import { localDay } from '#platform/clock.ts';
import { currentActor } from '#platform/actor.ts';
import type { Db, Trx } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { isId, newId } from '#platform/ids.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { readSetting, writeSetting } from '#platform/settings.ts';
import { slugify } from '#platform/slug.ts';
import { type AccountsService, endAllGrants, holdersOf, permit } from '#modules/accounts/index.ts';
import { saveStanding } from '#modules/editorial/index.ts';
import { type Papers, standingDecisions } from '#modules/governance/index.ts';
import { hideOffersOf } from '#modules/offers/index.ts';
import { listOrganisations, type OrganisationContent, saveOrganisation, setOrganisationState } from '#modules/organisations/index.ts';
import { type Charter, inForce } from './charters.ts';
import * as store from './store.ts';
import { membershipTexts } from './texts.ts';

const DECIDING_BODY = 'membership.body';
const ADMISSION = 'admission:';

/** What a body's decision on an application is for. */
const admissionPurpose = (application: string): string => `${ADMISSION}${application}`;
const applicationIn = (purpose: string): string | undefined => {
  const id = purpose.startsWith(ADMISSION) ? purpose.slice(ADMISSION.length) : '';
  return isId(id) ? id : undefined;
};

export interface Accepted {
  charter: string;
  version: string;
}

export interface MembershipService {
  charters: readonly Charter[];
  /** The charters that bind at the moment, as one accepts them. */
  current(): Accepted[];
  apply(content: OrganisationContent): Promise<string>;
  /** Where a body decides, only on its decision on a paper made for exactly this application. */
  admit(id: string, word: string): Promise<Result<string, 'decided' | 'needsBody'>>;
  /** Lays an application before the body that decides; its decision admits by itself. Returns the paper. */
  ask(id: string): Promise<Result<string, 'decided' | 'noBody'>>;
  /** A body has decided on a paper: where that was an application, it is admitted. */
  bodyDecided(purpose: string): Promise<void>;
  decline(id: string, word: string): Promise<Result<undefined, 'decided'>>;
  accept(organisationId: string, charterId: string): Promise<void>;
  /** What an organisation has not accepted in its present version. */
  missing(organisationId: string): Promise<Charter[]>;
  /** Asks every organisation once for every version that is in force. Returns how many were asked. */
  askAll(): Promise<number>;
  leave(organisationId: string, on: string, reason: string): Promise<void>;
  stay(organisationId: string): Promise<void>;
  /** Carries out departures whose day has come. */
  followUp(): Promise<number>;
  decidingBody(): Promise<string | null>;
  setDecidingBody(id: string | null): Promise<void>;
}

export function createMembershipService(
  { db, clock, jobs }: Services,
  accounts: AccountsService,
  charters: readonly Charter[],
  papers: Papers,
): MembershipService {
  const now = () => clock.now();
  const today = () => localDay(now());
  const within = <Value>(work: (trx: Db) => Promise<Value>) => db.transaction().execute((trx) => work(trx as unknown as Db));
  const t = membershipTexts('de').notices;
  const current = () =>
    charters.flatMap((charter) => (inForce(charter) ? [{ charter: charter.id, version: inForce(charter)?.version ?? '' }] : []));
  const decidingBody = async () => (await readSetting<string>(db, DECIDING_BODY)) ?? null;

  async function tell(trx: Db, userIds: readonly string[], title: string, path: string): Promise<void> {
    for (const userId of userIds) await accounts.notify.tell({ userId, kind: 'membership', title, path }, trx);
  }

  /** Search and exchange follow what enters and leaves. */
  async function changed(trx: Db, what: 'published' | 'hidden', kind: string, subjects: readonly string[]): Promise<void> {
    for (const subject of subjects) await jobs.publish(trx as unknown as Trx, { type: `content.${what}`, subject, payload: { kind } });
  }

  async function enter(trx: Db, application: store.Application): Promise<string> {
    const { place: _, location, website, contacts, ...values } = application.content as OrganisationContent;
    const id = newId(now().getTime());
    if (!location) throw new HttpError(422);
    const slug = `${slugify(values.name)}-${id.slice(-4)}`;
    await saveOrganisation(trx, {
      ...values,
      ...location,
      id,
      slug,
      website: website || null,
      contacts,
      since: today(),
      demo: false,
      updated_at: now(),
    });
    await saveStanding(trx, {
      kind: 'organisation',
      subject: id,
      owner_scope: 'organisation',
      owner: id,
      title: values.name,
      state: 'published',
      confirmed_at: now(),
      reminded_at: null,
    });
    await changed(trx, 'published', 'organisation', [id]);
    for (const accepted of application.accepted as Accepted[])
      await store.addAcceptance(trx, {
        ...accepted,
        organisation_id: id,
        accepted_by: application.applicant,
        accepted_at: application.created_at,
      });
    return id;
  }

  async function opened(trx: Db, id: string) {
    const application = await store.applicationById(trx, id, true);
    if (!application) throw new HttpError(404);
    permit('membership.decide', { body: application.body_id });
    return application;
  }

  const service: MembershipService = {
    charters,
    current,
    decidingBody,

    async setDecidingBody(id) {
      permit('office.desk');
      await writeSetting(db, DECIDING_BODY, id);
    },

    apply: (content) =>
      within(async (trx) => {
        const id = newId(now().getTime());
        const body = await decidingBody();
        await store.insertApplication(trx, {
          id,
          name: content.name,
          content,
          accepted: current(),
          applicant: currentActor().userId,
          state: 'open',
          body_id: body,
          word: '',
          created_at: now(),
          decided_at: null,
          decided_by: null,
          organisation_id: null,
        });
        const deciders = [...(body ? await holdersOf(trx, ['bodySecretary'], body) : []), ...(await holdersOf(trx, ['office'], null))];
        await tell(trx, [...new Set(deciders)], t.applied(content.name), `/aufnahmen/${id}`);
        return id;
      }),

    admit: (id, word) =>
      within(async (trx) => {
        const application = await opened(trx, id);
        if (application.state !== 'open') return refused('decided');
        if (application.body_id !== null && (await standingDecisions(trx, admissionPurpose(id), 1)).length === 0)
          return refused('needsBody');
        const organisationId = await enter(trx, application);
        const decision = { state: 'admitted', word, decided_at: now(), decided_by: currentActor().userId } as const;
        await store.decideApplication(trx, application, { ...decision, organisation_id: organisationId });
        if (application.applicant) {
          await accounts.membership.grant(trx, application.applicant, 'organisationCoordinator', organisationId);
          await tell(trx, [application.applicant], t.admitted(application.name), `/organisation/${organisationId}`);
        }
        return ok(organisationId);
      }),

    async ask(id) {
      const application = await within((trx) => opened(trx, id));
      if (application.state !== 'open') return refused('decided');
      if (application.body_id === null) return refused('noBody');
      const { name, body_id: bodyId } = application;
      const paper = { title: t.paperTitle(name), text: t.paperText(name), bodyId, purpose: admissionPurpose(id) };
      return ok(await papers.ask({ ...paper, who: currentActor().name || t.office }));
    },

    async bodyDecided(purpose) {
      const id = applicationIn(purpose);
      if (id !== undefined && (await store.applicationById(db, id))?.state === 'open') await service.admit(id, '');
    },

    decline: (id, word) =>
      within(async (trx) => {
        const application = await opened(trx, id);
        if (application.state !== 'open') return refused('decided');
        const decision = { state: 'declined', word, decided_at: now(), decided_by: currentActor().userId } as const;
        await store.decideApplication(trx, application, { ...decision, organisation_id: null });
        if (application.applicant) await tell(trx, [application.applicant], t.declined(application.name), '/konto');
        return ok(undefined);
      }),

    accept: (organisationId, charterId) =>
      within(async (trx) => {
        const charter = charters.find((each) => each.id === charterId);
        const version = charter && inForce(charter);
        if (!charter || !version) throw new HttpError(404);
        await store.insertAcceptance(trx, {
          organisation_id: organisationId,
          charter: charter.id,
          version: version.version,
          accepted_by: currentActor().userId,
          accepted_at: now(),
        });
      }),

    async missing(organisationId) {
      const accepted = await store.acceptancesOf(db, organisationId);
      return charters.filter((charter) => {
        const version = inForce(charter)?.version;
        return version !== undefined && !accepted.some((each) => each.charter === charter.id && each.version === version);
      });
    },

    async askAll() {
      let asked = 0;
      const accepted = new Set((await store.allAcceptances(db)).map((row) => `${row.organisation_id} ${row.charter} ${row.version}`));
      for (const organisation of await listOrganisations(db)) {
        for (const { charter, version } of current()) {
          if (organisation.demo || accepted.has(`${organisation.id} ${charter} ${version}`)) continue;
          const title = charters.find((each) => each.id === charter)?.de ?? charter;
          await within(async (trx) => {
            const coordinators = await holdersOf(trx, ['organisationCoordinator'], organisation.id);
            if (coordinators.length === 0) return; // asked once somebody is there
            const isFirst = await store.markAsked(trx, { organisation_id: organisation.id, charter, version, asked_at: now() });
            if (!isFirst) return;
            await tell(trx, coordinators, t.askCharter(title, version), `/organisation/${organisation.id}/vereinbarungen`);
            asked++;
          });
        }
      }
      return asked;
    },

    leave: (organisationId, on, reason) =>
      within(async (trx) => {
        await store.saveDeparture(trx, {
          organisation_id: organisationId,
          declared_at: now(),
          declared_by: currentActor().userId,
          leaves_on: on,
          reason,
          done_at: null,
        });
        const name = (await accounts.context.directory.names('organisation', [organisationId], trx)).get(organisationId) ?? '';
        await tell(trx, await holdersOf(trx, ['office'], null), t.leaves(name), '/aufnahmen');
      }),

    stay: (organisationId) => within((trx) => store.removeDeparture(trx, organisationId)),

    async followUp() {
      const due = await store.dueDepartures(db, today());
      for (const row of due)
        await within(async (trx) => {
          const offers = await hideOffersOf(trx, row.organisation_id);
          await setOrganisationState(trx, row.organisation_id, 'hidden', false);
          await changed(trx, 'hidden', 'organisation', [row.organisation_id]);
          await changed(trx, 'hidden', 'offer', offers);
          await endAllGrants(trx, 'organisation', row.organisation_id);
          await store.markDeparted(trx, row.organisation_id, now());
        });
      return due.length;
    },
  };
  return service;
}
