import { Hono } from 'hono';
import { z } from 'zod';
import { designTexts } from '#design/index.ts';
import { field, parseForm, typed } from '#platform/forms/index.ts';
import { pick } from '#platform/forms/pick.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { isId, newId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { askedPage, firstOf, mapPage, pageOfAll } from '#platform/lists.ts';
import { may } from '#modules/accounts/index.ts';
import { companiesByIds, companyById, companyNames, type CompanyRow } from '#modules/companies/index.ts';
import { consultantBySlug, consultantsNamed } from '#modules/consultants/index.ts';
import type { EntryData, Task } from './model.ts';
import { awardPage, awardsPage, certificatePage, type Registered } from './pages/public.tsx';
import { reviewListPage, reviewPage } from './pages/review.tsx';
import { beginPage, wayPage } from './pages/way.tsx';
import { certificatePdf } from './paper.ts';
import type { Awards, Way } from './service.ts';
import { decisionById, decisionByNumber, insertPath, pathById, register, saveEntry, saveFinding, waiting } from './store.ts';
import { awardsTexts } from './texts.ts';

const MOST_TALKS = 40;
const MOST_NAMED = 12;
const people = () => field.optionalInteger(0, 30);
const groupForm = z.object({ management: people(), staff: people() });
const talkForm = z.object({
  day: field.optionalDay().refine((day) => day !== undefined, 'required'),
  with: field.required(120),
  result: field.required(1000),
});
const sheetForm = z.object({ assessment: field.text(40) });
const submitForm = z.object({ named: field.checkbox() });
const findingForm = z.object({ finding: field.required(5000), recommends: field.checkbox() });
const decideForm = z.object({ ergebnis: field.choice(['granted', 'returned', 'withdrawn'] as const), note: field.text(2000) });

const formOf = (task: Task): z.ZodType<Record<string, unknown>> =>
  task.kind === 'group' ? groupForm : task.kind === 'talks' ? talkForm : sheetForm;

/** What a task's entry says after a form. */
function entryAfter(way: Way, task: Task, before: EntryData, value: Record<string, unknown>): EntryData {
  if (task.kind === 'group') return value;
  if (task.kind === 'talks') {
    const talk = value as { day: string; with: string; result: string };
    return { talks: [...(before.talks ?? []), talk].slice(0, MOST_TALKS) };
  }
  const id = String(value['assessment'] as string);
  return { assessment: way.sheets.some((sheet) => sheet.id === id && sheet.check === task.check) ? id : undefined };
}

