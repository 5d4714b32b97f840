import { currentActor } from '#platform/actor.ts';
import { plusDays } from '#platform/days.ts';
import { type Db, inTransaction } from '#platform/database/index.ts';
import type { Trx } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { newId } from '#platform/ids.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { type AccountsService, holdersOf } from '#modules/accounts/index.ts';
import { consultantById, setAccreditedUntil } from '#modules/consultants/index.ts';
import { type Credentials, revoke } from '#modules/credentials/index.ts';
import { validUntil } from '#modules/declarations/index.ts';
import { decisionsByIds } from '#modules/governance/index.ts';
import { appealPurpose, applicationPurpose, type GrantFacts, type GrantHindrance, grantHindrance, refuseHindrance } from '../grant-gate.ts';
import { isSameName, missingOf, objectionUntil, type Scheme } from '../model.ts';
import {
  answerObjection,
  applicationById,
  applicationsOf,
  decideApplication,
  insertAccreditation,
  insertApplication,
  lodge,
  objectionsOf,
  withdrawAccreditations,
} from '../store/applications.ts';
import type { ApplicationRow, EvidenceRow, ObjectionRow } from '../tables.ts';
import { accreditationTexts } from '../texts.ts';
import { standingOf } from './standing.ts';

export interface Wish {
  note: string;
  charter: { id: string; version: string } | undefined;
  evidence: { title: string; content: string }[];
}

export type DecideFault = GrantHindrance;

/** Why it is granted although something is missing, by the id of the requirement. */
export type Reasons = ReadonlyMap<string, string>;
export type ObjectFault = 'notRefused' | 'tooLate' | 'twice' | 'notYet';

export interface Applications {
  /** Hands an application in. `waiting`: one is open already. */
  apply(consultantId: string, userId: string, scheme: Scheme, wish: Wish): Promise<Result<string, 'waiting'>>;
  /** Grants or refuses what was checked (grant-gate.ts says when). */
  decide(id: string, granted: boolean, note: string, agreement: string | null, reasons: Reasons): Promise<Result<undefined, DecideFault>>;
  /** Ends an accreditation before its time. */
  withdraw(consultantId: string, why: string): Promise<void>;
  /** Objects to a refusal; a second time it is an appeal, to a body. */
  object(application: ApplicationRow, text: string): Promise<Result<1 | 2, ObjectFault>>;
  /** Answers an objection; where it is upheld the accreditation is granted. An appeal rests on a body's decision. */
  answer(
    objection: ObjectionRow,
    upheld: boolean,
    answer: string,
    agreement: string | null,
    reasons: Reasons,
  ): Promise<Result<undefined, DecideFault | { kind: 'answered' }>>;
}

export interface ApplicationsParts {
  accounts: AccountsService;
  credentials: Credentials;
  schemes: readonly Scheme[];
}

