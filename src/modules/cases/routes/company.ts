import { Hono } from 'hono';
import { emptyForm, filledForm } from '#design/index.ts';
import { inTransaction } from '#platform/database/index.ts';
import { parseForm, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { type ChecksService, evaluate } from '#modules/checks/index.ts';
import { requestById } from '#modules/requests/index.ts';
import { EFFECT_QUESTIONS } from '../model.ts';
import { companyPage, effectPage, ratingPage } from '../pages/company.tsx';
import type { Cases } from '../service/index.ts';
import { agreeGoals, changeAsCompany, documentBytes, note } from '../store/cases.ts';
import { saveEffect, saveRating } from '../store/follow-up.ts';
import { casesTexts } from '../texts.ts';
import { effectForm, ratingForm } from './forms.ts';

/** /fall/:token… */
export function companyRoutes({ db, clock, limits }: Services, cases: Cases, checks: ChecksService) {
  const param = (c: Ctx, name: string) => c.req.param(name as never) ?? '';
  const base = (c: Ctx) => `/fall/${param(c, 'token')}`;
  const open = (c: Ctx) => cases.openLink(param(c, 'token'));
  const back = (c: Ctx, flash: string) => {
    leaveFlash(c, flash);
    return c.redirect(base(c), 303);
  };
  /** Which months may be answered; any other address is no page. */
  const monthsOf = (c: Ctx): number => {
    const months = Number(param(c, 'months'));
    if (!cases.config.effectMonths.includes(months)) throw new HttpError(404);
    return months;
  };

  /** How many points of a check have which need; undefined where the link leads to none. */
  async function countsOf(link: string): Promise<Record<string, number> | undefined> {
    const token = /\/bogen\/([\w-]{20,80})/.exec(link)?.[1] ?? '';
    const opened = token === '' ? undefined : await checks.open(token).catch(() => undefined);
    if (!opened) return undefined;
    const counts = { none: 0, some: 0, urgent: 0 };
    for (const rating of Object.values(opened.assessment.ratings)) if (rating in counts) counts[rating as keyof typeof counts]++;
    return { ...counts, rated: evaluate(opened.definition, opened.assessment.ratings).rated };
  }

  return new Hono<Env>()
    .get('/fall/:token', async (c) => {
      const file = await open(c);
      const story = await cases.story.of(file.row.id);
      return companyPage(c, file, base(c), {
        today: cases.today(),
        hoursPerDay: cases.config.hoursPerDay,
        story: story?.companyPath,
        request: await requestById(db, file.row.request_id),
      });
    })
    .get('/fall/:token/unterlagen/:document', async (c) => {
      const { row } = await open(c);
      const id = param(c, 'document');
      const found = isId(id) ? await documentBytes(db, row.id, id) : undefined;
      if (!found) throw new HttpError(404);
      c.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(found.name)}`);
      c.header('Cache-Control', 'private, no-store');
      return c.body(new Uint8Array(found.bytes), 200, { 'content-type': found.type });
    })
    .post('/fall/:token/ziele', async (c) => {
      const { row } = await open(c);
      await inTransaction(db, async (trx) => {
        if ((await agreeGoals(trx, row.id, clock.now())) > 0)
          await note(trx, row.id, { at: clock.now(), kind: 'goalsAgreed', who: row.company || row.contact, detail: '' });
      });
      return back(c, 'zugestimmt');
    })
    .post('/fall/:token/geschichte', async (c) => {
      const { row } = await open(c);
      const agrees = typed(await readForm(c), 'zustimmung') === 'ja';
      const follow = await inTransaction(db, async (trx) => {
        await changeAsCompany(trx, row.id, { story_consent: agrees ? clock.now() : null });
        await note(trx, row.id, { at: clock.now(), kind: agrees ? 'story' : 'storyTaken', who: row.company || row.contact, detail: '' });
        return agrees ? undefined : cases.story.taken(trx, row.id);
      });
      await follow?.();
      return back(c, agrees ? 'geschichte' : 'zurueckgenommen');
    })
    .get('/fall/:token/bewertung', async (c) => {
      const { row, rating } = await open(c);
      if (row.state !== 'closed') throw new HttpError(404);
      const locale = c.get('locale');
      return ratingPage(c, base(c), rating ? filledForm(locale, { stars: String(rating.stars), words: rating.words }) : emptyForm(locale));
    })
    .post('/fall/:token/bewertung', limits('case-rating', 60, 3600), async (c) => {
      const { row } = await open(c);
      if (row.state !== 'closed') throw new HttpError(404);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(ratingForm, input, locale);
      if (!form.ok) return ratingPage(c, base(c), { locale, input, errors: form.errors });
      await inTransaction(db, async (trx) => {
        await saveRating(trx, row.id, { ...form.value, at: clock.now() });
        await note(trx, row.id, { at: clock.now(), kind: 'rated', who: row.company || row.contact, detail: '' });
      });
      return back(c, 'bewertet');
    })
    .get('/fall/:token/wirkung/:months', async (c) => {
      const { row, effects } = await open(c);
      const months = monthsOf(c);
      if (row.state !== 'closed') throw new HttpError(404);
      const before = effects.find((effect) => effect.months === months);
      const known = Object.fromEntries(
        EFFECT_QUESTIONS.map((question) => [question, before ? String(before.answers[question] ?? '') : undefined]),
      );
      return effectPage(c, base(c), months, before !== undefined, filledForm(c.get('locale'), known));
    })
    .post('/fall/:token/wirkung/:months', limits('case-effect', 60, 3600), async (c) => {
      const { row, effects } = await open(c);
      const months = monthsOf(c);
      if (row.state !== 'closed') throw new HttpError(404);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(effectForm, input, locale);
      const again = (errors: Record<string, string>) =>
        effectPage(
          c,
          base(c),
          months,
          effects.some((effect) => effect.months === months),
          { locale, input, errors },
        );
      if (!form.ok) return again(form.errors);
      const { bogen, ...answers } = form.value;
      const counts = bogen === '' ? null : await countsOf(bogen);
      if (counts === undefined) return again({ bogen: casesTexts(locale).own.secondWrong });
      await saveEffect(db, row.id, months, { answers, secondCheck: counts, at: clock.now() });
      return back(c, 'beantwortet');
    });
}
