import { Hono } from 'hono';
import { z } from 'zod';
import { emptyForm, type FormState } from '#design/index.ts';
import { field, parseForm, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { formatList } from '#platform/i18n/format.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { isId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { consultantById, consultantNames } from '#modules/consultants/index.ts';
import { standingDecisions } from '#modules/governance/index.ts';
import { requirementsOf } from '../model.ts';
import { deskPage, reviewPage } from '../pages/office.tsx';
import type { DecideFault } from '../service/applications.ts';
import type { Accreditation } from '../service/index.ts';
import { standingOf } from '../service/standing.ts';
import { applicationById, evidenceOf, objectionsOf, openObjections, saveFinding, waitingApplications } from '../store/applications.ts';
import { accreditationTexts } from '../texts.ts';

const MOST = 200;
const findingForm = z.object({ finding: field.required(5000), recommends: field.checkbox() });
const decideForm = z.object({ note: field.text(3000), ergebnis: field.choice(['ja', 'nein'] as const) });
const answerForm = z.object({ answer: field.required(5000), ergebnis: field.choice(['ja', 'nein'] as const) });
const campaignForm = z.object({ scheme: field.required(40), deadline: field.optionalDay().refine((day) => day !== undefined, 'required') });

/** /geschaeftsstelle/akkreditierung… */
export function officeRoutes({ db, clock }: Services, accreditation: Accreditation) {
  const today = () => clock.today();
  const param = (c: Ctx, name: string) => c.req.param(name as never) ?? '';
  const { applications, campaigns } = accreditation;

  async function desk(c: Ctx, form: FormState = emptyForm(c.get('locale')), fault?: string): Promise<Response> {
    const [waiting, objections, running] = await Promise.all([waitingApplications(db, MOST), openObjections(db, MOST), campaigns.list()]);
    const names = await consultantNames(
      db,
      [...waiting, ...objections].map((each) => each.consultant_id),
    );
    return deskPage(c, {
      waiting: waiting.map((application) => ({ application, name: names.get(application.consultant_id) ?? '–' })),
      objections: objections.map((objection) => ({ objection, name: names.get(objection.consultant_id) ?? '–' })),
      campaigns: running.map((each) => ({ ...each, scheme: accreditation.schemes.find((scheme) => scheme.id === each.campaign.scheme) })),
      schemes: accreditation.schemes
        .filter((scheme) => scheme.until === null || scheme.until >= today())
        .toSorted((a, b) => b.from.localeCompare(a.from)),
      form,
      fault,
    });
  }

  async function applicationOf(c: Ctx) {
    const id = param(c, 'application');
    const row = isId(id) ? await applicationById(db, id) : undefined;
    if (!row) throw new HttpError(404);
    return row;
  }
  async function review(c: Ctx, form: FormState = emptyForm(c.get('locale')), fault?: string): Promise<Response> {
    const application = await applicationOf(c);
    const consultant = await consultantById(db, application.consultant_id);
    if (!consultant) throw new HttpError(404);
    const scheme = accreditation.scheme(application.scheme);
    return reviewPage(c, {
      application,
      scheme,
      evidence: await evidenceOf(db, application.id),
      objections: await objectionsOf(db, application.id),
      consultant,
      requirements: requirementsOf(scheme, await standingOf(db, consultant.id, scheme.id, today()), today()),
      decisions: await standingDecisions(db, MOST),
      form,
      fault,
    });
  }
  const back = (c: Ctx, flash: string, path = `/${param(c, 'application')}`) => {
    leaveFlash(c, flash);
    return c.redirect(`/geschaeftsstelle/akkreditierung${path}`, 303);
  };
  function says(c: Ctx, fault: DecideFault): string {
    const locale = c.get('locale');
    const t = accreditationTexts(locale).faults;
    if (fault.kind !== 'missing') return t[fault.kind];
    return t.missing(
      formatList(
        fault.what.map((each) => inLocale(each, locale)),
        locale,
      ),
    );
  }
  const agreementIn = (input: Record<string, string[]>): string | null => {
    const id = typed(input, 'agreement');
    return isId(id) ? id : null;
  };

  return new Hono<Env>()
    .get('/geschaeftsstelle/akkreditierung', (c) => desk(c))
    .post('/geschaeftsstelle/akkreditierung/kampagnen', async (c) => {
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(campaignForm, input, locale);
      if (!form.ok) return desk(c, { locale, input, errors: form.errors });
      const done = await campaigns.start(accreditation.scheme(form.value.scheme), form.value.deadline ?? '');
      if (!done.ok) return desk(c, { locale, input, errors: {} }, accreditationTexts(locale).faults[done.fault]);
      return back(c, 'begonnen', '');
    })
    .post('/geschaeftsstelle/akkreditierung/kampagnen/:campaign/beenden', async (c) => {
      if (!isId(param(c, 'campaign'))) throw new HttpError(404);
      await campaigns.end(param(c, 'campaign'));
      return back(c, 'beendet', '');
    })
    .post('/geschaeftsstelle/akkreditierung/kampagnen/:campaign/unklare', async (c) => {
      if (!isId(param(c, 'campaign'))) throw new HttpError(404);
      await campaigns.resendUnsure(param(c, 'campaign'));
      return back(c, 'gesendet', '');
    })
    .get('/geschaeftsstelle/akkreditierung/:application', (c) => review(c))
    .post('/geschaeftsstelle/akkreditierung/:application/pruefung', async (c) => {
      const application = await applicationOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(findingForm, input, locale);
      if (!form.ok) return review(c, { locale, input, errors: form.errors });
      if (!(await saveFinding(db, application.id, form.value, clock.now())))
        return review(c, undefined, accreditationTexts(locale).faults.decided);
      return back(c, 'geprueft');
    })
    .post('/geschaeftsstelle/akkreditierung/:application/entscheidung', async (c) => {
      const application = await applicationOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(decideForm, input, locale);
      if (!form.ok) return review(c, { locale, input, errors: form.errors });
      const done = await applications.decide(application.id, form.value.ergebnis === 'ja', form.value.note, agreementIn(input));
      if (!done.ok) return review(c, { locale, input, errors: {} }, says(c, done.fault));
      return back(c, 'entschieden');
    })
    .post('/geschaeftsstelle/akkreditierung/:application/widerspruch/:objection', async (c) => {
      const application = await applicationOf(c);
      const objection = (await objectionsOf(db, application.id)).find((each) => each.id === param(c, 'objection'));
      if (!objection) throw new HttpError(404);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(answerForm, input, locale);
      if (!form.ok) return review(c, { locale, input, errors: form.errors });
      const done = await applications.answer(objection, form.value.ergebnis === 'ja', form.value.answer, agreementIn(input));
      if (!done.ok) return review(c, { locale, input, errors: {} }, accreditationTexts(locale).faults[done.fault]);
      return back(c, 'entschieden');
    })
    .post('/geschaeftsstelle/akkreditierung/:application/entziehen', async (c) => {
      const application = await applicationOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(z.object({ why: field.required(300) }), input, locale);
      if (!form.ok) return review(c, { locale, input, errors: form.errors });
      await applications.withdraw(application.consultant_id, form.value.why);
      return back(c, 'entzogen');
    });
}
