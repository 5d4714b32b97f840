import { Hono } from 'hono';
import { emptyForm, type FormState } from '#design/index.ts';
import { parseForm } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import type { Services } from '#platform/services.ts';
import { companyPage, quoteGonePage, quotePage } from '../pages/links.tsx';
import type { Stories } from '../service/index.ts';
import { pictureBytes } from '../store/stories.ts';
import { storiesTexts } from '../texts.ts';
import { approveForm, wordForm } from './forms.ts';
import { pictureAnswer } from './public.ts';

/** /geschichte/:token (the company), /zitat/:token (whoever is quoted) */
export function linkRoutes({ db }: Services, stories: Stories) {
  const token = (c: Ctx) => c.req.param('token' as never) ?? '';
  const base = (c: Ctx) => `/geschichte/${token(c)}`;

  async function page(c: Ctx, form?: FormState, fault?: string): Promise<Response> {
    const file = await stories.openCompany(token(c));
    return companyPage(c, {
      file,
      base: base(c),
      hash: stories.hashOf(file),
      names: await stories.namesLeft(file),
      form: form ?? emptyForm(c.get('locale')),
      fault,
    });
  }
  const back = (c: Ctx, flash: string) => {
    leaveFlash(c, flash);
    return c.redirect(base(c), 303);
  };
  const faults = (c: Ctx) => storiesTexts(c.get('locale')).faults;

  return new Hono<Env>()
    .get('/geschichte/:token', (c) => page(c))
    .get('/geschichte/:token/bild', async (c) => {
      const { row } = await stories.openCompany(token(c));
      const picture = await pictureBytes(db, row.id);
      if (!picture) throw new HttpError(404);
      return pictureAnswer(c, picture.id, picture, false);
    })
    .post('/geschichte/:token/freigeben', async (c) => {
      const { row } = await stories.openCompany(token(c));
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(approveForm, input, locale);
      if (!form.ok) return page(c, { locale, input, errors: { nennen: storiesTexts(locale).company.choose } });
      const done = await stories.approve(row.id, form.value.fassung, form.value.nennen === 'ja');
      return done.ok ? back(c, 'freigegeben') : page(c, { locale, input, errors: {} }, faults(c)[done.fault]);
    })
    .post('/geschichte/:token/aendern', async (c) => {
      const { row } = await stories.openCompany(token(c));
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(wordForm, input, locale);
      if (!form.ok) return page(c, { locale, input, errors: form.errors });
      const done = await stories.wish(row.id, form.value.word);
      return done.ok ? back(c, 'gewuenscht') : page(c, { locale, input, errors: {} }, faults(c)[done.fault]);
    })
    .post('/geschichte/:token/zurueckziehen', async (c) => {
      const { row } = await stories.openCompany(token(c));
      const done = await stories.withdraw(row.id, 'company', '');
      return done.ok ? back(c, 'zurueckgezogen') : page(c, undefined, faults(c)[done.fault]);
    })
    .post('/geschichte/:token/wieder', async (c) => {
      const { row } = await stories.openCompany(token(c));
      const done = await stories.reopen(row.id);
      return done.ok ? back(c, 'wiederda') : page(c, undefined, faults(c)[done.fault]);
    })
    .get('/zitat/:token', async (c) => {
      const { file, quoteId } = await stories.openQuote(token(c));
      return quotePage(c, file, quoteId, `/zitat/${token(c)}`);
    })
    .post('/zitat/:token', async (c) => {
      const { file, quoteId } = await stories.openQuote(token(c));
      const agrees = (await readForm(c))['zustimmung']?.[0] === 'ja';
      await stories.decideQuote(file.row.id, quoteId, agrees);
      c.set('isDone', true);
      return agrees ? c.redirect(`/zitat/${token(c)}`, 303) : quoteGonePage(c);
    });
}
