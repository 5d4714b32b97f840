import { eachDue } from '#platform/pages.ts';
import { currentActor } from '#platform/actor.ts';
import { plusDays } from '#platform/days.ts';
import { randomBytes } from 'node:crypto';
import { inTransaction } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { newId } from '#platform/ids.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { type AccountsService, holdersOf } from '#modules/accounts/index.ts';
import { type ChecksService, evaluate, hasTeamResult, isPlanned, type Opened } from '#modules/checks/index.ts';
import { claimsOf, companyById, type CompanyRow } from '#modules/companies/index.ts';
import { numberFrom, validUntil } from '#modules/declarations/index.ts';
import { type AwardAct, type AwardHindrance, awardHindrance } from './gate.ts';
import { type Award, currentStep, isDone, type SheetFacts, type Step, type SubmitFault, submitFault, type Task } from './model.ts';
import { awardsTexts } from './texts.ts';
import {
  decide,
  decisionById,
  decisionsOf,
  type DecisionRow,
  endingUntil,
  entriesOf,
  insertDecision,
  noteReminded,
  pathById,
  pathOf,
  type PathRow,
  setReviewer,
} from './store.ts';

export interface TaskState {
  task: Task;
  /** What a sheet says that the task points to: for whoever reviews. */
  evidence: Evidence | undefined;
  data: Awaited<ReturnType<typeof entriesOf>>[number]['data'];
  done: boolean;
}

export interface StepState {
  step: Step;
  tasks: TaskState[];
  /** The newest decision on it. */
  decision: DecisionRow | undefined;
}

/** A sheet as whoever reviews sees it: how often each need was said, and the plan. */
export interface Evidence {
  title: string;
  needs: Record<'urgent' | 'some' | 'none', number>;
  measures: Pick<Opened['assessment']['measures'][number], 'id' | 'text' | 'responsible' | 'due' | 'state'>[];
  hasTeamResult: boolean;
}

/** A company's way with everything that its pages show. */
export interface Way {
  award: Award;
  company: CompanyRow;
  path: PathRow;
  steps: StepState[];
  current: Step | undefined;
  decisions: DecisionRow[];
  /** Sheets of the company's account that tasks may point to. */
  sheets: { id: string; check: string; title: string }[];
}

export interface Awards {
  readonly all: readonly Award[];
  /** @throws HttpError 404 */
  award(id: string): Award;
  way(path: PathRow): Promise<Way>;
  wayOf(companyId: string, awardId: string): Promise<Way | undefined>;
  submit(way: Way, step: Step, named: boolean): Promise<Result<undefined, SubmitFault | 'notProved'>>;
  /** Grants or returns what was reviewed; withdraws what was granted. */
  decide(decisionId: string, result: AwardAct, note: string): Promise<Result<undefined, AwardHindrance>>;
  /** Names who accompanies and reviews; whoever is named hears of it. */
  nameReviewer(pathId: string, decisionId: string, reviewer: { id: string; name: string; email: string } | undefined): Promise<void>;
  /** Tells companies of awards that end soon; returns how many. */
  remind(): Promise<number>;
  today(): string;
}

export interface AwardsParts {
  checks: ChecksService;
  accounts: AccountsService;
  all: readonly Award[];
}

/** Days before its end on which a company is told that a review is due. */
const REMIND_DAYS = 60;
const PORTION = 500;

