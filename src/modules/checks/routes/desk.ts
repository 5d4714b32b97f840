import { Hono } from 'hono';
import { type FormInput, parseForm } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { isId } from '#platform/ids.ts';
import { MOST_MEASURES } from '../assessment.ts';
import { checkpointsOf } from '../definition/model.ts';
import { type Desk, type Opened, saveAnswers } from '../desk.ts';
import { writeFile } from '../file.ts';
import { evaluate, type Measure } from '../model.ts';
import { deletePage, overviewPage, themeInput, themePage } from '../pages/fill.tsx';
import { answersIn, fieldName, measureForm, themeForm } from '../pages/forms.ts';
import { measureInput, measurePage, planPage } from '../pages/plan.tsx';
import { resultPage } from '../pages/result.tsx';
import { checksTexts } from '../texts.ts';

function param(c: Ctx, name: string): string {
  return c.req.param(name as never) ?? '';
}

/** Makes a handler out of work on an opened assessment. */
type At = (work: (c: Ctx, desk: Desk, opened: Opened) => Response | Promise<Response>) => (c: Ctx) => Promise<Response>;

/** Where the three buttons under a theme lead. */
function nextStep(opened: Opened, number: number, button: string): string {
  const { path } = opened;
  if (button === 'pause') return path;
  if (button === 'zurueck') return `${path}/thema/${Math.max(1, number - 1)}`;
  return number >= opened.definition.themes.length ? `${path}/ergebnis` : `${path}/thema/${number + 1}`;
}

function fillRoutes(at: At) {
  return new Hono<Env>()
    .get(
      '/:token',
      at((c, desk, opened) => overviewPage(c, desk, opened)),
    )
    .get(
      '/:token/thema/:number',
      at(async (c, _desk, opened) => {
        const number = themeNumber(c, opened);
        return themePage(c, opened, number, { locale: c.get('locale'), input: themeInput(opened, number), errors: {} });
      }),
    )
    .post(
      '/:token/thema/:number',
      at(async (c, desk, opened) => {
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
        const others = await saveAnswers(desk, opened.side, opened.assessment.id, {
          answers: answersIn(theme, input, form.value),
          stand: standIn(input, opened),
          decided: input['einig']?.[0],
        });
        if (inBackground) {
          const { assessment, definition } = await desk.open(opened.token);
          const { rated, total } = evaluate(definition, assessment.ratings);
          return c.json({
            progress: { rated, total, text: checksTexts(locale).progress(rated, total) },
            version: assessment.seq,
            fields: Object.fromEntries(others.map((change) => [fieldName(change), change.value])),
          });
        }
        await desk.count(opened.assessment.id);
        if (input['einig']?.[0]) return c.redirect(`${opened.path}/thema/${number}#titel-${input['einig'][0]}`, 303);
        if (input['weiter']?.[0] === 'pause') leaveFlash(c, 'gespeichert');
        return c.redirect(nextStep(opened, number, input['weiter']?.[0] ?? ''), 303);
      }),
    )
    .get(
      '/:token/datei.json',
      at(async (c, _desk, opened) => {
        c.header('Content-Disposition', `attachment; filename="${opened.definition.id}.json"`);
        c.header('Cache-Control', 'private, no-store');
        return c.body(writeFile(opened.assessment), 200, { 'content-type': 'application/json' });
      }),
    )
    .get(
      '/:token/loeschen',
      at((c, _desk, opened) => deletePage(c, opened)),
    )
    .post(
      '/:token/loeschen',
      at(async (c, desk, opened) => {
        await desk.remove(opened.assessment.id);
        leaveFlash(c, 'geloescht');
        return c.redirect(opened.place === 'device' ? '/geraet/' : '/checks', 303);
      }),
    );
}

