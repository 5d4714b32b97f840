import { eachDue } from '#platform/pages.ts';
import { currentActor, type ScopeKind } from '#platform/actor.ts';
import { audit } from '#platform/audit/index.ts';
import { addDays } from '#platform/clock.ts';
import type { Db, Trx } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { newId } from '#platform/ids.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { type AccountsService, type Action, change, holdersOf, may, permit, type Role } from '#modules/accounts/index.ts';
import { dueStep, type Finding, mayMove, mayReviewOwn, REMIND_BEFORE_DAYS, REVIEW_DAYS, type ShownField } from './model.ts';
import * as store from './store.ts';
import type { NoteRow } from './tables.ts';
import { editorialTexts } from './texts.ts';

/** Whoever answers for something that is published. */
export interface Owner {
  scope: ScopeKind;
  id: string;
}

/** A kind of content that goes through review: its module says how it is read, checked, shown and published. */
export interface Kind<Content = unknown> {
  name: string;
  action: Extract<Action, 'offer.edit' | 'organisation.edit' | 'consultant.edit'>;
  /** Roles at the owner's place that are told what happens. */
  editors: readonly Role[];
  title(content: Content): string;
  show(content: Content, locale: Locale): ShownField[];
  findings(content: Content): Finding[];
  published(db: Db, subject: string): Promise<Content | undefined>;
  publish(trx: Db, subject: string, owner: Owner, content: Content, now: Date): Promise<void>;
  /** Takes it out of the public, or back in. */
  setVisible(trx: Db, subject: string, isVisible: boolean, isMarked: boolean): Promise<void>;
  /** Where whoever answers for it edits it. */
  editPath(subject: string, owner: Owner): string;
}

export interface Subject {
  kind: string;
  subject: string;
}

/** Somebody who has to be asked before something new goes on: a page that has to be answered first, or nothing. */
export interface Companion {
  ask(trx: Db, at: Subject, owner: Owner, content: unknown, step: 'submit' | 'publish'): Promise<string | undefined>;
  /** What the reviewer should look at besides. */
  link(at: Subject, locale: Locale): { href: string; label: string } | undefined;
}

/** Why something did not go on: what a machine found, a page that has to be answered first, or that it was decided meanwhile. */
export type Refusal = { findings: Finding[] } | { ask: string } | 'notPossible';

export interface Editorial {
  /** What the reviewer should look at besides the fields. */
  linkFor(at: Subject, locale: Locale): { href: string; label: string } | undefined;
  kindOf(name: string): Kind;
  save(at: Subject, owner: Owner, content: unknown): Promise<void>;
  submit(at: Subject, word: string): Promise<Result<undefined, Refusal>>;
  withdraw(at: Subject): Promise<void>;
  discard(at: Subject): Promise<void>;
  giveBack(at: Subject, word: string): Promise<Result<undefined, 'notPossible'>>;
  publish(at: Subject, word: string): Promise<Result<undefined, Refusal>>;
  confirm(at: Subject): Promise<void>;
  archive(at: Subject): Promise<void>;
  restore(at: Subject): Promise<void>;
  /** Reminds, marks, hides. Returns how many were touched. */
  followUp(): Promise<number>;
}

const PORTION = 500;

