import { Hono } from 'hono';
import { z } from 'zod';
import { emptyForm, type FormState } from '#design/index.ts';
import { field, parseForm, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId } from '#platform/ids.ts';
import { askedPage } from '#platform/lists.ts';
import type { Services } from '#platform/services.ts';
import { type AccountsService, may, peopleByIds } from '#modules/accounts/index.ts';
import { mayReviewOwn } from './model.ts';
import { reviewListPage, reviewPage } from './pages/review.tsx';
import type { Editorial, Subject } from './service.ts';
import { type Draft, draftOf, notesOf, submitted } from './store.ts';
import { editorialTexts } from './texts.ts';

const wordForm = z.object({ word: field.text(2000) });

/** /pruefung, /pruefung/:kind/:id */
export function editorialRoutes({ db }: Services, accounts: AccountsService, editorial: Editorial) {
  const { directory } = accounts.context;
  const ownerName = async (draft: Draft) => (await directory.names(draft.owner_scope, [draft.owner])).get(draft.owner) ?? '';

  function subjectOf(c: Ctx): Subject {
    const subject = c.req.param('id') ?? '';
    if (!isId(subject)) throw new HttpError(404);
    return { kind: editorial.kindOf(c.req.param('kind') ?? '').name, subject };
  }

  async function show(c: Ctx, at: Subject, form: FormState, fault?: string): Promise<Response> {
    const draft = await draftOf(db, at.kind, at.subject);
    if (!draft) throw new HttpError(404);
    const kind = editorial.kindOf(at.kind);
    const locale = c.get('locale');
    const notes = await notesOf(db, at.kind, at.subject);
    const people = await peopleByIds(
      db,
      notes.flatMap((note) => note.author ?? []),
    );
    const before = await kind.published(db, at.subject);
    const actor = c.get('actor');
    const owner = { scope: draft.owner_scope, id: draft.owner };
    return reviewPage(c, {
      draft,
      ownerName: await ownerName(draft),
      before: before === undefined ? undefined : kind.show(before, locale),
      after: kind.show(draft.content, locale),
      findings: kind.findings(draft.content),
      notes: notes.map((note) => ({ ...note, name: people.get(note.author ?? '')?.name ?? '' })),
      isOwn: !mayReviewOwn(may(actor, 'office.desk'), actor.grants, owner),
      form,
      fault,
      link: editorial.linkFor(at, locale),
    });
  }

  return new Hono<Env>()
    .get('/pruefung', async (c) => {
      const drafts = await submitted(db, askedPage(c));
      const rows = await Promise.all(drafts.rows.map(async (draft) => ({ ...draft, ownerName: await ownerName(draft) })));
      return reviewListPage(c, { ...drafts, rows });
    })
    .get('/pruefung/:kind/:id', async (c) => {
      const at = subjectOf(c);
      // A notice of what waited leads here long after somebody has decided it.
      const isDecided = (await draftOf(db, at.kind, at.subject)) === undefined && (await notesOf(db, at.kind, at.subject)).length > 0;
      if (!isDecided) return show(c, at, emptyForm(c.get('locale')));
      leaveFlash(c, 'erledigt');
      return c.redirect('/pruefung', 303);
    })
    .post('/pruefung/:kind/:id', async (c) => {
      const at = subjectOf(c);
      const locale = c.get('locale');
      const t = editorialTexts(locale).review;
      const input = await readForm(c);
      const form = parseForm(wordForm, input, locale);
      if (!form.ok) return show(c, at, { locale, input, errors: form.errors });
      const draft = await draftOf(db, at.kind, at.subject);
      // Somebody changed it while it was looked at: what was looked at is what counts.
      if (draft && String(draft.version) !== typed(input, 'version')) return show(c, at, { locale, input, errors: {} }, t.gone);
      const isReturn = typed(input, 'tun') === 'zurueckgeben';
      if (isReturn && form.value.word === '') return show(c, at, { locale, input, errors: { word: t.needWord } });
      const done = isReturn ? await editorial.giveBack(at, form.value.word) : await editorial.publish(at, form.value.word);
      if (!done.ok && done.fault !== 'notPossible' && 'ask' in done.fault) return c.redirect(done.fault.ask, 303);
      if (!done.ok) return show(c, at, { locale, input, errors: {} }, done.fault === 'notPossible' ? t.gone : undefined);
      leaveFlash(c, isReturn ? 'zurueckgegeben' : 'veroeffentlicht');
      return c.redirect('/pruefung', 303);
    });
}
