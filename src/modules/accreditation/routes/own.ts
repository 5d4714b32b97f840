import { Hono } from 'hono';
import { z } from 'zod';
import { emptyForm, type FormState } from '#design/index.ts';
import { field, parseForm } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { defineUpload } from '#platform/http/upload.ts';
import { isId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { userOf } from '#modules/accounts/index.ts';
import { consultantById } from '#modules/consultants/index.ts';
import { honouredUntil, requirementsOf, schemeOn } from '../model.ts';
import { ownPage } from '../pages/own.tsx';
import { schemePage, schemesPage } from '../pages/public.tsx';
import type { Accreditation } from '../service/index.ts';
import { standingOf } from '../service/standing.ts';
import { accreditationsOf, applicationById, applicationsOf, evidenceOf, objectionsOf, withdrawApplication } from '../store/applications.ts';
import { campaigns } from '../store/campaign.ts';
import { accreditationTexts } from '../texts.ts';

const MOST_EVIDENCE = 100_000;
/** A credential from elsewhere, pasted; any other text is only kept. */
const evidenceUpload = defineUpload({
  route: '/beratungsprofil/:consultant/akkreditierung',
  kinds: ['json'],
  largest: MOST_EVIDENCE,
  pasted: 'evidence',
});

/** /akkreditierung…, /beratungsprofil/:consultant/akkreditierung… */
export function ownRoutes({ db, clock }: Services, accreditation: Accreditation) {
  const today = () => clock.today();
  const param = (c: Ctx, name: string) => c.req.param(name as never) ?? '';

  async function personOf(c: Ctx) {
    const id = param(c, 'consultant');
    const person = isId(id) ? await consultantById(db, id) : undefined;
    if (!person) throw new HttpError(404);
    return person;
  }

  /** Until when what is missing has to be there: the end of what one has, of the transition, of the campaign. */
  async function meetBy(consultantId: string, until: string | null): Promise<string | null> {
    if (until === null) return null;
    const [newest] = await accreditationsOf(db, consultantId);
    const scheme = newest?.scheme ?? accreditation.schemes.find((each) => each.replaces)?.replaces?.scheme ?? '';
    const running = (await campaigns(db)).filter((each) => each.state !== 'ended' && each.state !== 'draft').map((each) => each.deadline);
    return [honouredUntil(accreditation.schemes, scheme, until), ...running].toSorted()[0] ?? null;
  }

  async function page(c: Ctx, form: FormState = emptyForm(c.get('locale')), fault?: string): Promise<Response> {
    const consultant = await personOf(c);
    const scheme = schemeOn(accreditation.schemes, consultant.kind, today());
    const rows = await applicationsOf(db, consultant.id);
    const charters = new Set(scheme?.requirements.flatMap((each) => (each.kind === 'charter' ? [each.charter] : [])));
    return ownPage(c, {
      consultant,
      scheme,
      requirements: scheme ? requirementsOf(scheme, await standingOf(db, consultant.id, scheme.id, today()), today()) : [],
      meetBy: await meetBy(consultant.id, consultant.accredited_until),
      charters: accreditation.charters.filter((charter) => charters.has(charter.id)),
      applications: await Promise.all(
        rows.map(async (application) => ({
          application,
          scheme: accreditation.scheme(application.scheme),
          evidence: await evidenceOf(db, application.id),
          objections: await objectionsOf(db, application.id),
        })),
      ),
      today: today(),
      form,
      fault,
    });
  }
  const back = (c: Ctx, flash: string) => {
    leaveFlash(c, flash);
    return c.redirect(`/beratungsprofil/${param(c, 'consultant')}/akkreditierung`, 303);
  };
  async function applicationOf(c: Ctx) {
    const id = param(c, 'application');
    const row = isId(id) ? await applicationById(db, id) : undefined;
    if (row?.consultant_id !== param(c, 'consultant')) throw new HttpError(404);
    return row;
  }

  return new Hono<Env>()
    .get('/akkreditierung', (c) => schemesPage(c, accreditation.schemes))
    .get('/akkreditierung/:scheme', (c) => {
      const scheme = accreditation.scheme(param(c, 'scheme'));
      return schemePage(
        c,
        scheme,
        accreditation.schemes.find((each) => each.id === scheme.replaces?.scheme),
      );
    })
    .get('/beratungsprofil/:consultant/akkreditierung', (c) => page(c))
    .post('/beratungsprofil/:consultant/akkreditierung', async (c) => {
      const consultant = await personOf(c);
      const scheme = schemeOn(accreditation.schemes, consultant.kind, today());
      if (!scheme) throw new HttpError(404);
      const locale = c.get('locale');
      const { input } = await evidenceUpload.read(c);
      const form = parseForm(
        z.object({ evidenceTitle: field.text(160), evidence: field.text(MOST_EVIDENCE), note: field.text(3000) }),
        input,
        locale,
      );
      if (!form.ok) return page(c, { locale, input, errors: form.errors });
      const { evidence, evidenceTitle, note } = form.value;
      const wanted = scheme.requirements.find((each) => each.kind === 'charter');
      const charter = accreditation.charters.find((each) => each.id === wanted?.charter && input[`charter-${each.id}`] !== undefined);
      const done = await accreditation.applications.apply(consultant.id, userOf(c), scheme, {
        note,
        charter: charter && { id: charter.id, version: charter.version },
        evidence: evidence === '' ? [] : [{ title: evidenceTitle || accreditationTexts(locale).own.evidence, content: evidence }],
      });
      if (!done.ok) return page(c, { locale, input, errors: {} }, accreditationTexts(locale).faults[done.fault]);
      return back(c, 'eingereicht');
    })
    .post('/beratungsprofil/:consultant/akkreditierung/:application/zuruecknehmen', async (c) => {
      await withdrawApplication(db, await applicationOf(c));
      return back(c, 'zurueckgenommen');
    })
    .post('/beratungsprofil/:consultant/akkreditierung/:application/widerspruch', async (c) => {
      const application = await applicationOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const name = `text-${application.id}`;
      const form = parseForm(z.object({ [name]: field.required(5000) }), input, locale);
      if (!form.ok) return page(c, { locale, input, errors: form.errors });
      const done = await accreditation.applications.object(application, form.value[name] ?? '');
      if (!done.ok) return page(c, { locale, input, errors: {} }, accreditationTexts(locale).faults[done.fault]);
      return back(c, 'widersprochen');
    });
}