/** The last change that whoever sent a form had seen. */
function standIn(input: FormInput, opened: Opened): number {
  const text = input['version']?.[0] ?? '';
  return /^\d{1,6}$/.test(text) ? Math.min(Number(text), opened.assessment.seq) : opened.assessment.seq;
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

function planRoutes(at: At) {
  return new Hono<Env>()
    .get(
      '/:token/ergebnis',
      at(async (c, desk, opened) => {
        if (Object.keys(opened.assessment.ratings).length > 0) await desk.count(opened.assessment.id, 'result');
        return resultPage(c, desk, opened);
      }),
    )
    .get(
      '/:token/plan',
      at((c, _desk, opened) => planPage(c, opened)),
    )
    .post(
      '/:token/plan',
      at(async (c, desk, opened) => {
        const locale = c.get('locale');
        const input = await readForm(c);
        const form = parseForm(measureForm, input, locale);
        if (!form.ok) return planPage(c, opened, { locale, input, errors: form.errors });
        if (opened.assessment.measures.length >= MOST_MEASURES) {
          return planPage(c, opened, { locale, input, errors: { text: checksTexts(locale).tooMany } });
        }
        const id = desk.newId();
        await desk.store.saveMeasure(opened.assessment.id, { ...form.value, id, checkpoint: undefined });
        await desk.count(opened.assessment.id);
        leaveFlash(c, 'gespeichert');
        return c.redirect(`${opened.path}/plan#m-${id}`, 303);
      }),
    )
    .post(
      '/:token/plan/uebernehmen',
      at(async (c, desk, opened) => {
        const input = await readForm(c);
        const point = checkpointsOf(opened.definition).find((candidate) => candidate.id === input['checkpoint']?.[0]);
        const proposal = point?.measures[Number(input['vorschlag']?.[0] ?? -1)];
        if (!point || !proposal) throw new HttpError(422);
        const text = inLocale(proposal, c.get('locale'));
        const { measures, id } = opened.assessment;
        const known = measures.some((measure) => measure.checkpoint === point.id && measure.text === text);
        if (!known && measures.length < MOST_MEASURES) {
          const urgency = opened.assessment.ratings[point.id] === 'urgent' ? 'now' : 'soon';
          await desk.store.saveMeasure(id, {
            id: desk.newId(),
            checkpoint: point.id,
            text,
            urgency,
            responsible: '',
            due: undefined,
            control: '',
            done: false,
          });
          await desk.count(id);
        }
        leaveFlash(c, 'uebernommen');
        return c.redirect(`${opened.path}/ergebnis#punkt-${point.id}`, 303);
      }),
    )
    .get(
      '/:token/plan/:measure',
      at(async (c, _desk, opened) => {
        const measure = findMeasure(c, opened);
        return measurePage(c, opened, measure, measureInput(c.get('locale'), measure));
      }),
    )
    .post(
      '/:token/plan/:measure',
      at(async (c, desk, opened) => {
        const locale = c.get('locale');
        const measure = findMeasure(c, opened);
        const input = await readForm(c);
        const form = parseForm(measureForm, input, locale);
        if (!form.ok) return measurePage(c, opened, measure, { locale, input, errors: form.errors });
        await desk.store.saveMeasure(opened.assessment.id, { ...measure, ...form.value });
        await desk.count(opened.assessment.id);
        leaveFlash(c, 'gespeichert');
        return c.redirect(`${opened.path}/plan#m-${measure.id}`, 303);
      }),
    )
    .post(
      '/:token/plan/:measure/entfernen',
      at(async (c, desk, opened) => {
        await desk.store.removeMeasure(opened.assessment.id, findMeasure(c, opened).id);
        leaveFlash(c, 'entfernt');
        return c.redirect(`${opened.path}/plan`, 303);
      }),
    );
}

/** All pages of one assessment: on the server below /bogen, on the device below /geraet/bogen. */
export function deskRoutes(open: () => Desk | Promise<Desk>) {
  const at: At = (work) => async (c) => {
    const desk = await open();
    return work(c, desk, await desk.open(param(c, 'token')));
  };
  return new Hono<Env>().route('/', fillRoutes(at)).route('/', planRoutes(at));
}
