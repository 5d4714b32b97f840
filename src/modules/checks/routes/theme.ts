import { type FormInput, parseForm } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import type { Change, Said } from '../changes/model.ts';
import type { Theme } from '../definition/model.ts';
import { type Desk, evaluateFocus, type Opened, otherWord, saveAnswers, themesInFocus } from '../desk.ts';
import { themeInput, themePage } from '../pages/fill.tsx';
import { answersIn, fieldName, ratingField, themeForm } from '../pages/forms.ts';
import { checksTexts } from '../texts.ts';

export const param = (c: Ctx, name: string): string => c.req.param(name as never) ?? '';

/** Work on an assessment that is open on a desk. */
type Work = (c: Ctx, desk: Desk, opened: Opened) => Response | Promise<Response>;
export type At = (work: Work) => (c: Ctx) => Promise<Response>;

/** Makes a handler out of work: opens the desk, and on it what the token names. */
export const atDesk =
  (open: () => Desk | Promise<Desk>): At =>
  (work) =>
  async (c) => {
    const desk = await open();
    return work(c, desk, await desk.open(param(c, 'token')));
  };

/** Where the three buttons under a theme lead. */
function nextStep(opened: Opened, number: number, button: string): string {
  const { path } = opened;
  if (button === 'pause') return path;
  const themes = themesInFocus(opened);
  const before = themes.findLast((theme) => theme.number < number);
  if (button === 'zurueck') return `${path}/thema/${before?.number ?? number}`;
  const next = themes.find((theme) => theme.number > number);
  if (!next) return `${path}/ergebnis`;
  return `${path}/thema/${next.number}${opened.side === 'company' ? `?nach=${number}` : ''}`;
}

/** The last change that whoever sent a form had seen. */
function standIn(input: FormInput, opened: Opened): number {
  const text = input['version']?.[0] ?? '';
  return /^\d{1,6}$/.test(text) ? Math.min(Number(text), opened.assessment.seq) : opened.assessment.seq;
}

function themeOf(c: Ctx, opened: Opened): { number: number; theme: Theme } {
  const text = param(c, 'number');
  const number = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  // Where a condition has left it out meanwhile, what was answered is still taken.
  const theme = [...opened.definition.themes, ...opened.full.themes].find((candidate) => candidate.number === number);
  if (!theme) throw new HttpError(404);
  return { number, theme };
}

/** What was said before; not asked for where every change still stands, as in most checks. */
async function historyOf(desk: Desk, { assessment, isTogether }: Opened) {
  const count = (said: Said) => Object.keys(said.ratings).length + Object.keys(said.notes).length;
  const hasHistory = assessment.seq > count(assessment) + count(assessment.advice);
  return hasHistory || isTogether ? desk.store.changesSince(assessment.id, 0) : [];
}

/** GET …/thema/:number */
export async function showTheme(c: Ctx, desk: Desk, opened: Opened): Promise<Response> {
  const { number, theme } = themeOf(c, opened);
  const history = await historyOf(desk, opened);
  return themePage(c, opened, theme, { locale: c.get('locale'), input: themeInput(opened, number), errors: {} }, history);
}

/** A button beside the other side's word takes it over as one's own. */
function adopt(input: FormInput, opened: Opened): FormInput {
  const checkpoint = input['uebernehmen']?.[0];
  const rating = checkpoint === undefined ? undefined : otherWord(opened).ratings[checkpoint];
  return checkpoint !== undefined && rating ? { ...input, [ratingField(checkpoint)]: [rating] } : input;
}

/** POST …/thema/:number: saves, and goes where the button says. */
export async function saveTheme(c: Ctx, desk: Desk, opened: Opened): Promise<Response> {
  const locale = c.get('locale');
  const { number, theme } = themeOf(c, opened);
  const input = adopt(await readForm(c), opened);
  const form = parseForm(themeForm(theme), input, locale);
  const inBackground = c.req.header('accept') === 'application/json';
  if (!form.ok) {
    if (inBackground) return c.json({ errors: form.errors }, 422);
    const history = await historyOf(desk, opened);
    return themePage(c, opened, theme, { locale, input, errors: form.errors }, history);
  }
  const others = await saveAnswers(desk, opened.side, opened.assessment.id, {
    answers: answersIn(theme, input, form.value),
    stand: standIn(input, opened),
    decided: input['einig']?.[0],
  });
  if (inBackground) return progressOf(c, desk, opened, others);
  await desk.count(opened.assessment.id);
  const stay = input['einig']?.[0] ?? input['uebernehmen']?.[0];
  if (stay) return c.redirect(`${opened.path}/thema/${number}#titel-${encodeURIComponent(stay)}`, 303);
  if (input['weiter']?.[0] === 'pause') leaveFlash(c, 'gespeichert');
  // Opened anew: a rating may have brought a theme in or left one out.
  const now = await desk.open(opened.token);
  return c.redirect(nextStep(now, number, input['weiter']?.[0] ?? ''), 303);
}

/** What a page that saves in the background needs to know afterwards. */
async function progressOf(c: Ctx, desk: Desk, { token }: Opened, others: readonly Change[]): Promise<Response> {
  const now = await desk.open(token);
  const { assessment } = now;
  const { rated, total } = evaluateFocus(now);
  return c.json({
    progress: { rated, total, text: checksTexts(c.get('locale')).progress(rated, total) },
    version: assessment.seq,
    fields: Object.fromEntries(others.map((change) => [fieldName(change), change.value])),
  });
}
