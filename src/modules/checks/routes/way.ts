import { plusDays } from '#platform/days.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import { filledForm, type FormState } from '#design/index.ts';
import { localDay } from '#platform/clock.ts';
import { field, type FormInput, parseForm } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { SECTIONS, SIZES } from '#reference/index.ts';
import { MOST_MEASURES, WORDS } from '../assessment.ts';
import { type CheckDefinition, checkpointsOf } from '../definition/model.ts';
import type { Desk, Opened } from '../desk.ts';
import { newMeasure } from '../model.ts';
import { carryTo, rateAgain } from '../next-round.ts';
import { cardsPage } from '../pages/cards.tsx';
import { candidatesFor } from '../pages/first.tsx';
import { resultPage } from '../pages/result.tsx';
import { tunePage } from '../pages/tune.tsx';
import { againPage, movedPage, versionPage } from '../pages/version.tsx';
import { planTexts } from '../texts-plan.ts';
import { checksTexts } from '../texts.ts';
import type { At } from './theme.ts';

const tuneForm = z.object({
  ort: field.text(80),
  groesse: field.optionalChoice(SIZES),
  branche: field.optionalChoice(SECTIONS.map((section) => section.code)),
  woerter: field.optionalChoice(WORDS),
});

const firstForm = z.object({
  wahl: field.text(120),
  text: field.text(300),
  due: field.optionalDay(),
  responsible: field.text(120),
  helper: field.text(120),
});

function tuneState(c: Ctx, { assessment }: Opened): FormState {
  const { company, words, focus } = assessment;
  const form = filledForm(c.get('locale'), { ort: company.place, groesse: company.size, branche: company.industry, woerter: words });
  return { ...form, input: { ...form.input, fokus: [...focus] } };
}

async function saveTuning(c: Ctx, desk: Desk, opened: Opened): Promise<Response> {
  const locale = c.get('locale');
  const input = await readForm(c);
  const form = parseForm(tuneForm, input, locale);
  if (!form.ok) return tunePage(c, opened, { locale, input, errors: form.errors });
  const { assessment, full } = opened;
  const known = new Set(full.themes.map((theme) => theme.id));
  const chosen = (input['fokus'] ?? []).filter((id) => known.has(id));
  const { groesse, branche, ort, woerter } = form.value;
  await desk.store.saveFocus(assessment.id, chosen.length === known.size ? [] : chosen);
  await desk.store.saveCompany(assessment.id, { place: ort || undefined, size: groesse, industry: branche });
  if (woerter) await desk.store.saveWords(assessment.id, woerter);
  leaveFlash(c, 'zugeschnitten');
  return c.redirect(opened.path, 303);
}

/** The newest version; 404 where the check was withdrawn, because then there is nothing to go on with. */
function newestOf(desk: Desk, opened: Opened): CheckDefinition {
  const newest = desk.newest(opened.full.id);
  if (!newest) throw new HttpError(404);
  return newest;
}

async function beforeThis(desk: Desk, { assessment }: Opened) {
  const before = assessment.previous === undefined ? undefined : await desk.store.get(assessment.previous);
  const full = before && (await desk.version(before.checkId, before.version));
  return before && full ? { assessment: before, full } : undefined;
}

/** Fitting a check to the company, newer versions, new rounds, what moved, cards for the team. */
export function wayRoutes(at: At) {
  return new Hono<Env>()
    .get(
      '/:token/zuschneiden',
      at((c, _desk, opened) => tunePage(c, opened, tuneState(c, opened))),
    )
    .post('/:token/zuschneiden', at(saveTuning))
    .get(
      '/:token/fassung',
      at((c, desk, opened) => versionPage(c, opened, desk.newest(opened.full.id))),
    )
    .post(
      '/:token/fassung',
      at(async (c, desk, opened) => {
        const newest = newestOf(desk, opened);
        if (newest.version <= opened.full.version) throw new HttpError(422);
        leaveFlash(c, 'neueFassung');
        return c.redirect(await carryTo(desk, opened, newest), 303);
      }),
    )
    .get(
      '/:token/neu',
      at((c, _desk, opened) => againPage(c, opened)),
    )
    .post(
      '/:token/neu',
      at(async (c, desk, opened) => {
        leaveFlash(c, 'neuBewertet');
        return c.redirect(await rateAgain(desk, opened, newestOf(desk, opened)), 303);
      }),
    )
    .get(
      '/:token/bewegung',
      at(async (c, desk, opened) => movedPage(c, opened, await beforeThis(desk, opened))),
    )
    .get(
      '/:token/unterweisung',
      at((c, _desk, opened) => cardsPage(c, opened)),
    );
}

/** POST …/plan/erste: the first measure of this week. */
export async function firstMeasure(c: Ctx, desk: Desk, opened: Opened): Promise<Response> {
  const locale = c.get('locale');
  const input = await readForm(c);
  const form = parseForm(firstForm, input, locale);
  const again = (errors: Record<string, string>) => resultPage(c, desk, opened, { locale, input: withDay(input, desk), errors });
  if (!form.ok) return again(form.errors);
  const { wahl, text, due, responsible, helper } = form.value;
  const chosen = candidatesFor(opened, locale).find((candidate) => candidate.value === wahl);
  const words = chosen ? chosen.label : text.trim();
  if (words === '') return again({ [wahl === 'eigene' ? 'text' : 'wahl']: planTexts(locale).firstMissing });
  const { measures, id } = opened.assessment;
  if (!chosen?.measure && measures.length >= MOST_MEASURES) return again({ wahl: checksTexts(locale).tooMany });
  const today = localDay(desk.now());
  const point = checkpointsOf(opened.full).find((candidate) => candidate.id === chosen?.checkpoint);
  const begun = chosen?.measure ?? newMeasure({ id: desk.newId(), text: words, checkpoint: point?.id, addedOn: today });
  await desk.store.saveMeasure(id, {
    ...begun,
    urgency: 'now',
    state: 'doing',
    isFirst: true,
    due: due ?? begun.due ?? inAWeek(desk),
    responsible: responsible || begun.responsible,
    helper: helper || begun.helper,
  });
  await desk.count(id);
  leaveFlash(c, 'erste');
  return c.redirect(`${opened.path}/plan#m-${begun.id}`, 303);
}

const inAWeek = (desk: Desk): string => plusDays(localDay(desk.now()), 7);
const withDay = (input: FormInput, desk: Desk): FormInput => (input['due']?.[0] ? input : { ...input, due: [inAWeek(desk)] });
