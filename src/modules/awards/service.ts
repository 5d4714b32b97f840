import { randomBytes } from 'node:crypto';
import { HttpError } from '#platform/http/errors.ts';
import { newId } from '#platform/ids.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { type ChecksService, evaluate, hasTeamResult, isPlanned } from '#modules/checks/index.ts';
import { claimsOf, companyById, type CompanyRow } from '#modules/companies/index.ts';
import { numberFrom, validUntil } from '#modules/declarations/index.ts';
import { type Award, currentStep, isDone, type SheetFacts, type Step, type SubmitFault, submitFault, type Task } from './model.ts';
import { decide, decisionById, decisionsOf, type DecisionRow, entriesOf, insertDecision, pathById, pathOf, type PathRow } from './store.ts';

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
  wayById(pathId: string): Promise<Way>;
  submit(way: Way, step: Step, named: boolean): Promise<Result<undefined, SubmitFault | 'notProved'>>;
  /** Grants or returns what was reviewed; withdraws what was granted. */
  decide(decisionId: string, result: 'granted' | 'returned' | 'withdrawn', note: string): Promise<boolean>;
  today(): string;
}

export function createAwards({ db, clock }: Services, checks: ChecksService, all: readonly Award[]): Awards {
  const today = () => clock.now().toISOString().slice(0, 10);

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

    async wayById(pathId) {
      const path = await pathById(db, pathId);
      if (!path) throw new HttpError(404);
      return awards.way(path);
    },

    async submit(way, step, named) {
      if (way.company.proof_state !== 'proved') return refused('notProved');
      const state = way.steps.find((each) => each.step.id === step.id);
      const fault = submitFault(way.award, step, way.decisions, state?.tasks.every((task) => task.done) ?? false);
      if (fault) return refused(fault);
      const now = clock.now();
      const isNew = await insertDecision(db, way.path, { id: newId(now.getTime()), step: step.id, submitted_at: now, named });
      return isNew ? ok(undefined) : refused('waiting');
    },

    async decide(decisionId, result, note) {
      const decision = await decisionById(db, decisionId);
      const path = decision && (await pathById(db, decision.path_id));
      const step = path && awards.award(path.award_id).steps.find((each) => each.id === decision.step);
      if (!decision || !step) throw new HttpError(404);
      const isGranted = result === 'granted';
      const number = isGranted ? numberFrom(randomBytes(12)).replace('SE-', 'PR-') : decision.number;
      const until = isGranted ? validUntil(today(), step.months) : decision.valid_until;
      return decide(db, decisionId, { state: result, note, number, valid_until: until }, clock.now());
    },
  };
  return awards;
}
