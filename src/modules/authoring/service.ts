import { HttpError } from '#platform/http/errors.ts';
import { isId, newId } from '#platform/ids.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import type { AccountsService } from '#modules/accounts/index.ts';
import type { CheckFile, ChecksService, CheckSource, Translations } from '#modules/checks/index.ts';
import { type GovernanceService, paperOutcome } from '#modules/governance/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { createInvitations, type Invitations } from './invitation/service.ts';
import {
  type DraftFault,
  draftFaults,
  type DraftStep,
  type Hindrance,
  hindranceOf,
  isEarly,
  isForPublishers,
  nextVersion,
  stateAfter,
  stepsFrom,
  withoutStrays,
} from './model.ts';
import {
  type CommentRow,
  commentsOn,
  draftById,
  type DraftRow,
  insertDraft,
  noteOutcome,
  openDrafts,
  saveDraft,
  setDraftState,
  takeBack,
} from './store.ts';

/** A draft with everything that its pages need. */
export interface Draft extends DraftRow {
  faults: DraftFault[];
  comments: CommentRow[];
  /** The version before, as it was published. */
  before: CheckFile | undefined;
  decision: { state: 'none' | 'travelling' | 'decided' | 'rejected'; by: string; on: string };
}

export interface Authoring {
  drafts(): Promise<DraftRow[]>;
  /** @throws HttpError 404 */
  open(id: string): Promise<Draft>;
  /** Begins a draft; a check that is published already gets its next version. Returns its id. */
  begin(source: CheckSource): Promise<string>;
  beginNext(checkId: string): Promise<string>;
  /** Saves what a page changed. `outdated`: somebody else saved meanwhile; nothing is written. */
  save(draft: DraftRow, revision: number, file: CheckFile, translations?: Translations): Promise<Result<undefined, 'outdated'>>;
  /** Takes the last change back; once more brings it again. `outdated`: there is none, or somebody else saved meanwhile. */
  undo(draft: DraftRow, revision: number): Promise<Result<undefined, 'outdated'>>;
  /** Takes a step on the way to being in force. */
  step(
    draft: Draft,
    step: DraftStep,
    input: { bodyId?: string | undefined; until?: string | undefined; reason: string; who: string },
  ): Promise<Result<undefined, Hindrance | 'wrongState' | 'taken'>>;
  readonly topics: Topics;
  readonly checks: ChecksService;
  readonly invitations: Invitations;
}

export interface AuthoringParts {
  services: Services;
  checks: ChecksService;
  governance: GovernanceService;
  accounts: AccountsService;
  topics: Topics;
}

