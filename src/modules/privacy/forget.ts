import { actAs, SYSTEM } from '#platform/actor.ts';
import { audit } from '#platform/audit/index.ts';
import { addDays } from '#platform/clock.ts';
import { plusDays } from '#platform/days.ts';
import type { Db } from '#platform/database/index.ts';
import { newId } from '#platform/ids.ts';
import { removeMailsTo } from '#platform/mail/index.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import {
  grantsOf,
  holdersOf,
  leavesAdministrator,
  type Person,
  personById,
  removeInvitationsTo,
  removePerson,
} from '#modules/accounts/index.ts';
import { forgetConsultant } from '#modules/accreditation/index.ts';
import { forgetContact } from '#modules/cases/index.ts';
import { forgetSubscriber } from '#modules/news/index.ts';
import { forgetInTrends } from '#modules/trends/index.ts';
import { forgetInResearch } from '#modules/research/index.ts';
import { forgetInAnchoring } from '#modules/anchoring/index.ts';
import { forgetInStories } from '#modules/stories/index.ts';
import { forgetHolder } from '#modules/credentials/index.ts';
import { forgetLearner } from '#modules/qualification/index.ts';
import { forgetCommenter, forgetInvited } from '#modules/authoring/index.ts';
import { type ChecksService, removeRemindersTo } from '#modules/checks/index.ts';
import { forgetSaved } from '#modules/search/index.ts';
import { forgetDeclarant } from '#modules/declarations/index.ts';
import { claimsOf, removeCompany } from '#modules/companies/index.ts';
import { consultantById, removeConsultants } from '#modules/consultants/index.ts';
import { removeTraces } from '#modules/editorial/index.ts';
import { forgetPerson } from '#modules/governance/index.ts';
import { forgetRequester } from '#modules/requests/index.ts';
import { insertDeletion } from './store.ts';

/** What became of one kind of data, with the reason, as the person reads it. */
export interface Outcome {
  what:
    | 'account'
    | 'company'
    | 'checks'
    | 'requests'
    | 'openRequests'
    | 'credentials'
    | 'cases'
    | 'stories'
    | 'quotes'
    | 'consultant'
    | 'bodies'
    | 'organisation'
    | 'mails'
    | 'audit';
  done: 'deleted' | 'anonymised' | 'kept';
  count: number;
  /** Day until which something is kept. */
  until: string | null;
}

export interface Forgetting {
  /** What would happen: the same as happens, undone at the end. */
  preview(userId: string): Promise<Outcome[]>;
  /** Deletes an account and all that hangs on it; returns what became of it. `lastAdministrator` has to appoint another one first. */
  forget(userId: string): Promise<Result<Outcome[], 'lastAdministrator'>>;
}

class Undo extends Error {}
class LastAdministrator extends Error {}

