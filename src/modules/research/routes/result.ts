import { localDay } from '#platform/clock.ts';
import { Hono } from 'hono';
import { filledForm, type FormState } from '#design/index.ts';
import { parseForm, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { isId, newId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { slugify } from '#platform/slug.ts';
import { may } from '#modules/accounts/index.ts';
import { type GovernanceService, listBodies } from '#modules/governance/index.ts';
import { organisationBySlug, organisationsByIds } from '#modules/organisations/index.ts';
import type { Search } from '#modules/search/index.ts';
import { allTrends, insertObservation } from '#modules/trends/index.ts';
import { CHECKED } from '../model.ts';
import { resultPage } from '../pages/result.tsx';
import { createStock, pointLabels, type StockParts } from '../stock.ts';
import * as store from '../store.ts';
import type { ProjectRow, ResultRow, StepRow } from '../tables.ts';
import { researchTexts } from '../texts.ts';
import { isHttps, topicsIn } from './desk.ts';
import { dropForm, stepForm, textForm } from './forms.ts';

export interface ResultParts extends StockParts {
  governance: GovernanceService;
  search: Search;
}

/** /transfer/ergebnisse/:result…, /transfer/schritte/:step…, /transfer/praxishilfen/:aid… */
export function resultRoutes({ db, clock }: Services, parts: ResultParts) {
  const { checks, topics, governance, search } = parts;
  const stockOf = createStock(parts);
  const now = () => clock.now();
  const today = () => localDay(now());
  const param = (c: Ctx, name: string) => c.req.param(name as never) ?? '';

  async function at(id: string): Promise<{ project: ProjectRow; result: ResultRow }> {
    const result = isId(id) ? await store.resultById(db, id) : undefined;
    const project = result && (await store.projectById(db, result.project_id));
    if (!result || !project) throw new HttpError(404);
    return { project, result };
  }
  const mayDecide = (c: Ctx) => may(c.get('actor'), 'research.decide');

  /** What a step aims at, by name. */
  async function labelOf(step: StepRow, c: Ctx): Promise<string> {
    const locale = c.get('locale');
    if (step.path === 'aid') return pointLabels(checks, locale).find((point) => point.id === step.target)?.label ?? step.target;
    const check = step.path === 'check' ? checks.get(step.target) : undefined;
    if (check) return inLocale(check.title, locale);
    if (step.path === 'offer') return (await organisationsByIds(db, [step.target])).get(step.target)?.name ?? '';
    if (step.path === 'trend') return (await allTrends(db)).find((trend) => trend.id === step.target)?.title ?? '';
    return '';
  }

  async function show(c: Ctx, id: string, form?: FormState, fault?: string): Promise<Response> {
    const { project, result } = await at(id);
    const locale = c.get('locale');
    const actor = c.get('actor');
    const [steps, aids, stock, trends, bodies] = await Promise.all([
      store.stepsOf(db, [id]),
      store.aidsOf(db, [id]),
      stockOf(result, today(), locale),
      allTrends(db),
      listBodies(db),
    ]);
    const known = filledForm(locale, { title: result.title, summary: result.summary, body: result.body, link: result.link });
    const input = { ...known.input, topics: result.topics, ...form?.input };
    const isOwn = may(actor, 'research.hand', { organisation: project.organisation_id });
    return resultPage(c, {
      project,
      result,
      steps: await Promise.all(steps.map(async (step) => ({ ...step, label: await labelOf(step, c) }))),
      aids,
      stock,
      points: pointLabels(checks, locale),
      checks: [...checks.values()].map((check) => ({ id: check.id, name: inLocale(check.title, locale) })),
      trends: trends.map((trend) => ({ id: trend.id, name: trend.title })),
      bodies: bodies.filter((body) => may(actor, 'body.manage', { body: body.id })).map(({ id: body, name }) => ({ id: body, name })),
      mayEdit: mayDecide(c) || (isOwn && aids.length === 0),
      mayDecide: mayDecide(c),
      form: { ...known, errors: {}, ...form, input },
      fault,
      topics,
      today: today(),
    });
  }
  const back = (c: Ctx, id: string, flash: string) => {
    leaveFlash(c, flash);
    return c.redirect(`/transfer/ergebnisse/${id}`, 303);
  };

  /** What was chosen as the target of a path, or what is wrong with it. */
  async function targetOf(c: Ctx, path: StepRow['path'], target: string): Promise<{ target: string } | { error: string }> {
    const t = researchTexts(c.get('locale'));
    if (path === 'story') return { target: '' };
    if (path === 'aid') return pointLabels(checks, 'de').some((point) => point.id === target) ? { target } : { error: t.noPoints };
    if (path === 'check') return checks.has(target) ? { target } : { error: t.noPoints };
    if (path === 'trend') return (await allTrends(db)).some((trend) => trend.id === target) ? { target } : { error: t.noTrends };
    const slug = /\/partner\/([a-z0-9-]+)/.exec(target)?.[1] ?? '';
    const partner = slug === '' ? undefined : await organisationBySlug(db, slug);
    return partner?.state === 'published' ? { target: partner.id } : { error: t.partnerWrong };
  }

  async function stepAt(c: Ctx): Promise<StepRow> {
    const id = param(c, 'step');
    const step = isId(id) ? await store.stepById(db, id) : undefined;
    if (!step) throw new HttpError(404);
    return step;
  }

  /** Shows a result at its check point. */
  async function becomeAid(step: StepRow, result: ResultRow): Promise<string> {
    const id = newId(now().getTime());
    const wished = slugify(result.title);
    const slug = (await store.slugTaken(db, wished)) ? `${wished.slice(0, 70)}-${id.slice(-8)}` : wished;
    await store.publishAid(db, { id, result_id: result.id, point: step.target, slug, published_at: now() });
    const [aid] = (await store.aidsOf(db, [result.id])).filter((each) => each.point === step.target);
    await search.indexOne('aid', aid?.id ?? id);
    return aid?.id ?? id;
  }
  /** Proposes a change of a check to a body. */
  async function propose(c: Ctx, step: StepRow, result: ResultRow, bodyId: string): Promise<string> {
    const t = researchTexts('de');
    if (!may(c.get('actor'), 'body.manage', { body: bodyId })) throw new HttpError(403);
    const check = checks.get(step.target)?.title.de ?? step.target;
    const text = [result.summary, result.body, result.link].filter(Boolean).join('\n\n');
    const paper = await governance.papers.create({
      title: t.paperTitle(check, result.title),
      text,
      bodyId,
      topic: null,
      who: c.get('actor').name,
    });
    await governance.papers.refer(paper, { bodyId, question: t.question(check), due: null, condition: '' });
    return paper;
  }
  async function observe(c: Ctx, step: StepRow, { project, result }: { project: ProjectRow; result: ResultRow }): Promise<string> {
    const id = newId(now().getTime());
    const { name, userId } = c.get('actor');
    await insertObservation(db, {
      id,
      trend_id: step.target,
      text: result.summary,
      source: [project.title, result.title].join(', '),
      seen_on: today(),
      who: name,
      added_by: userId,
      added_at: now(),
    });
    return id;
  }

  const texts = new Hono<Env>()
    .get('/transfer/ergebnisse/:result', (c) => show(c, param(c, 'result')))
    .post('/transfer/ergebnisse/:result', async (c) => {
      const { project, result } = await at(param(c, 'result'));
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(textForm, input, locale);
      const errors = form.ok ? {} : { ...form.errors };
      if (form.ok && form.value.link !== '' && !isHttps(form.value.link)) errors['link'] = researchTexts(locale).linkWrong;
      if (!form.ok || Object.keys(errors).length > 0) return show(c, result.id, { locale, input, errors });
      await store.changeResult(db, project, result.id, { ...form.value, topics: topicsIn(input, topics), updated_at: now() });
      for (const aid of await store.aidsOf(db, [result.id])) await search.indexOne('aid', aid.id);
      return back(c, result.id, 'gespeichert');
    })
    .post('/transfer/ergebnisse/:result/geprueft', async (c) => {
      const { project, result } = await at(param(c, 'result'));
      const said = new Set((await readForm(c))['checked']);
      await store.changeResult(db, project, result.id, { checked: CHECKED.filter((name) => said.has(name)) });
      return back(c, result.id, 'gespeichert');
    });

  const paths = new Hono<Env>()
    .post('/transfer/ergebnisse/:result/schritte', async (c) => {
      const { result } = await at(param(c, 'result'));
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(stepForm, input, locale);
      if (!form.ok) return show(c, result.id, { locale, input, errors: form.errors });
      const { path, responsible, due } = form.value;
      const target = await targetOf(c, path, form.value.target);
      if ('error' in target) return show(c, result.id, { locale, input, errors: { target: target.error } });
      await store.insertStep(db, { id: newId(now().getTime()), result_id: result.id, path, ...target, responsible, due, agreed_at: now() });
      return back(c, result.id, 'vereinbart');
    })
    .post('/transfer/schritte/:step/erledigt', async (c) => {
      const step = await stepAt(c);
      const found = await at(step.result_id);
      const t = researchTexts(c.get('locale'));
      const body = typed(await readForm(c), 'body');
      if (step.state !== 'open') return show(c, step.result_id, undefined, t.busy);
      if (step.path === 'aid' && found.result.body === '') return show(c, step.result_id, undefined, t.aidNotReady);
      // First it is closed, so that whoever comes second does nothing; then it is carried out.
      if (!(await store.closeStep(db, step, { state: 'done', note: '', closed_at: now() })))
        return show(c, step.result_id, undefined, t.busy);
      const outcome = await carryOut(c, step, found, body).catch(async (error: unknown) => {
        await store.reopenStep(db, step);
        throw error;
      });
      if (outcome) await store.noteStepOutcome(db, step, outcome);
      return back(c, step.result_id, 'erledigt');
    })
    .post('/transfer/schritte/:step/entfaellt', async (c) => {
      const step = await stepAt(c);
      const form = parseForm(dropForm, await readForm(c), c.get('locale'));
      const done = await store.closeStep(db, step, { state: 'dropped', note: form.ok ? form.value.note : '', closed_at: now() });
      return done ? back(c, step.result_id, 'gespeichert') : show(c, step.result_id, undefined, researchTexts(c.get('locale')).busy);
    })
    .post('/transfer/praxishilfen/:aid/zurueckziehen', async (c) => {
      const id = param(c, 'aid');
      const aid = isId(id) ? await store.aidById(db, id) : undefined;
      if (!aid) throw new HttpError(404);
      await store.withdrawAid(db, id);
      await search.indexOne('aid', id);
      return back(c, aid.result_id, 'gespeichert');
    });

  async function carryOut(
    c: Ctx,
    step: StepRow,
    found: { project: ProjectRow; result: ResultRow },
    body: string,
  ): Promise<string | undefined> {
    if (step.path === 'aid') return becomeAid(step, found.result);
    if (step.path === 'check') return propose(c, step, found.result, body);
    return step.path === 'trend' ? observe(c, step, found) : undefined;
  }

  return new Hono<Env>().route('/', texts).route('/', paths);
}