export function createApplications(services: Services, { accounts, credentials, schemes }: ApplicationsParts): Applications {
  const { db, clock, jobs, config } = services;
  const today = () => clock.today();
  const t = accreditationTexts('de');
  const address = (consultantId: string) => `/beratungsprofil/${consultantId}/akkreditierung`;

  const schemeOf = (id: string): Scheme => {
    const scheme = schemes.find((each) => each.id === id);
    if (!scheme) throw new HttpError(404);
    return scheme;
  };

  async function tellConsultant(trx: Db, consultantId: string, title: string): Promise<void> {
    for (const userId of await holdersOf(trx, ['consultant'], consultantId))
      await accounts.notify.tell({ userId, kind: 'review', title, path: address(consultantId) }, trx);
  }
  async function tellOffice(trx: Db, title: string, path: string): Promise<void> {
    for (const userId of await holdersOf(trx, ['office'], null)) await accounts.notify.tell({ userId, kind: 'review', title, path }, trx);
  }

  /** What was handed in, looked at at once: a credential from elsewhere is verified, never taken on trust. */
  async function lookedAt({ title, content }: Wish['evidence'][number], application: string, applicant: string): Promise<EvidenceRow> {
    const row = { id: newId(clock.now().getTime()), application_id: application, title, content, at: clock.now() };
    if (!content.trimStart().startsWith('{')) return { ...row, kind: 'text', verdict: '' };
    const verified = await credentials.verify(content);
    if (!verified.ok) return { ...row, kind: 'credential', verdict: verified.fault.fault };
    return { ...row, kind: 'credential', verdict: isSameName(verified.value.holder, applicant) ? 'valid' : 'otherHolder' };
  }

  async function grant(trx: Db, application: ApplicationRow): Promise<void> {
    const scheme = schemeOf(application.scheme);
    const person = await consultantById(trx, application.consultant_id);
    if (!person) throw new HttpError(404);
    const until = validUntil(today(), scheme.months);
    const credential = await credentials.issue(trx, {
      kind: 'accreditation',
      userId: application.user_id,
      holder: person.name,
      achievement: {
        url: `${config.publicUrl}/akkreditierung/${scheme.id}`,
        name: scheme.title.de,
        description: t.granted(scheme.title.de),
        criteria: scheme.requirements.map((each) => each.de).join('\n'),
      },
      sponsors: [],
      until,
    });
    const row = { consultant_id: person.id, scheme: scheme.id, application_id: application.id, credential_id: credential.id };
    await insertAccreditation(trx, { id: newId(clock.now().getTime()), ...row, granted_on: today(), valid_until: until });
    await setAccreditedUntil(trx, person.id, until);
    // Whoever is accredited works with it: where nobody has access to the profile, an invitation goes out.
    if (person.email !== '' && (await holdersOf(trx, ['consultant'], person.id)).length === 0)
      await accounts.membership.inviteIn(trx, { email: person.email, role: 'consultant', scope: 'consultant', id: person.id });
    await jobs.publish(trx as unknown as Trx, { type: 'content.published', subject: person.id, payload: { kind: 'consultant' } });
  }

  /** Whether a body's decision stands that was taken for exactly this. */
  async function stands(trx: Db, agreement: string | null, purpose: string): Promise<boolean> {
    const decision = agreement === null ? undefined : (await decisionsByIds(trx, [agreement])).get(agreement);
    return decision?.purpose === purpose && decision.stands;
  }

  async function factsOf(
    trx: Db,
    application: ApplicationRow,
    reasons: Reasons,
    body: { needed: boolean; decided: boolean },
  ): Promise<GrantFacts> {
    const scheme = schemeOf(application.scheme);
    const standing = await standingOf(trx, application.consultant_id, scheme.id, today());
    return {
      state: application.state,
      missing: missingOf(scheme, standing, today()).map(({ id }) => id),
      reasons,
      finder: application.finding_by,
      decider: currentActor().userId,
      needsBody: body.needed,
      isDecidedByBody: body.decided,
    };
  }

  /** Only reasons for what is missing are kept. */
  const overriddenIn = ({ missing, reasons }: GrantFacts) => Object.fromEntries(missing.map((id) => [id, (reasons.get(id) ?? '').trim()]));

  return {
    async apply(consultantId, userId, scheme, { note, charter, evidence }) {
      const id = newId(clock.now().getTime());
      const applicant = (await consultantById(db, consultantId))?.name ?? '';
      const rows = await Promise.all(evidence.map((each) => lookedAt(each, id, applicant)));
      return inTransaction(db, async (trx) => {
        const row = {
          id,
          consultant_id: consultantId,
          user_id: userId,
          scheme: scheme.id,
          note,
          charter: charter?.id ?? null,
          charter_version: charter?.version ?? null,
          submitted_at: clock.now(),
        };
        if (!(await insertApplication(trx, row, rows))) return refused('waiting' as const);
        const person = await consultantById(trx, consultantId);
        await tellOffice(trx, t.notices.applied(person?.name ?? ''), `/geschaeftsstelle/akkreditierung/${id}`);
        return ok(id);
      });
    },

    decide: (id, granted, note, agreement, reasons) =>
      inTransaction(db, async (trx) => {
        const application = await applicationById(trx, id, true);
        if (!application) throw new HttpError(404);
        const needed = schemeOf(application.scheme).decidedBy === 'body';
        const decided = needed && (await stands(trx, agreement, applicationPurpose(id)));
        const facts = await factsOf(trx, application, reasons, { needed, decided });
        const hindrance = granted ? grantHindrance(facts) : refuseHindrance(facts, note);
        if (hindrance) return refused(hindrance);
        const overridden = granted ? overriddenIn(facts) : {};
        const values = { state: granted ? ('granted' as const) : ('refused' as const), decision_note: note, agreement_id: agreement };
        await decideApplication(trx, id, { ...values, overridden }, clock.now());
        if (granted) await grant(trx, application);
        await tellConsultant(trx, application.consultant_id, granted ? t.notices.granted : t.notices.refused);
        return ok(undefined);
      }),

    withdraw: (consultantId, why) =>
      inTransaction(db, async (trx) => {
        await revoke(trx, await withdrawAccreditations(trx, consultantId, today(), why), why, clock.now());
        await setAccreditedUntil(trx, consultantId, plusDays(today(), -1));
        await jobs.publish(trx as unknown as Trx, { type: 'content.published', subject: consultantId, payload: { kind: 'consultant' } });
        await tellConsultant(trx, consultantId, t.notices.withdrawn);
      }),

    async object(application, text) {
      const { objectionDays } = schemeOf(application.scheme);
      if (application.state !== 'refused' || !application.decided_at) return refused('notRefused');
      const before = await objectionsOf(db, application.id);
      const last = before.at(-1);
      if (last && !last.answered_at) return refused('notYet');
      if (before.length >= 2) return refused('twice');
      if (objectionUntil(last?.answered_at ?? application.decided_at, objectionDays) < today()) return refused('tooLate');
      const level = before.length === 0 ? 1 : 2;
      const row = { id: newId(clock.now().getTime()), level, text, lodged_at: clock.now() };
      if (!(await lodge(db, application, row))) return refused('twice');
      await tellOffice(db, level === 1 ? t.notices.objected : t.notices.appealed, `/geschaeftsstelle/akkreditierung/${application.id}`);
      return ok(level);
    },

    answer: (objection, upheld, answer, agreement, reasons) =>
      inTransaction(db, async (trx) => {
        const needed = objection.level === 2;
        const decided = needed && (await stands(trx, agreement, appealPurpose(objection.id)));
        if (needed && !decided) return refused({ kind: 'noDecision' as const });
        const application = await applicationById(trx, objection.application_id, true);
        if (!application) throw new HttpError(404);
        const facts = await factsOf(trx, application, reasons, { needed, decided });
        const newer = (await applicationsOf(trx, application.consultant_id)).some(
          (each) => each.id !== application.id && each.state === 'granted' && each.submitted_at > application.submitted_at,
        );
        const hindrance = upheld && !newer ? grantHindrance(facts, true) : undefined;
        if (hindrance) return refused(hindrance);
        if (!(await answerObjection(trx, objection, { answer, upheld, agreement_id: agreement }, clock.now())))
          return refused({ kind: 'answered' as const });
        if (upheld && !newer) {
          const values = { state: 'granted' as const, decision_note: answer, agreement_id: agreement, overridden: overriddenIn(facts) };
          await decideApplication(trx, application.id, values, clock.now());
          await grant(trx, application);
        }
        await tellConsultant(trx, application.consultant_id, upheld ? t.notices.granted : t.notices.answered);
        return ok(undefined);
      }),
  };
}
