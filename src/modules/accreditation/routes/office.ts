import { Hono } from 'hono';
import { z } from 'zod';
import { emptyForm, type FormState } from '#design/index.ts';
import { field, parseForm } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import type { Services } from '#platform/services.ts';
import { askedPage, mapPage } from '#platform/lists.ts';
import { consultantNames } from '#modules/consultants/index.ts';
import { deskPage } from '../pages/office.tsx';
import type { Accreditation } from '../service/index.ts';
import { openObjections, waitingApplications } from '../store/applications.ts';
import { accreditationTexts } from '../texts.ts';

const campaignForm = z.object({ scheme: field.required(40), deadline: field.optionalDay().refine((day) => day !== undefined, 'required') });

/** /geschaeftsstelle/akkreditierung… */
export function officeRoutes({ db, clock }: Services, accreditation: Accreditation) {
  const today = () => clock.today();
  const { campaigns } = accreditation;

  async function desk(c: Ctx, form: FormState = emptyForm(c.get('locale')), fault?: string): Promise<Response> {
    const [waiting, objections, running] = await Promise.all([
      waitingApplications(db, askedPage(c)),
      openObjections(db, askedPage(c, undefined, 'widerspruch')),
      campaigns.list(),
    ]);
    const names = await consultantNames(
      db,
      [...waiting.rows, ...objections.rows].map((each) => each.consultant_id),
    );
    return deskPage(c, {
      waiting: mapPage(waiting, (application) => ({ application, name: names.get(application.consultant_id) ?? '–' })),
      objections: mapPage(objections, (objection) => ({ objection, name: names.get(objection.consultant_id) ?? '–' })),
      campaigns: running.map((each) => ({ ...each, scheme: accreditation.schemes.find((scheme) => scheme.id === each.campaign.scheme) })),
      schemes: accreditation.schemes
        .filter((scheme) => scheme.until === null || scheme.until >= today())
        .toSorted((a, b) => b.from.localeCompare(a.from)),
      form,
      fault,
    });
  }

  return new Hono<Env>()
    .get('/geschaeftsstelle/akkreditierung', (c) => desk(c))
    .post('/geschaeftsstelle/akkreditierung/kampagnen', async (c) => {
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(campaignForm, input, locale);
      if (!form.ok) return desk(c, { locale, input, errors: form.errors });
      const done = await campaigns.prepare(accreditation.scheme(form.value.scheme), form.value.deadline ?? '');
      if (!done.ok) return desk(c, { locale, input, errors: {} }, accreditationTexts(locale).faults[done.fault]);
      return c.redirect(`/geschaeftsstelle/akkreditierung/kampagnen/${done.value}`, 303);
    });
}
