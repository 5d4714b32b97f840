import type { Db } from '#platform/database/index.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import { permit } from '#modules/accounts/index.ts';
import { bodyNamed, isCarried, isEnded, isOpenStation, paperStateOf, titleOf, type TreatmentResult } from '../model.ts';
import { bodyById, listBodies } from '../store/bodies.ts';
import { agreementById, insertAgreement, insertEvent, updateAgreement } from '../store/agreements.ts';
import {
  insertConsultation,
  insertPaper,
  insertVersion,
  type Paper,
  paperById,
  paperOfAgreement,
  updateConsultation,
  updatePaper,
} from '../store/papers.ts';
import { type Context, existing } from './context.ts';

export interface Papers {
  create(paper: { title: string; text: string; bodyId: string; topic: string | null; who: string }): Promise<string>;
  /**
   * Carries an agreement further: a paper with its words, and a station for every body that it names, in their order;
   * what stands as its condition holds from the second on. Made once; returns the paper and the names that no body has.
   */
  createFrom(agreementId: string, who: string): Promise<{ id: string; unknown: string[] }>;
  /** Another wording: by the body whose paper it is, until the paper has come to its end. */
  revise(id: string, text: string, who: string): Promise<Result<undefined, 'ended'>>;
  /** Sends a paper to a body with a question, a date, a condition: where it goes, the body says whose paper it is. */
  refer(
    id: string,
    referral: { bodyId: string; question: string; due: string | null; condition: string },
  ): Promise<Result<undefined, 'ended'>>;
  /** Records what a body did with it; a result that its rule does not bear is refused. */
  treat(
    id: string,
    consultationId: string,
    treatment: {
      result: TreatmentResult;
      yes: number | null;
      no: number | null;
      abstain: number | null;
      objected: boolean;
      note: string;
      day: string;
    },
  ): Promise<Result<undefined, 'notCarried' | 'conditionFirst' | 'ended' | 'treated'>>;
  withdraw(id: string): Promise<Result<undefined, 'ended'>>;
}

/** A station that nothing has happened at yet. */
const UNTREATED = {
  result: null,
  rule: null,
  yes: null,
  no: null,
  abstain: null,
  note: '',
  objected: false,
  decided_on: null,
} as const;

