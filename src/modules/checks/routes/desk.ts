import { localDay } from '#platform/clock.ts';
import { Hono } from 'hono';
import { parseForm } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { isId } from '#platform/ids.ts';
import { MOST_MEASURES } from '../assessment.ts';
import { checkpointsOf } from '../definition/model.ts';
import type { Desk, Opened } from '../desk.ts';
import { writeFile } from '../file.ts';
import { inState, type Measure, newMeasure } from '../model.ts';
import { deletePage, overviewPage } from '../pages/fill.tsx';
import { measureForm } from '../pages/forms.ts';
import { measureInput, measurePage, planPage } from '../pages/plan.tsx';
import { resultPage } from '../pages/result.tsx';
import { checksTexts } from '../texts.ts';
import { type At, atDesk, param, saveTheme, showTheme } from './theme.ts';
import { firstMeasure, wayRoutes } from './way.ts';

function fillRoutes(at: At) {
  return new Hono<Env>()
    .get(
      '/:token',
      at((c, desk, opened) => overviewPage(c, desk, opened)),
    )
    .get('/:token/thema/:number', at(showTheme))
    .post('/:token/thema/:number', at(saveTheme))
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

const today = (desk: Desk): string => localDay(desk.now());

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
      at((c, desk, opened) => planPage(c, opened, today(desk), desk.funding)),
    )
    .post(
      '/:token/plan',
      at(async (c, desk, opened) => {
        const locale = c.get('locale');
        const input = await readForm(c);
        const form = parseForm(measureForm, input, locale);
        if (!form.ok) return planPage(c, opened, today(desk), desk.funding, { locale, input, errors: form.errors });
        if (opened.assessment.measures.length >= MOST_MEASURES) {
          return planPage(c, opened, today(desk), desk.funding, { locale, input, errors: { text: checksTexts(locale).tooMany } });
        }
        const id = desk.newId();
        await desk.store.saveMeasure(opened.assessment.id, newMeasure({ ...form.value, id, addedOn: today(desk) }));
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
          await desk.store.saveMeasure(id, newMeasure({ id: desk.newId(), checkpoint: point.id, text, urgency, addedOn: today(desk) }));
          await desk.count(id);
        }
        leaveFlash(c, 'uebernommen');
        const back = input['zurueck']?.[0] ?? '';
        const target = /^\d{1,3}$/.test(back) ? `thema/${back}` : `ergebnis#punkt-${point.id}`;
        return c.redirect(`${opened.path}/${target}`, 303);
      }),
    )
    .post('/:token/plan/erste', at(firstMeasure))
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
        const { state, ...values } = form.value;
        await desk.store.saveMeasure(opened.assessment.id, inState({ ...measure, ...values }, state, today(desk)));
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
  const at = atDesk(open);
  return new Hono<Env>().route('/', fillRoutes(at)).route('/', wayRoutes(at)).route('/', planRoutes(at));
}
