import { Hono } from 'hono';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { isId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { type ChecksService, evaluate } from '#modules/checks/index.ts';
import { claimsOf, companyById, type CompanyRow } from '#modules/companies/index.ts';
import { figuresPage } from './pages/figures.tsx';
import { joinPage, type Sheet } from './pages/join.tsx';
import type { Comparison, JoinFault } from './service.ts';

/** /checks/:id/vergleich, /bogen/:token/vergleich, /betrieb/:company/vergleich */
export function comparisonRoutes({ db }: Services, comparison: Comparison, checks: ChecksService) {
  async function companyOf(c: Ctx): Promise<CompanyRow> {
    const id = c.req.param('company' as never) ?? '';
    const company = isId(id) ? await companyById(db, id) : undefined;
    if (!company) throw new HttpError(404);
    return company;
  }

  async function sheetsOf(c: Ctx, company: CompanyRow): Promise<Sheet[]> {
    const [claims, joined] = await Promise.all([claimsOf(db, company.id), comparison.joined(company.id)]);
    const sheets: Sheet[] = [];
    for (const claim of claims.filter(({ kind }) => kind === 'assessment')) {
      const opened = await checks.byId(claim.subject);
      if (!opened) continue;
      const known = joined.find((each) => each.assessment_id === claim.subject);
      const isComplete = evaluate(opened.definition, opened.assessment.ratings).complete;
      const state = known ? (known.used_in ? 'used' : 'joined') : isComplete ? 'open' : 'incomplete';
      sheets.push({ assessment: claim.subject, check: opened.full.id, title: inLocale(opened.definition.title, c.get('locale')), state });
    }
    return sheets;
  }

  const show = async (c: Ctx, fault?: JoinFault) => {
    const company = await companyOf(c);
    return joinPage(c, company, await sheetsOf(c, company), fault);
  };

  return new Hono<Env>()
    .get('/checks/:id/vergleich', async (c) => {
      const definition = checks.definition(c.req.param('id'));
      return figuresPage(c, definition, await comparison.figures(definition.id));
    })
    .get('/bogen/:token/vergleich', async (c) => {
      const opened = await checks.open(c.req.param('token'));
      return figuresPage(
        c,
        opened.definition,
        await comparison.figures(opened.full.id),
        opened,
        comparison.stateOf(opened.assessment.company.place),
      );
    })
    .get('/betrieb/:company/vergleich', (c) => show(c))
    .post('/betrieb/:company/vergleich', async (c) => {
      const company = await companyOf(c);
      const input = await readForm(c);
      const id = input['bogen']?.[0] ?? '';
      // Only what lies in this company's account.
      const isOwn = isId(id) && (await claimsOf(db, company.id)).some(({ kind, subject }) => kind === 'assessment' && subject === id);
      const opened = isOwn ? await checks.byId(id) : undefined;
      if (!opened) throw new HttpError(404);
      if (input['tun']?.[0] === 'zurueck') {
        await comparison.leave(company.id, id);
        leaveFlash(c, 'zurueck');
      } else {
        const joined = await comparison.join(company, opened);
        if (!joined.ok) return show(c, joined.fault);
        leaveFlash(c, 'dabei');
      }
      return c.redirect(`/betrieb/${company.id}/vergleich`, 303);
    });
}
