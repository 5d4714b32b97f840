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
  paperUnderWay,
  updateConsultation,
  updatePaper,
} from '../store/papers.ts';
import { newAgreement } from './agreement-row.ts';
import { type Context, existing } from './context.ts';

/** A body has decided on a paper that was made for something: `purpose` says for what, the subject is the decision. */
export const PAPER_DECIDED = 'paper.decided';

interface NewPaper {
  title: string;
  text: string;
  bodyId: string;
  topic: string | null;
  who: string;
  purpose?: string | null;
}

export interface Papers {
  /** `purpose`: what a decision on it is for, so that nothing else rests on it and it finds its way back. */
  create(paper: { title: string; text: string; bodyId: string; topic: string | null; who: string; purpose?: string }): Promise<string>;
  /** A paper that asks a body for one thing: made and laid before it. Asked twice, it is the paper that is under way already. */
  ask(paper: { title: string; text: string; bodyId: string; purpose: string; who: string }): Promise<string>;
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
  const { now, id: newId, today, jobs } = context;

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

  async function bring(trx: Db, { title, text, bodyId, topic, who, purpose = null }: NewPaper): Promise<string> {
    existing(await bodyById(trx, bodyId));
    const id = newId();
    const row = { id, title, body_id: bodyId, topic, state: 'travelling' as const, demo: false, agreement_id: null, purpose };
    await insertPaper(trx, { ...row, created_at: now(), updated_at: now() }, { paper_id: id, number: 1, text, who, at: now() });
    return id;
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

    create: (paper) => context.within((trx) => bring(trx, paper)),

    ask: ({ bodyId, purpose, title, ...paper }) =>
      context.within(async (trx) => {
        const known = await paperUnderWay(trx, purpose, bodyId);
        if (known) return known;
        const id = await bring(trx, { ...paper, title, bodyId, topic: null, purpose });
        const station = { id: newId(), paper_id: id, position: 0, body_id: bodyId, question: title, due: null, condition: '' };
        await insertConsultation(trx, { ...UNTREATED, ...station, created_at: now(), updated_at: now() });
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
      context.within(async (trx, raw) => {
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
          const decision = newAgreement(
            {
              id: agreementId,
              meeting_id: null,
              body_id: body.id,
              item_number: null,
              kind: 'decision',
              text: `${paper.title}${note ? `: ${note}` : ''}`,
              topic: paper.topic,
              due: null,
              state: 'done',
              agreed_on: day || today(),
            },
            now(),
          );
          // Only the body that was asked decides for what it was made; what that is for hears of it.
          const purpose = body.id === paper.body_id ? paper.purpose : null;
          await insertAgreement(trx, { ...decision, purpose, paper_id: id }, []);
          if (purpose !== null) await jobs.publish(raw, { type: PAPER_DECIDED, subject: agreementId, payload: { purpose } });
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