/** /praedikate…, /betrieb/:company/praedikat/… */
export function awardsRoutes(services: Services, awards: Awards) {
  const { db, clock, config } = services;
  const param = (c: Ctx, name: string) => c.req.param(name as never) ?? '';

  async function companyOf(c: Ctx): Promise<CompanyRow> {
    const id = param(c, 'company');
    const company = isId(id) ? await companyById(db, id) : undefined;
    if (!company) throw new HttpError(404);
    return company;
  }

  async function wayIn(c: Ctx): Promise<Way> {
    const way = await awards.wayOf((await companyOf(c)).id, awards.award(param(c, 'award')).id);
    if (!way) throw new HttpError(404);
    return way;
  }
  const stepIn = (c: Ctx, way: Way) => {
    const state = way.steps.find(({ step }) => step.id === param(c, 'step'));
    if (!state) throw new HttpError(404);
    return state;
  };
  const back = (c: Ctx, way: Way) => c.redirect(`/betrieb/${way.company.id}/praedikat/${way.award.id}`, 303);

  const company = new Hono<Env>()
    .get('/betrieb/:company/praedikat/:award', async (c) => {
      const own = await companyOf(c);
      const award = awards.award(param(c, 'award'));
      const way = await awards.wayOf(own.id, award.id);
      return way ? wayPage(c, way, awards.today()) : beginPage(c, own, award);
    })
    .post('/betrieb/:company/praedikat/:award', async (c) => {
      const own = await companyOf(c);
      const award = awards.award(param(c, 'award'));
      await insertPath(db, {
        id: newId(clock.now().getTime()),
        company_id: own.id,
        award_id: award.id,
        reviewer: null,
        started_at: clock.now(),
      });
      leaveFlash(c, 'begonnen');
      return c.redirect(`/betrieb/${own.id}/praedikat/${award.id}`, 303);
    })
    .post('/betrieb/:company/praedikat/:award/:step', async (c) => {
      const way = await wayIn(c);
      const { step } = stepIn(c, way);
      const form = parseForm(submitForm, await readForm(c), c.get('locale'));
      const done = await awards.submit(way, step, form.ok && form.value.named);
      if (!done.ok) return wayPage(c, way, awards.today(), { fault: awardsTexts(c.get('locale')).faults[done.fault] });
      leaveFlash(c, 'eingereicht');
      return back(c, way);
    })
    .get('/betrieb/:company/praedikat/:award/:step/urkunde.pdf', async (c) => {
      const way = await wayIn(c);
      const { step, decision } = stepIn(c, way);
      if (decision?.state !== 'granted') throw new HttpError(404);
      const url = `${config.publicUrl}/praedikate/urkunde/${decision.number ?? ''}`;
      const pdf = await certificatePdf(way.company.name, way.award, step, decision, url, c.get('locale'));
      c.header('Content-Disposition', `attachment; filename="${decision.number ?? 'urkunde'}.pdf"`);
      c.header('Cache-Control', 'private, no-store');
      return c.body(new Uint8Array(pdf), 200, { 'content-type': 'application/pdf' });
    })
    .post('/betrieb/:company/praedikat/:award/:step/:task', async (c) => {
      const way = await wayIn(c);
      const { step, tasks, decision } = stepIn(c, way);
      const state = tasks.find(({ task }) => task.id === param(c, 'task'));
      if (!state) throw new HttpError(404);
      if (decision?.state === 'submitted' || decision?.state === 'reviewed') {
        return wayPage(c, way, awards.today(), { fault: awardsTexts(c.get('locale')).faults.waiting });
      }
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(formOf(state.task), input, locale);
      if (!form.ok)
        return wayPage(c, way, awards.today(), { form: { task: state.task.id, state: { locale, input, errors: form.errors } } });
      const data = entryAfter(way, state.task, state.data, form.value);
      await saveEntry(db, way.path, { step: step.id, task: state.task.id, data, updated_at: clock.now() });
      leaveFlash(c, 'gespeichert');
      return back(c, way);
    });

  /** A decision with its way, for whoever reviews it or decides. */
  async function underReview(c: Ctx) {
    const id = param(c, 'decision');
    const decision = isId(id) ? await decisionById(db, id) : undefined;
    const path = decision && (await pathById(db, decision.path_id));
    if (!decision || !path) throw new HttpError(404);
    const isReviewer = path.reviewer !== null && may(c.get('actor'), 'award.review', { consultant: path.reviewer });
    if (!isReviewer && !may(c.get('actor'), 'award.decide')) throw new HttpError(403);
    return { decision, path, way: await awards.way(path) };
  }

  const review = new Hono<Env>()
    .get('/praedikate/pruefung', async (c) => {
      const actor = c.get('actor');
      const own = actor.grants.find((grant) => grant.role === 'consultant')?.id ?? undefined;
      const list = may(actor, 'award.decide')
        ? await waiting(db, undefined, askedPage(c))
        : own
          ? await waiting(db, own, askedPage(c))
          : pageOfAll([], firstOf(1));
      const names = await companyNames(
        db,
        list.rows.map((row) => row.company_id),
      );
      const locale = c.get('locale');
      const title = (row: (typeof list.rows)[number]) =>
        `${names.get(row.company_id) ?? '–'}: ${inLocale(awards.award(row.award_id).title, locale)}`;
      return reviewListPage(
        c,
        mapPage(list, (row) => ({ id: row.id, title: title(row), since: row.submitted_at })),
      );
    })
    .get('/praedikate/pruefung/:decision', async (c) => {
      const { way, decision } = await underReview(c);
      return reviewPage(c, way, decision, awards.today());
    })
    .post('/praedikate/pruefung/:decision', async (c) => {
      const { way, decision, path } = await underReview(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(findingForm, input, locale);
      if (!form.ok) return reviewPage(c, way, decision, awards.today(), { locale, input, errors: form.errors });
      if (!(await saveFinding(db, path, decision.id, form.value, clock.now()))) throw new HttpError(422);
      leaveFlash(c, 'geprueft');
      return c.redirect(`/praedikate/pruefung/${decision.id}`, 303);
    })
    .post('/praedikate/pruefung/:decision/begleitung', async (c) => {
      const { way, decision, path } = await underReview(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const isCleared = typed(input, 'begleitung').trim() === '';
      const picked = await pick(input, 'begleitung', async (text) =>
        (await consultantsNamed(db, text, MOST_NAMED)).map((person) => ({ value: person.slug, label: person.name, hint: person.town })),
      );
      const consultant = picked.kind === 'one' ? await consultantBySlug(db, picked.value) : undefined;
      if (!isCleared && !consultant) {
        const d = designTexts(locale);
        const errors = { begleitung: picked.kind === 'several' ? d.pickSeveral : d.pickNone };
        const choices = picked.kind === 'several' ? picked.choices : [];
        return reviewPage(c, way, decision, awards.today(), { locale, input, errors }, choices);
      }
      await awards.nameReviewer(path.id, decision.id, consultant);
      leaveFlash(c, 'benannt');
      return c.redirect(`/praedikate/pruefung/${decision.id}`, 303);
    })
    .post('/praedikate/pruefung/:decision/entscheiden', async (c) => {
      const { way, decision } = await underReview(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(decideForm, input, locale);
      if (!form.ok) return reviewPage(c, way, decision, awards.today(), { locale, input, errors: form.errors });
      const done = await awards.decide(decision.id, form.value.ergebnis, form.value.note);
      if (!done.ok) {
        const errors = { note: awardsTexts(locale).hindrances[done.fault] };
        return reviewPage(c, way, decision, awards.today(), { locale, input, errors });
      }
      leaveFlash(c, 'entschieden');
      return c.redirect(`/praedikate/pruefung/${decision.id}`, 303);
    });

  const open = new Hono<Env>()
    .get('/praedikate', (c) => awardsPage(c, awards.all))
    .get('/praedikate/urkunde/:number', async (c) => {
      const number = param(c, 'number').toUpperCase();
      const decision = /^PR(?:-[0-9A-Z]{4}){3}$/.test(number) ? await decisionByNumber(db, number) : undefined;
      const path = decision && (await pathById(db, decision.path_id));
      const award = path && awards.award(path.award_id);
      const step = award?.steps.find((each) => each.id === decision?.step);
      if (!decision || !path || !award || !step) throw new HttpError(404);
      const owner = await companyById(db, path.company_id);
      return certificatePage(c, award, step, decision, owner?.name ?? '', awards.today());
    })
    .get('/praedikate/:award', async (c) => {
      const award = awards.award(param(c, 'award'));
      const list = await register(db, award.id, awards.today(), askedPage(c));
      const registered: Registered[] = [];
      const owners = await companiesByIds(
        db,
        list.rows.map((row) => row.company_id),
      );
      for (const row of list.rows) {
        const owner = owners.get(row.company_id);
        const step = award.steps.find((each) => each.id === row.step);
        if (owner && step)
          registered.push({
            company: owner.name,
            place: owner.place,
            step: inLocale(step.grants, c.get('locale')),
            until: row.valid_until ?? '',
            number: row.number ?? '',
          });
      }
      return awardPage(c, award, { ...list, rows: registered });
    });

  return new Hono<Env>().route('/', company).route('/', review).route('/', open);
}
