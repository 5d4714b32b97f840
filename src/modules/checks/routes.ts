import { Hono } from 'hono';
import { parseForm } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import type { Limits } from '#platform/http/limits.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { isId } from '#platform/ids.ts';
import type { Clock } from '#platform/clock.ts';
import { MOST_MEASURES } from './assessment.ts';
import { checkpointsOf } from './definition/model.ts';
import { FILE_LIMIT, readFile, writeFile } from './file.ts';
import { evaluate, type Measure } from './model.ts';
import { checkPage, checksPage } from './pages/catalogue.tsx';
import { deletePage, overviewPage, themeInput, themePage } from './pages/fill.tsx';
import { answersIn, measureForm, themeForm } from './pages/forms.ts';
import { measureInput, measurePage, planPage } from './pages/plan.tsx';
import { resultPage } from './pages/result.tsx';
import { planPdf } from './pdf.ts';
import type { ChecksService, Opened } from './service.ts';
import { checksTexts } from './texts.ts';

function param(c: Ctx, name: string): string {
  return c.req.param(name as never) ?? '';
}

/** Where the three buttons under a theme lead. */
function nextStep(opened: Opened, number: number, button: string): string {
  const path = `/bogen/${opened.token}`;
  if (button === 'pause') return path;
  if (button === 'zurueck') return `${path}/thema/${Math.max(1, number - 1)}`;
  return number >= opened.definition.themes.length ? `${path}/ergebnis` : `${path}/thema/${number + 1}`;
}

function catalogueRoutes(service: ChecksService, limits: Limits) {
  return new Hono<Env>()
    .get('/checks', (c) => checksPage(c, service))
    .get('/checks/:id', (c) => checkPage(c, service.definition(c.req.param('id'))))
    .post('/checks/:id/start', limits('check-start', 60, 3600), async (c) => {
      const token = await service.start(service.definition(c.req.param('id')));
      leaveFlash(c, 'begonnen');
      return c.redirect(`/bogen/${token}/thema/1`, 303);
    })
    .post('/checks/:id/datei', limits('check-start', 60, 3600), async (c) => {
      const definition = service.definition(c.req.param('id'));
      const t = checksTexts(c.get('locale')).fileFault;
      const file = await c.req.formData().then(
        (data) => data.get('datei'),
        () => null,
      );
      if (!(file instanceof File)) return checkPage(c, definition, t.unreadable);
      if (file.size > FILE_LIMIT) return checkPage(c, definition, t.tooLarge);
      const content = readFile(definition, await file.text());
      if (!content.ok) return checkPage(c, definition, t[content.fault]);
      const token = await service.start(definition, content.value);
      leaveFlash(c, 'geoeffnet');
      return c.redirect(`/bogen/${token}`, 303);
    });
}

function fillRoutes(service: ChecksService) {
  return new Hono<Env>()
    .get('/bogen/:token', async (c) => overviewPage(c, service, await service.open(param(c, 'token'))))
    .get('/bogen/:token/thema/:number', async (c) => {
      const opened = await service.open(param(c, 'token'));
      const number = themeNumber(c, opened);
      return themePage(c, opened, number, { locale: c.get('locale'), input: themeInput(opened, number), errors: {} });
    })
    .post('/bogen/:token/thema/:number', async (c) => {
      const opened = await service.open(param(c, 'token'));
      const locale = c.get('locale');
      const number = themeNumber(c, opened);
      const theme = opened.definition.themes[number - 1];
      if (!theme) throw new HttpError(404);
      const input = await readForm(c);
      const form = parseForm(themeForm(theme), input, locale);
      const inBackground = c.req.header('accept') === 'application/json';
      if (!form.ok) {
        return inBackground ? c.json({ errors: form.errors }, 422) : themePage(c, opened, number, { locale, input, errors: form.errors });
      }
      await service.store.saveAnswers(opened.assessment.id, answersIn(theme, input, form.value));
      if (inBackground) {
        const { assessment, definition } = await service.open(opened.token);
        const { rated, total } = evaluate(definition, assessment.ratings);
        return c.json({ progress: { rated, total, text: checksTexts(locale).progress(rated, total) } });
      }
      await service.count(opened.assessment.id);
      if (input['weiter']?.[0] === 'pause') leaveFlash(c, 'gespeichert');
      return c.redirect(nextStep(opened, number, input['weiter']?.[0] ?? ''), 303);
    })
    .get('/bogen/:token/datei.json', async (c) => {
      const opened = await service.open(param(c, 'token'));
      c.header('Content-Disposition', `attachment; filename="${opened.definition.id}.json"`);
      c.header('Cache-Control', 'private, no-store');
      return c.body(writeFile(opened.assessment), 200, { 'content-type': 'application/json' });
    })
    .get('/bogen/:token/loeschen', async (c) => deletePage(c, await service.open(param(c, 'token'))))
    .post('/bogen/:token/loeschen', async (c) => {
      const opened = await service.open(param(c, 'token'));
      await service.remove(opened.assessment.id);
      leaveFlash(c, 'geloescht');
      return c.redirect('/checks', 303);
    });
}