export function createEditorial(
  { db, clock, jobs }: Services,
  accounts: AccountsService,
  kinds: readonly Kind[],
  companion?: Companion,
): Editorial {
  const now = () => clock.now();
  const byName = new Map(kinds.map((kind) => [kind.name, kind]));
  const kindOf = (name: string): Kind => {
    const kind = byName.get(name);
    if (!kind) throw new HttpError(404);
    return kind;
  };
  const within = <Value>(work: (trx: Db) => Promise<Value>) => db.transaction().execute((trx) => work(trx as unknown as Db));
  const placeOf = (owner: Owner) => ({ [owner.scope]: owner.id });

  async function note(trx: Db, at: Subject, what: NoteRow['what'], word = ''): Promise<void> {
    await store.insertNote(trx, { id: newId(now().getTime()), ...at, at: now(), author: currentActor().userId, what, word });
    await audit(trx, { action: `${at.kind}.${what}`, kind: at.kind, record: at.subject });
    await jobs.publish(trx as unknown as Trx, { type: `content.${what}`, subject: at.subject, payload: { kind: at.kind } });
  }

  async function tellEditors(trx: Db, kind: Kind, at: Subject, owner: Owner, title: string, notice: 'review' | 'due'): Promise<void> {
    for (const userId of await holdersOf(trx, kind.editors, owner.id))
      if (userId !== currentActor().userId)
        await accounts.notify.tell({ userId, kind: notice, title, path: kind.editPath(at.subject, owner) }, trx);
  }

  async function drafted(trx: Db, at: Subject) {
    const draft = await store.draftOf(trx, at.kind, at.subject, true);
    if (!draft) throw new HttpError(404);
    return { draft, kind: kindOf(at.kind), owner: { scope: draft.owner_scope, id: draft.owner } };
  }

  async function standing(trx: Db, at: Subject) {
    const row = await store.standingOf(trx, at.kind, at.subject, true);
    if (!row) throw new HttpError(404);
    const owner = { scope: row.owner_scope, id: row.owner };
    const kind = kindOf(at.kind);
    permit(kind.action, placeOf(owner));
    return { row, kind, owner };
  }

  /** A reviewer of the office may review everything; a deputy not what their own organisation wrote. */
  function permitReview(owner: Owner): void {
    permit('content.review');
    const actor = currentActor();
    const own = actor.grants.map((grant) => ({ scope: grant.scope, id: grant.id }));
    if (!mayReviewOwn(may(actor, 'office.desk'), own, owner)) throw new HttpError(403, 'ownContent');
  }

  /** Only what is new is asked about: what is public was answered then. */
  async function unanswered(trx: Db, at: Subject, owner: Owner, content: unknown, step: 'submit' | 'publish'): Promise<string | undefined> {
    return (await store.standingOf(trx, at.kind, at.subject)) ? undefined : companion?.ask(trx, at, owner, content, step);
  }

  async function makePublic(trx: Db, at: Subject, kind: Kind, owner: Owner, content: unknown): Promise<void> {
    await kind.publish(trx, at.subject, owner, content, now());
    await store.insertVersion(trx, at.kind, at.subject, content, now(), currentActor().userId);
    await store.saveStanding(trx, {
      ...at,
      owner_scope: owner.scope,
      owner: owner.id,
      title: kind.title(content),
      state: 'published',
      confirmed_at: now(),
      reminded_at: null,
    });
    await store.removeDraft(trx, at.kind, at.subject);
  }

  async function step(trx: Db, at: Subject, due: 'remind' | 'mark' | 'hide'): Promise<void> {
    const { row, kind, owner } = await standing(trx, at);
    const t = editorialTexts('de').notices;
    if (due === 'remind') {
      await store.setStanding(trx, at.kind, at.subject, { reminded_at: now() });
      return tellEditors(trx, kind, at, owner, t.confirmSoon(row.title), 'due');
    }
    const isHidden = due === 'hide';
    await store.setStanding(trx, at.kind, at.subject, { state: isHidden ? 'hidden' : 'marked' });
    await kind.setVisible(trx, at.subject, !isHidden, true);
    await note(trx, at, isHidden ? 'hidden' : 'marked');
    await tellEditors(trx, kind, at, owner, isHidden ? t.hidden(row.title) : t.marked(row.title), 'due');
  }

  return {
    kindOf,
    linkFor: (at, locale) => companion?.link(at, locale),

    save: (at, owner, content) =>
      within(async (trx) => {
        const kind = kindOf(at.kind);
        const known = await store.draftOf(trx, at.kind, at.subject, true);
        const published = await store.standingOf(trx, at.kind, at.subject);
        // The place is the record's own, never the one that a form names.
        const real: Owner = known
          ? { scope: known.owner_scope, id: known.owner }
          : published
            ? { scope: published.owner_scope, id: published.owner }
            : owner;
        await change(trx, kind.action, placeOf(real), { what: `${at.kind}.draft`, kind: at.kind, record: at.subject });
        await store.saveDraft(trx, {
          id: known?.id ?? newId(now().getTime()),
          ...at,
          owner_scope: real.scope,
          owner: real.id,
          title: kind.title(content).slice(0, 300),
          content,
          state: 'draft',
          version: 0,
          author: currentActor().userId,
          created_at: known?.created_at ?? now(),
          updated_at: now(),
          submitted_at: null,
        });
      }),

    submit: (at, word) =>
      within(async (trx) => {
        const { draft, kind, owner } = await drafted(trx, at);
        permit(kind.action, placeOf(owner));
        if (!mayMove(draft.state, 'submit')) return refused('notPossible');
        const findings = kind.findings(draft.content);
        if (findings.length > 0) return refused({ findings });
        const ask = await unanswered(trx, at, owner, draft.content, 'submit');
        if (ask !== undefined) return refused({ ask });
        await store.moveDraft(trx, draft.id, { state: 'submitted', submitted_at: now() });
        await note(trx, at, 'submitted', word);
        const t = editorialTexts('de').notices;
        for (const userId of await holdersOf(trx, ['office', 'reviewer'], null))
          await accounts.notify.tell(
            { userId, kind: 'review', title: t.waiting(draft.title), path: `/pruefung/${at.kind}/${at.subject}` },
            trx,
          );
        return ok(undefined);
      }),

    withdraw: (at) =>
      within(async (trx) => {
        const { draft, kind, owner } = await drafted(trx, at);
        await change(trx, kind.action, placeOf(owner), { what: `${at.kind}.withdrawn`, kind: at.kind, record: at.subject });
        if (mayMove(draft.state, 'withdraw')) await store.moveDraft(trx, draft.id, { state: 'draft', submitted_at: null });
      }),

    discard: (at) =>
      within(async (trx) => {
        const { kind, owner } = await drafted(trx, at);
        permit(kind.action, placeOf(owner));
        await store.removeDraft(trx, at.kind, at.subject);
        await note(trx, at, 'discarded');
      }),

    giveBack: (at, word) =>
      within(async (trx) => {
        const { draft, kind, owner } = await drafted(trx, at);
        permitReview(owner);
        if (!mayMove(draft.state, 'return')) return refused('notPossible');
        await store.moveDraft(trx, draft.id, { state: 'returned', submitted_at: null });
        await note(trx, at, 'returned', word);
        await tellEditors(trx, kind, at, owner, editorialTexts('de').notices.returned(draft.title), 'review');
        return ok(undefined);
      }),

    publish: (at, word) =>
      within(async (trx) => {
        const { draft, kind, owner } = await drafted(trx, at);
        permitReview(owner);
        const isOwnDraft = draft.state !== 'submitted' && may(currentActor(), 'office.desk') && draft.author === currentActor().userId;
        if (!mayMove(draft.state, 'publish') && !isOwnDraft) return refused('notPossible');
        const findings = kind.findings(draft.content);
        if (findings.length > 0) return refused({ findings });
        const ask = await unanswered(trx, at, owner, draft.content, 'publish');
        if (ask !== undefined) return refused({ ask });
        await makePublic(trx, at, kind, owner, draft.content);
        await note(trx, at, 'published', word);
        await tellEditors(trx, kind, at, owner, editorialTexts('de').notices.published(draft.title), 'review');
        return ok(undefined);
      }),

    confirm: (at) =>
      within(async (trx) => {
        const { row, kind } = await standing(trx, at);
        if (row.state === 'archived') throw new HttpError(422);
        await store.setStanding(trx, at.kind, at.subject, { state: 'published', confirmed_at: now(), reminded_at: null });
        await kind.setVisible(trx, at.subject, true, false);
        await note(trx, at, 'confirmed');
      }),

    archive: (at) =>
      within(async (trx) => {
        const { kind } = await standing(trx, at);
        await store.setStanding(trx, at.kind, at.subject, { state: 'archived' });
        await kind.setVisible(trx, at.subject, false, false);
        await note(trx, at, 'archived');
      }),

    restore: (at) =>
      within(async (trx) => {
        const { kind } = await standing(trx, at);
        await store.setStanding(trx, at.kind, at.subject, { state: 'published', confirmed_at: now(), reminded_at: null });
        await kind.setVisible(trx, at.subject, true, false);
        await note(trx, at, 'restored');
      }),

    async followUp() {
      const before = addDays(now(), REMIND_BEFORE_DAYS - REVIEW_DAYS);
      return eachDue(
        PORTION,
        (after, limit) => store.confirmedBefore(db, before, after, limit),
        async (row) => {
          const due = dueStep({ state: row.state, confirmedAt: row.confirmed_at, remindedAt: row.reminded_at }, now());
          if (due) await within((trx) => step(trx, { kind: row.kind, subject: row.subject }, due));
          return due !== undefined;
        },
      );
    },
  };
}