export function createAuthoring({ services, checks, governance, accounts, topics }: AuthoringParts): Authoring {
  const { db, clock } = services;

  const invitations = createInvitations(services, accounts);

  const topicIds = new Set(topics.all.map((topic) => topic.id));

  /** The number that a check's next version gets. */
  const nextNumber = (checkId: string) => Math.max(0, ...checks.editions.of(checkId).map(({ definition }) => definition.version)) + 1;

  async function begin({ file, translations }: CheckSource): Promise<string> {
    const now = clock.now();
    const id = newId(now.getTime());
    // What is published keeps its number for ever; a number that is still free is left as it was written.
    const isTaken = checks.editions.find(file.id, file.version) !== undefined;
    const fresh = isTaken ? nextVersion(file, nextNumber(file.id)) : file;
    await insertDraft(db, {
      id,
      check_id: fresh.id,
      version: fresh.version,
      file: fresh,
      translations,
      previous: null,
      state: 'draft',
      consultation_until: null,
      paper_id: null,
      revision: 0,
      created_at: now,
      updated_at: now,
    });
    return id;
  }

  async function submit(draft: Draft, bodyId: string, who: string): Promise<string> {
    const title = `Check „${draft.file.title}“, Fassung ${draft.version}`;
    const text = `Entwurf zum Beschluss: ${services.config.publicUrl}/standards/${draft.id}/lesen`;
    const paper = await governance.papers.create({ title, text, bodyId, topic: null, who });
    await governance.papers.refer(paper, {
      bodyId,
      question: `Wird „${draft.file.title}“ in Fassung ${draft.version} beschlossen?`,
      due: null,
      condition: '',
    });
    return paper;
  }

  /** What follows from a step. */
  async function carryOut(draft: Draft, step: DraftStep, bodyId: string | undefined, who: string): Promise<void> {
    const { translations } = draft;
    if (step === 'consult') await invitations.prepare(draft.id, ['partners']);
    if (step === 'submit' && bodyId) await noteOutcome(db, draft.id, { paper_id: await submit(draft, bodyId, who) });
    if (step === 'try') {
      // Adopted is what a body decides, not what a file says.
      const { adopted: _, ...file } = draft.file;
      await checks.editions.publish({ file, translations }, 'trial');
    }
    if (step === 'adopt') {
      const file = { ...draft.file, adopted: { on: draft.decision.on, by: draft.decision.by } };
      await checks.editions.publish({ file, translations }, 'inForce');
      await noteOutcome(db, draft.id, { file });
    }
  }

  return {
    topics,
    checks,
    invitations,
    drafts: () => openDrafts(db),
    begin,

    async beginNext(checkId) {
      const newest = checks.editions.of(checkId)[0];
      if (!newest) throw new HttpError(404);
      return begin(newest.source);
    },

    async open(id) {
      const row = isId(id) ? await draftById(db, id) : undefined;
      if (!row) throw new HttpError(404);
      const [comments, outcome] = await Promise.all([commentsOn(db, id), row.paper_id ? paperOutcome(db, row.paper_id) : undefined]);
      const before = checks.editions.of(row.check_id).find(({ definition }) => definition.version < row.version)?.source.file;
      return {
        ...row,
        comments,
        before,
        faults: draftFaults(row.file, row.translations, topicIds),
        decision: outcome ?? { state: 'none', by: '', on: '' },
      };
    },

    async save(draft, revision, file, translations = draft.translations) {
      const values = { file, translations: withoutStrays(file, translations) };
      return (await saveDraft(db, draft.id, revision, values, clock.now())) ? ok(undefined) : refused('outdated');
    },

    undo: async (draft, revision) => ((await takeBack(db, draft.id, revision, clock.now())) ? ok(undefined) : refused('outdated')),

    async step(draft, step, { bodyId, until, reason, who }) {
      if (!stepsFrom(draft.state).includes(step)) return refused('wrongState');
      const openComments = draft.comments.filter((comment) => !comment.resolved).length;
      const isTooEarly = isEarly(step, draft, clock.today());
      const hindrance = hindranceOf(step, {
        faults: draft.faults.length,
        openComments,
        decision: draft.decision.state,
        isEarly: isTooEarly && reason === '',
        isPast: until !== undefined && until < clock.today(),
      });
      if (hindrance) return refused(hindrance);
      // Two drafts of one version: the first that is published takes the number.
      const published = checks.editions.find(draft.check_id, draft.version);
      const isPromoted = published?.state === 'trial' && draft.paper_id !== null && step === 'adopt';
      if ((step === 'try' || step === 'adopt') && published && !isPromoted) return refused('taken');
      if (step === 'submit' && !bodyId) return refused('undecided');
      const [state, now] = [stateAfter(step), clock.now()];
      const why = isTooEarly ? { reason } : {};
      const action = isForPublishers(step) ? 'standard.publish' : 'standard.write';
      const values = { state, ...(step === 'consult' ? { consultation_until: until ?? null } : {}) };
      // Of several who press at once one takes the step, and what follows from it happens once.
      if (!(await setDraftState(db, draft, action, values, now, why))) return refused('wrongState');
      try {
        await carryOut(draft, step, bodyId, who);
      } catch (error) {
        await setDraftState(db, { id: draft.id, state }, action, { state: draft.state }, now);
        throw error;
      }
      // What waits of the invitation would ask for comments that nobody may make any more.
      if (draft.state === 'consultation') await invitations.over(draft.id);
      return ok(undefined);
    },
  };
}