export function createAwards({ db, clock }: Services, { checks, accounts, all }: AwardsParts): Awards {
  /** Tells people of a company, of the office or a reviewer what they have to know. */
  async function tell(userIds: readonly string[], kind: 'review' | 'due', title: string, path: string): Promise<void> {
    for (const userId of userIds) await accounts.notify.tell({ userId, kind, title, path });
  }
  const words = awardsTexts('de').notices;
  const today = () => clock.today();

  async function sheetOf(assessmentId: string): Promise<{ facts: SheetFacts; evidence: Evidence } | undefined> {
    const opened = await checks.byId(assessmentId);
    if (!opened) return undefined;
    const { measures, ratings } = opened.assessment;
    const counted = measures.filter((measure) => measure.state !== 'dropped');
    const done = counted.filter((measure) => measure.state === 'done').length;
    const hasTeam = await hasTeamResult(db, assessmentId);
    const needs = { urgent: 0, some: 0, none: 0 };
    for (const need of Object.values(ratings)) if (need !== 'notApplicable') needs[need]++;
    return {
      facts: {
        check: opened.full.id,
        isComplete: evaluate(opened.definition, ratings).complete,
        planned: counted.filter(isPlanned).length,
        donePercent: counted.length === 0 ? 0 : Math.floor((100 * done) / counted.length),
        hasTeamResult: hasTeam,
      },
      evidence: { title: opened.full.title.de, needs, measures: [...counted], hasTeamResult: hasTeam },
    };
  }

  const awards: Awards = {
    all,
    today,

    award(id) {
      const award = all.find((each) => each.id === id);
      if (!award) throw new HttpError(404);
      return award;
    },

    async way(path) {
      const award = awards.award(path.award_id);
      const company = await companyById(db, path.company_id);
      if (!company) throw new HttpError(404);
      const [entries, decisions, claims] = await Promise.all([entriesOf(db, path.id), decisionsOf(db, path.id), claimsOf(db, company.id)]);
      const own = new Set(claims.filter(({ kind }) => kind === 'assessment').map(({ subject }) => subject));
      const sheets = [];
      for (const id of own) {
        const opened = await checks.byId(id);
        if (opened) sheets.push({ id, check: opened.full.id, title: opened.full.title.de });
      }
      const steps: StepState[] = [];
      for (const step of award.steps) {
        const tasks: TaskState[] = [];
        for (const task of step.tasks) {
          const data = entries.find((entry) => entry.step === step.id && entry.task === task.id)?.data ?? {};
          // Only sheets that still lie in this company's account count.
          const sheet = data.assessment && own.has(data.assessment) ? await sheetOf(data.assessment) : undefined;
          tasks.push({ task, data, done: isDone(task, data, sheet?.facts), evidence: sheet?.evidence });
        }
        steps.push({ step, tasks, decision: decisions.find((decision) => decision.step === step.id) });
      }
      return { award, company, path, steps, current: currentStep(award, decisions), decisions, sheets };
    },

    async wayOf(companyId, awardId) {
      const path = await pathOf(db, companyId, awardId);
      return path && awards.way(path);
    },

    async submit(way, step, named) {
      if (way.company.proof_state !== 'proved') return refused('notProved');
      const state = way.steps.find((each) => each.step.id === step.id);
      const fault = submitFault(way.award, step, way.decisions, state?.tasks.every((task) => task.done) ?? false);
      if (fault) return refused(fault);
      const now = clock.now();
      const isNew = await insertDecision(db, way.path, { id: newId(now.getTime()), step: step.id, submitted_at: now, named });
      if (!isNew) return refused('waiting');
      const readers = [
        ...(await holdersOf(db, ['office', 'administrator'], null)),
        ...(way.path.reviewer ? await holdersOf(db, ['consultant'], way.path.reviewer) : []),
      ];
      await tell(readers, 'review', words.submitted(way.company.name), '/praedikate/pruefung');
      return ok(undefined);
    },

    async remind() {
      const until = plusDays(clock.today(), REMIND_DAYS);
      const next = (after: string, limit: number) => endingUntil(db, until, after, limit);
      return eachDue(PORTION, next, async (row) => {
        const address = `/betrieb/${row.company_id}/praedikat/${row.award_id}`;
        await tell(await holdersOf(db, ['company'], row.company_id), 'due', words.ends(row.valid_until ?? until), address);
        await noteReminded(db, row.id, clock.now());
      });
    },

    async nameReviewer(pathId, decisionId, reviewer) {
      await setReviewer(db, pathId, reviewer);
      const path = await pathById(db, pathId);
      const company = path && (await companyById(db, path.company_id));
      if (!reviewer || !company) return;
      const holders = await holdersOf(db, ['consultant'], reviewer.id);
      await tell(holders, 'review', words.named(company.name), `/praedikate/pruefung/${decisionId}`);
      // Who has no access yet is invited: the work waits behind it.
      if (holders.length === 0 && reviewer.email !== '') {
        const invitation = { email: reviewer.email, role: 'consultant', scope: 'consultant', id: reviewer.id } as const;
        await inTransaction(db, (trx) => accounts.membership.inviteIn(trx, invitation));
      }
    },

    async decide(decisionId, result, note) {
      const decision = await decisionById(db, decisionId);
      const path = decision && (await pathById(db, decision.path_id));
      const step = path && awards.award(path.award_id).steps.find((each) => each.id === decision.step);
      if (!decision || !step) throw new HttpError(404);
      const way = await awards.way(path);
      const state = way.steps.find((each) => each.step.id === step.id);
      const facts = {
        state: decision.state,
        allDone: state?.tasks.every((task) => task.done) ?? false,
        finder: decision.finding_by,
        decider: currentActor().userId,
        note,
      };
      const hindrance = awardHindrance(facts, result);
      if (hindrance) return refused(hindrance);
      const isGranted = result === 'granted';
      const number = isGranted ? numberFrom('PR', randomBytes(12)) : decision.number;
      const until = isGranted ? validUntil(today(), step.months) : decision.valid_until;
      const isDone = await decide(db, decisionId, { state: result, note, number, valid_until: until }, clock.now());
      if (!isDone) return refused(result === 'withdrawn' ? 'notGranted' : 'notReviewed');
      const address = `/betrieb/${path.company_id}/praedikat/${path.award_id}`;
      await tell(await holdersOf(db, ['company'], path.company_id), 'review', words[result], address);
      return ok(undefined);
    },
  };
  return awards;
}