export function createPapers(context: Context): Papers {
  const { now, id: newId, today } = context;

  async function refresh(trx: Db, paper: Paper): Promise<void> {
    const fresh = existing(await paperById(trx, paper.id));
    await updatePaper(trx, paper.id, { state: paperStateOf(fresh.consultations), updated_at: now() });
  }

  /** A paper, for the body whose it is: a body that was asked answers, and no more. @throws HttpError 403 */
  async function ownPaper(trx: Db, id: string): Promise<Paper> {
    const paper = existing(await paperById(trx, id, true));
    permit('body.manage', { body: paper.body_id });
    return paper;
  }

  return {
    createFrom: (agreementId, who) =>
      context.within(async (trx) => {
        const agreement = existing(await agreementById(trx, agreementId, true));
        const known = await paperOfAgreement(trx, agreementId);
        if (known) return { id: known, unknown: [] };
        const bodies = await listBodies(trx);
        const id = newId();
        const paper = {
          id,
          title: titleOf(agreement.text),
          body_id: agreement.body_id,
          topic: agreement.topic,
          state: 'travelling' as const,
          demo: false,
          agreement_id: agreementId,
          created_at: now(),
          updated_at: now(),
        };
        await insertPaper(trx, paper, { paper_id: id, number: 1, text: agreement.text, who, at: now() });
        const steps = agreement.referred_to.map((name) => ({ name, body: bodyNamed(bodies, name) }));
        for (const [position, { body }] of steps.filter((step) => step.body !== undefined).entries()) {
          if (!body) continue;
          await insertConsultation(trx, {
            ...UNTREATED,
            id: newId(),
            paper_id: id,
            position,
            body_id: body.id,
            question: titleOf(agreement.text),
            due: agreement.due,
            condition: position === 0 ? '' : (agreement.condition ?? ''),
            created_at: now(),
            updated_at: now(),
          });
        }
        await insertEvent(trx, { id: newId(), agreement_id: agreementId, at: now(), kind: 'paper', who, word: '' });
        if (agreement.state === 'open') await updateAgreement(trx, agreementId, { state: 'progress', updated_at: now() });
        return { id, unknown: steps.filter((step) => step.body === undefined).map((step) => step.name) };
      }),

    create: ({ title, text, bodyId, topic, who }) =>
      context.within(async (trx) => {
        existing(await bodyById(trx, bodyId));
        const id = newId();
        await insertPaper(
          trx,
          { id, title, body_id: bodyId, topic, state: 'travelling', demo: false, agreement_id: null, created_at: now(), updated_at: now() },
          { paper_id: id, number: 1, text, who, at: now() },
        );
        return id;
      }),

    revise: (id, text, who) =>
      context.within(async (trx) => {
        const paper = await ownPaper(trx, id);
        if (isEnded(paper)) return refused('ended');
        if (paper.versions.at(-1)?.text === text) return ok(undefined);
        await insertVersion(trx, { paper_id: id, number: paper.versions.length + 1, text, who, at: now() });
        await updatePaper(trx, id, { updated_at: now() });
        return ok(undefined);
      }),

    refer: (id, { bodyId, question, due, condition }) =>
      context.within(async (trx) => {
        const paper = await ownPaper(trx, id);
        if (isEnded(paper)) return refused('ended');
        existing(await bodyById(trx, bodyId));
        await insertConsultation(trx, {
          id: newId(),
          paper_id: id,
          position: paper.consultations.length,
          body_id: bodyId,
          question,
          due,
          condition,
          ...UNTREATED,
          created_at: now(),
          updated_at: now(),
        });
        await refresh(trx, paper);
        return ok(undefined);
      }),

    treat: (id, consultationId, { result, yes, no, abstain, objected, note, day }) =>
      context.within(async (trx) => {
        const paper = existing(await paperById(trx, id, true));
        const consultation = existing(paper.consultations.find((each) => each.id === consultationId));
        // What a body decided, its own people write down.
        permit('body.manage', { body: consultation.body_id });
        if (isEnded(paper)) return refused('ended');
        if (!isOpenStation(consultation)) return refused('treated');
        const body = existing(await bodyById(trx, consultation.body_id));
        const before = paper.consultations.filter((each) => each.position < consultation.position);
        // "Only if the coordination team supports it": what stands before has to be settled first.
        if (consultation.condition !== '' && before.some((each) => each.result !== 'supported' && each.result !== 'decided'))
          return refused('conditionFirst');
        const agrees = result === 'decided' || result === 'supported';
        if (agrees && !isCarried({ rule: body.rule, yes, no, abstain, objected })) return refused('notCarried');
        await updateConsultation(trx, consultationId, {
          result,
          rule: body.rule,
          yes,
          no,
          abstain,
          objected,
          note,
          decided_on: day,
          updated_at: now(),
        });
        if (result === 'decided') {
          const agreementId = newId();
          await insertAgreement(
            trx,
            {
              id: agreementId,
              meeting_id: null,
              body_id: body.id,
              item_number: null,
              kind: 'decision',
              text: `${paper.title}${note ? `: ${note}` : ''}`,
              topic: paper.topic,
              due: null,
              due_text: null,
              condition: null,
              referred_to: [],
              state: 'done',
              dropped_why: null,
              replaced_by: null,
              agreed_on: day || today(),
              reminded_at: null,
              version: 1,
              demo: false,
              created_at: now(),
              updated_at: now(),
            },
            [],
          );
          await insertEvent(trx, { id: newId(), agreement_id: agreementId, at: now(), kind: 'agreed', who: body.name, word: '' });
        }
        await refresh(trx, paper);
        return ok(undefined);
      }),

    withdraw: (id) =>
      context.within(async (trx) => {
        const paper = await ownPaper(trx, id);
        if (isEnded(paper)) return refused('ended');
        await updatePaper(trx, paper.id, { state: 'withdrawn', updated_at: now() });
        return ok(undefined);
      }),
  };
}
