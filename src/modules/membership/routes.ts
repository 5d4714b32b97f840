import { Hono } from 'hono';
import { z } from 'zod';
import { emptyForm, type FormState } from '#design/index.ts';
import { field, parseForm, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { askedPage, mapPage, pageOfAll } from '#platform/lists.ts';
import type { Places } from '#reference/index.ts';
import { may, permit, peopleByIds, placesOf } from '#modules/accounts/index.ts';
import { listBodies } from '#modules/governance/index.ts';
import {
  listOrganisations,
  type OrganisationContent,
  organisationById,
  organisationInput,
  organisationKind,
} from '#modules/organisations/index.ts';
import { admissionsPage, applicationPage, chartersPage, ownChartersPage } from './pages.tsx';
import { applyPage, leavePage } from './pages-organisation.tsx';
import type { MembershipService } from './service.ts';
import { acceptancesOf, allAcceptances, applicationById, departureOf, listApplications } from './store.ts';
import { membershipTexts } from './texts.ts';

const wordForm = z.object({ word: field.text(1000) });
const leaveForm = z.object({ on: field.optionalDay(), reason: field.text(1000) });

/** /vereinbarungen, /partner-werden, /aufnahmen, and charters and departure of an organisation */
export function membershipRoutes({ db, clock, limits }: Services, service: MembershipService, places: Places) {
  async function organisationOf(c: Ctx) {
    const id = c.req.param('organisation') ?? '';
    const organisation = isId(id) ? await organisationById(db, id) : undefined;
    if (!organisation) throw new HttpError(404);
    return organisation;
  }

  async function showApplication(c: Ctx, form: FormState, fault?: string): Promise<Response> {
    const id = c.req.param('id') ?? '';
    const application = isId(id) ? await applicationById(db, id) : undefined;
    if (!application) throw new HttpError(404);
    permit('membership.decide', { body: application.body_id });
    const people = await peopleByIds(db, application.applicant ? [application.applicant] : []);
    const applicant = people.get(application.applicant ?? '');
    const shown = organisationKind.show(application.content as OrganisationContent, c.get('locale'));
    return applicationPage(c, application, shown, applicant ? `${applicant.name} ${applicant.email}`.trim() : '–', form, fault);
  }

  async function list(c: Ctx): Promise<Response> {
    const isOffice = may(c.get('actor'), 'office.desk');
    const applications = await listApplications(db, askedPage(c), { bodies: placesOf(c.get('actor'), 'membership.decide', 'body') });
    const acceptances = await allAcceptances(db);
    const current = service.current();
    const partners = (await listOrganisations(db)).filter((organisation) => !organisation.demo);
    const organisations = mapPage(pageOfAll(partners, askedPage(c, undefined, 'partner')), ({ id, name }) => ({
      id,
      name,
      accepted: current.filter((each) =>
        acceptances.some((row) => row.organisation_id === id && row.charter === each.charter && row.version === each.version),
      ).length,
    }));
    return admissionsPage(c, {
      applications,
      organisations,
      charterCount: current.length,
      bodies: await listBodies(db),
      body: await service.decidingBody(),
      isOffice,
    });
  }

  const applying = new Hono<Env>()
    .get('/vereinbarungen', async (c) => chartersPage(c, service.charters, await allAcceptances(db)))
    .get('/partner-werden', (c) => applyPage(c, emptyForm(c.get('locale')), service.charters))
    .post('/partner-werden', limits('apply', 10, 3600), async (c) => {
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = organisationInput(input, locale, places);
      const errors = form.ok ? {} : { ...form.fault };
      for (const { charter } of service.current())
        if (typed(input, `charter_${charter}`) === '') errors[`charter_${charter}`] = membershipTexts(locale).apply.needAccept;
      if (!form.ok || Object.keys(errors).length > 0) return applyPage(c, { locale, input, errors }, service.charters);
      await service.apply(form.value);
      c.set('isDone', true);
      return applyPage(c, emptyForm(locale), service.charters, true);
    });

  const deciding = new Hono<Env>()
    .get('/aufnahmen', list)
    .post('/aufnahmen/gremium', async (c) => {
      const id = typed(await readForm(c), 'gremium');
      const isBody = (await listBodies(db)).some((body) => body.id === id);
      await service.setDecidingBody(isBody ? id : null);
      leaveFlash(c, 'gespeichert');
      return c.redirect('/aufnahmen', 303);
    })
    .post('/aufnahmen/:id/vorlage', async (c) => {
      const id = c.req.param('id');
      if (!isId(id)) throw new HttpError(404);
      const asked = await service.ask(id);
      const t = membershipTexts(c.get('locale')).list;
      if (!asked.ok) return showApplication(c, emptyForm(c.get('locale')), asked.fault === 'noBody' ? t.noBody : t.decided);
      return c.redirect(`/gremienarbeit/vorlagen/${asked.value}`, 303);
    })
    .get('/aufnahmen/:id', (c) => showApplication(c, emptyForm(c.get('locale'))))
    .post('/aufnahmen/:id', async (c) => {
      const id = c.req.param('id');
      if (!isId(id)) throw new HttpError(404);
      const locale = c.get('locale');
      const t = membershipTexts(locale).list;
      const input = await readForm(c);
      const form = parseForm(wordForm, input, locale);
      if (!form.ok) return showApplication(c, { locale, input, errors: form.errors });
      const isAdmission = typed(input, 'tun') === 'aufnehmen';
      if (!isAdmission && form.value.word === '') return showApplication(c, { locale, input, errors: { word: t.needWord } });
      const done = isAdmission ? await service.admit(id, form.value.word) : await service.decline(id, form.value.word);
      if (!done.ok) return showApplication(c, { locale, input, errors: {} }, done.fault === 'needsBody' ? t.needsBody : t.decided);
      leaveFlash(c, isAdmission ? 'aufgenommen' : 'abgelehnt');
      return c.redirect('/aufnahmen', 303);
    });

  const own = new Hono<Env>()
    .get('/organisation/:organisation/vereinbarungen', async (c) => {
      const organisation = await organisationOf(c);
      const mayAccept = may(c.get('actor'), 'charter.accept', { organisation: organisation.id });
      return ownChartersPage(c, organisation, service.charters, await acceptancesOf(db, organisation.id), mayAccept);
    })
    .post('/organisation/:organisation/vereinbarungen/:charter', async (c) => {
      const organisation = await organisationOf(c);
      await service.accept(organisation.id, c.req.param('charter'));
      leaveFlash(c, 'angenommen');
      return c.redirect(`/organisation/${organisation.id}/vereinbarungen`, 303);
    })
    .get('/organisation/:organisation/austritt', async (c) => {
      const organisation = await organisationOf(c);
      return leavePage(c, organisation, await departureOf(db, organisation.id), emptyForm(c.get('locale')));
    })
    .post('/organisation/:organisation/austritt', async (c) => {
      const organisation = await organisationOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(leaveForm, input, locale);
      const today = clock.today();
      const isPast = form.ok && (form.value.on === undefined || form.value.on < today);
      if (!form.ok || isPast || !form.value.on) {
        const errors = form.ok ? { on: membershipTexts(locale).leave.tooEarly } : form.errors;
        return leavePage(c, organisation, undefined, { locale, input, errors });
      }
      await service.leave(organisation.id, form.value.on, form.value.reason);
      leaveFlash(c, 'erklaert');
      return c.redirect(`/organisation/${organisation.id}/austritt`, 303);
    })
    .post('/organisation/:organisation/austritt/zuruecknehmen', async (c) => {
      const organisation = await organisationOf(c);
      await service.stay(organisation.id);
      leaveFlash(c, 'bleibt');
      return c.redirect(`/organisation/${organisation.id}/austritt`, 303);
    });

  return new Hono<Env>().route('/', applying).route('/', deciding).route('/', own);
}
