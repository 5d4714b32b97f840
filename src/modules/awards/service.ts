import { plusDays } from '#platform/days.ts';
import { randomBytes } from 'node:crypto';
import { HttpError } from '#platform/http/errors.ts';
import { newId } from '#platform/ids.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { type AccountsService, holdersOf } from '#modules/accounts/index.ts';
import { type ChecksService, evaluate, hasTeamResult, isPlanned } from '#modules/checks/index.ts';
import { claimsOf, companyById, type CompanyRow } from '#modules/companies/index.ts';
import { numberFrom, validUntil } from '#modules/declarations/index.ts';
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
} from './store.ts';

export interface TaskState {
  task: Task;
  data: Awaited<ReturnType<typeof entriesOf>>[number]['data'];
  done: boolean;
}

export interface StepState {
  step: Step;
  tasks: TaskState[];
  /** The newest decision on it. */
  decision: DecisionRow | undefined;
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
  decide(decisionId: string, result: 'granted' | 'returned' | 'withdrawn', note: string): Promise<boolean>;
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

  async function factsOf(assessmentId: string): Promise<SheetFacts | undefined> {
    const opened = await checks.byId(assessmentId);
    if (!opened) return undefined;
    const { measures, ratings } = opened.assessment;
    const counted = measures.filter((measure) => measure.state !== 'dropped');
    const done = counted.filter((measure) => measure.state === 'done').length;
    return {
      check: opened.full.id,
      isComplete: evaluate(opened.definition, ratings).complete,
      planned: counted.filter(isPlanned).length,
      donePercent: counted.length === 0 ? 0 : Math.floor((100 * done) / counted.length),
      hasTeamResult: await hasTeamResult(db, assessmentId),
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
          const facts = data.assessment && own.has(data.assessment) ? await factsOf(data.assessment) : undefined;
          tasks.push({ task, data, done: isDone(task, data, facts) });
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
      const ending = await endingUntil(db, until, PORTION);
      for (const row of ending) {
        const address = `/betrieb/${row.company_id}/praedikat/${row.award_id}`;
        await tell(await holdersOf(db, ['company'], row.company_id), 'due', words.ends(row.valid_until ?? until), address);
        await noteReminded(db, row.id, clock.now());
      }
      return ending.length;
    },

    async decide(decisionId, result, note) {
      const decision = await decisionById(db, decisionId);
      const path = decision && (await pathById(db, decision.path_id));
      const step = path && awards.award(path.award_id).steps.find((each) => each.id === decision.step);
      if (!decision || !step) throw new HttpError(404);
      const isGranted = result === 'granted';
      const number = isGranted ? numberFrom('PR', randomBytes(12)) : decision.number;
      const until = isGranted ? validUntil(today(), step.months) : decision.valid_until;
      const isDone = await decide(db, decisionId, { state: result, note, number, valid_until: until }, clock.now());
      if (isDone) {
        const address = `/betrieb/${path.company_id}/praedikat/${path.award_id}`;
        await tell(await holdersOf(db, ['company'], path.company_id), 'review', words[result], address);
      }
      return isDone;
    },
  };
  return awards;
}