function themeNumber(c: Ctx, opened: Opened): number {
  const text = param(c, 'number');
  const number = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > opened.definition.themes.length) throw new HttpError(404);
  return number;
}

function findMeasure(c: Ctx, opened: Opened): Measure {
  const id = param(c, 'measure');
  const measure = isId(id) ? opened.assessment.measures.find((candidate) => candidate.id === id) : undefined;
  if (!measure) throw new HttpError(404);
  return measure;
}

function planRoutes(service: ChecksService, clock: Clock) {
  return new Hono<Env>()
    .get('/bogen/:token/ergebnis', async (c) => {
      const opened = await service.open(param(c, 'token'));
      if (Object.keys(opened.assessment.ratings).length > 0) await service.count(opened.assessment.id, 'result');
      return resultPage(c, service, opened);
    })
    .get('/bogen/:token/plan', async (c) => planPage(c, await service.open(param(c, 'token'))))
    .get('/bogen/:token/plan.pdf', async (c) => {
      const opened = await service.open(param(c, 'token'));
      const pdf = planPdf(opened, c.get('locale'), clock.now());
      c.header('Content-Disposition', `inline; filename="${opened.definition.id}.pdf"`);
      c.header('Cache-Control', 'private, no-store');
      return c.body(new Uint8Array(pdf), 200, { 'content-type': 'application/pdf' });
    })
    .post('/bogen/:token/plan', async (c) => {
      const opened = await service.open(param(c, 'token'));
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(measureForm, input, locale);
      if (!form.ok) return planPage(c, opened, { locale, input, errors: form.errors });
      if (opened.assessment.measures.length >= MOST_MEASURES) {
        return planPage(c, opened, { locale, input, errors: { text: checksTexts(locale).tooMany } });
      }
      const id = service.newMeasureId();
      await service.store.saveMeasure(opened.assessment.id, { ...form.value, id, checkpoint: undefined });
      await service.count(opened.assessment.id);
      leaveFlash(c, 'gespeichert');
      return c.redirect(`/bogen/${opened.token}/plan#m-${id}`, 303);
    })
    .post('/bogen/:token/plan/uebernehmen', async (c) => {
      const opened = await service.open(param(c, 'token'));
      const input = await readForm(c);
      const point = checkpointsOf(opened.definition).find((candidate) => candidate.id === input['checkpoint']?.[0]);
      const proposal = point?.measures[Number(input['vorschlag']?.[0] ?? -1)];
      if (!point || !proposal) throw new HttpError(422);
      const text = inLocale(proposal, c.get('locale'));
      const { measures, id } = opened.assessment;
      const known = measures.some((measure) => measure.checkpoint === point.id && measure.text === text);
      if (!known && measures.length < MOST_MEASURES) {
        const urgency = opened.assessment.ratings[point.id] === 'urgent' ? 'now' : 'soon';
        await service.store.saveMeasure(id, {
          id: service.newMeasureId(),
          checkpoint: point.id,
          text,
          urgency,
          responsible: '',
          due: undefined,
          control: '',
          done: false,
        });
        await service.count(id);
      }
      leaveFlash(c, 'uebernommen');
      return c.redirect(`/bogen/${opened.token}/ergebnis#punkt-${point.id}`, 303);
    })
    .get('/bogen/:token/plan/:measure', async (c) => {
      const opened = await service.open(param(c, 'token'));
      const measure = findMeasure(c, opened);
      return measurePage(c, opened, measure, measureInput(c.get('locale'), measure));
    })
    .post('/bogen/:token/plan/:measure', async (c) => {
      const opened = await service.open(param(c, 'token'));
      const locale = c.get('locale');
      const measure = findMeasure(c, opened);
      const input = await readForm(c);
      const form = parseForm(measureForm, input, locale);
      if (!form.ok) return measurePage(c, opened, measure, { locale, input, errors: form.errors });
      await service.store.saveMeasure(opened.assessment.id, { ...measure, ...form.value });
      await service.count(opened.assessment.id);
      leaveFlash(c, 'gespeichert');
      return c.redirect(`/bogen/${opened.token}/plan#m-${measure.id}`, 303);
    })
    .post('/bogen/:token/plan/:measure/entfernen', async (c) => {
      const opened = await service.open(param(c, 'token'));
      await service.store.removeMeasure(opened.assessment.id, findMeasure(c, opened).id);
      leaveFlash(c, 'entfernt');
      return c.redirect(`/bogen/${opened.token}/plan`, 303);
    });
}

/** /checks… and /bogen/:token… */
export function checksRoutes(service: ChecksService, limits: Limits, clock: Clock) {
  return new Hono<Env>()
    .route('/', catalogueRoutes(service, limits))
    .route('/', fillRoutes(service))
    .route('/', planRoutes(service, clock));
}