export function createForgetting({ db, clock }: Services, checks: ChecksService): Forgetting {
  const now = () => clock.now();
  const KEPT_DAYS = 365;

  async function forgetCompanies(trx: Db, userId: string, companies: string[], outcomes: Outcome[]): Promise<void> {
    let assessments = 0;
    let removed = 0;
    for (const company of companies) {
      const others = (await holdersOf(trx, ['company'], company)).filter((holder) => holder !== userId);
      if (others.length > 0) continue; // colleagues go on working with it
      for (const claim of await claimsOf(trx, company)) {
        if (claim.kind !== 'assessment') continue;
        await checks.remove(claim.subject, trx);
        assessments++;
      }
      await removeCompany(trx, company);
      removed++;
    }
    if (removed > 0) outcomes.push({ what: 'company', done: 'deleted', count: removed, until: null });
    if (assessments > 0) outcomes.push({ what: 'checks', done: 'deleted', count: assessments, until: null });
  }

  async function forgetAll(trx: Db, person: Person): Promise<Outcome[]> {
    const outcomes: Outcome[] = [{ what: 'account', done: 'deleted', count: 1, until: null }];
    const grants = await grantsOf(trx, person.id);
    const placesOf = (role: string) => grants.flatMap((grant) => (grant.role === role && grant.id ? [grant.id] : []));
    await forgetCompanies(trx, person.id, placesOf('company'), outcomes);

    const requests = await forgetRequester(trx, person.email, now(), addDays(now(), KEPT_DAYS));
    if (requests.anonymised > 0) outcomes.push({ what: 'requests', done: 'anonymised', count: requests.anonymised, until: null });
    if (requests.kept > 0)
      outcomes.push({ what: 'openRequests', done: 'kept', count: requests.kept, until: plusDays(clock.today(), KEPT_DAYS) });

    const cases = await forgetContact(trx, person.email, now(), addDays(now(), KEPT_DAYS));
    if (cases.anonymised > 0) outcomes.push({ what: 'cases', done: 'anonymised', count: cases.anonymised, until: null });
    const stories = await forgetInStories(trx, person.email);
    if (stories.quotes > 0) outcomes.push({ what: 'quotes', done: 'deleted', count: stories.quotes, until: null });
    if (stories.contacts > 0) outcomes.push({ what: 'stories', done: 'anonymised', count: stories.contacts, until: null });
    const credentials = await forgetHolder(trx, person.id, now());
    if (credentials > 0) outcomes.push({ what: 'credentials', done: 'anonymised', count: credentials, until: null });
    await forgetLearner(trx, person.id);

    for (const id of placesOf('consultant')) {
      if (!(await consultantById(trx, id))) continue;
      await forgetConsultant(trx, id);
      await removeTraces(trx, 'consultant', [id]);
      await removeConsultants(trx, [id]);
      outcomes.push({ what: 'consultant', done: 'deleted', count: 1, until: null });
    }
    const inMinutes = await forgetPerson(trx, person.email, now());
    if (inMinutes > 0) outcomes.push({ what: 'bodies', done: 'kept', count: inMinutes, until: null });
    const organisations = placesOf('organisationCoordinator').length + placesOf('organisationEditor').length;
    if (organisations > 0) outcomes.push({ what: 'organisation', done: 'kept', count: organisations, until: null });

    const mails = await removeMailsTo(trx, person.email);
    if (mails > 0) outcomes.push({ what: 'mails', done: 'deleted', count: mails, until: null });
    await removeRemindersTo(trx, person.email);
    await forgetSaved(trx, person.email);
    await forgetSubscriber(trx, person.email);
    await forgetInTrends(trx, person.id);
    await forgetInAnchoring(trx, person.id, person.email);
    await forgetInResearch(trx, person.email);
    await forgetDeclarant(trx, person.email);
    await forgetCommenter(trx, person.id);
    await forgetInvited(trx, person.id);
    await removeInvitationsTo(trx, person.email);
    await removePerson(trx, person.id);
    outcomes.push({ what: 'audit', done: 'kept', count: 1, until: null });
    return outcomes;
  }

  /** Runs as the system: the person may not touch all of this themselves, but may have it done. */
  const run = (userId: string, isPreview: boolean): Promise<Outcome[]> =>
    actAs(SYSTEM, async () => {
      let outcomes: Outcome[] = [];
      try {
        await db.transaction().execute(async (raw) => {
          const trx = raw as unknown as Db;
          const person = await personById(trx, userId);
          if (!person) return;
          if (!isPreview && !(await leavesAdministrator(raw, userId))) throw new LastAdministrator();
          outcomes = await forgetAll(trx, person);
          if (isPreview) throw new Undo();
          await insertDeletion(trx, newId(now().getTime()), now(), outcomes);
          await audit(trx, {
            action: 'account.forgotten',
            kind: 'account',
            record: userId,
            details: { kinds: outcomes.map((each) => each.what) },
          });
        });
      } catch (error) {
        if (!(error instanceof Undo)) throw error;
      }
      return outcomes;
    });

  return {
    preview: (userId) => run(userId, true),
    async forget(userId) {
      try {
        return ok(await run(userId, false));
      } catch (error) {
        if (error instanceof LastAdministrator) return refused('lastAdministrator');
        throw error;
      }
    },
  };
}
