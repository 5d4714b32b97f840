import { Hono } from 'hono';
import { z } from 'zod';
import { filledForm, type FormState } from '#design/index.ts';
import { field, type FormInput, parseForm, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { compareText } from '#platform/i18n/format.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { isId, newId } from '#platform/ids.ts';
import { askedPage } from '#platform/lists.ts';
import { distanceKm } from '#reference/index.ts';
import { addMember, areaOf, districtsOfOthers, membersOf, type Network, removeMember, saveNetwork } from '#modules/networks/index.ts';
import { allOrganisations, organisationById, organisationsByIds } from '#modules/organisations/index.ts';
import { isAsked } from './model.ts';
import { deskPage } from './pages/desk.tsx';
import { EVENTS } from './pages/public.tsx';
import { areaPage, eventPage, recognitionPage } from './pages/forms.tsx';
import { answersIn, type RegionsRouteParts, unsaid } from './route-parts.ts';
import { regionsPublishing } from './routes-publishing.ts';
import { eventById, eventsFrom, recognitionsOf, reportsOf, saveEvent, standingOf } from './store.ts';
import { regionsTexts } from './texts.ts';

const NEAR_DISTRICTS = 40;
const REPORT_YEARS = 3;

const areaForm = z.object({ description: field.required(2000), email: field.email() });
const eventForm = z.object({
  title: field.required(160),
  day: field.optionalDay().refine((day) => day !== undefined, 'required'),
  hours: field.text(60),
  place: field.required(200),
  description: field.required(3000),
  link: field.text(500).refine((text) => text === '' || /^https:\/\/[^\s<>"]+\.[^\s<>"]+$/.test(text), 'invalid'),
});
const answerForm = z.object({ antwort: field.choice(['alive', 'resting'] as const) });

/** /netzwerk/:network…, /vor-ort/:slug/berichte/… */
export function regionsRoutes({ services, regions, topics, places }: RegionsRouteParts) {
  const { db, clock } = services;
  const { config } = regions;
  const param = (c: Ctx, name: string) => c.req.param(name as never) ?? '';
  const networkIn = (c: Ctx) => regions.network(param(c, 'network'));
  const backTo = (c: Ctx, network: Network, flash: string) => {
    leaveFlash(c, flash);
    return c.redirect(`/netzwerk/${network.id}`, 303);
  };

  async function desk(c: Ctx): Promise<Response> {
    const network = await networkIn(c);
    const [standing, events, memberIds, organisations, accepted, rows, reports, shared] = await Promise.all([
      standingOf(db, network.id),
      eventsFrom(db, network.id, regions.today(), askedPage(c, undefined, EVENTS)),
      membersOf(db, network.id),
      allOrganisations(db),
      regions.accepted(),
      recognitionsOf(db, network.id),
      reportsOf(db, network.id),
      regions.shared(network),
    ]);
    const own = new Set(memberIds);
    const members = [...(await organisationsByIds(db, memberIds)).values()].toSorted((a, b) => compareText(a.name, b.name));
    const thisYear = Number(clock.today().slice(0, 4));
    return deskPage(
      c,
      {
        network,
        isAsked: isAsked(standing?.asked_on ?? null, network.last_activity),
        events,
        members,
        others: organisations.filter(({ id, state }) => !own.has(id) && state === 'published'),
        accepted,
        recognition: rows.find(({ state }) => state === 'recognised') ?? rows[0],
        reports: Array.from({ length: REPORT_YEARS }, (_, back) => thisYear - back).map((year) => ({
          year,
          report: reports.find((report) => report.year === year),
        })),
        shared,
      },
      places,
      topics,
    );
  }

  /** The districts one may choose: those around the seat, and those that are chosen already. */
  function districtsAround(network: Network, chosen: readonly string[]) {
    const near = [...places.centres]
      .map(([key, centre]) => ({ key, km: distanceKm(network, centre) }))
      .toSorted((a, b) => a.km - b.km)
      .slice(0, NEAR_DISTRICTS)
      .map(({ key }) => key);
    return [...new Set([...near, ...chosen])]
      .flatMap((key) => places.districts.get(key) ?? [])
      .map(({ key, name }) => ({ value: key, label: name }))
      .toSorted((a, b) => compareText(a.label, b.label));
  }

  const area = new Hono<Env>()
    .get('/netzwerk/:network/gebiet', async (c) => {
      const network = await networkIn(c);
      const chosen = await areaOf(db, network.id);
      const form: FormState = filledForm(c.get('locale'), { description: network.description, email: network.email });
      return areaPage(c, network, { ...form, input: { ...form.input, districts: chosen } }, districtsAround(network, chosen));
    })
    .post('/netzwerk/:network/gebiet', async (c) => {
      const network = await networkIn(c);
      const input = await readForm(c);
      const form = parseForm(areaForm, input, c.get('locale'));
      const chosen = await areaOf(db, network.id);
      const offered = districtsAround(network, chosen);
      const wanted = [...new Set((input['districts'] ?? []).filter((key) => offered.some(({ value }) => value === key)))];
      const taken = [...(await districtsOfOthers(db, network, wanted))].map(
        ([key, name]) => `${places.districts.get(key)?.name ?? key} (${name})`,
      );
      if (!form.ok || taken.length > 0) {
        const errors = form.ok ? { districts: regionsTexts(c.get('locale')).area.taken(taken.join(', ')) } : form.errors;
        return areaPage(c, network, { locale: c.get('locale'), input, errors }, offered);
      }
      await saveNetwork(db, network, { ...form.value, updated_at: clock.now() }, wanted);
      await regions.live(network);
      return backTo(c, network, 'gespeichert');
    })
    .post('/netzwerk/:network/stand', async (c) => {
      const network = await networkIn(c);
      const form = parseForm(answerForm, await readForm(c), c.get('locale'));
      if (!form.ok) throw new HttpError(422);
      await regions.answer(network, form.value.antwort);
      return backTo(c, network, 'beantwortet');
    })
    .post('/netzwerk/:network/partner', async (c) => {
      const network = await networkIn(c);
      const id = typed(await readForm(c), 'organisation');
      const organisation = isId(id) ? await organisationById(db, id) : undefined;
      if (!organisation) throw new HttpError(422);
      await addMember(db, network.id, organisation.id);
      return backTo(c, network, 'dazu');
    })
    .post('/netzwerk/:network/partner/:organisation/entfernen', async (c) => {
      const network = await networkIn(c);
      const id = param(c, 'organisation');
      if (!isId(id)) throw new HttpError(404);
      await removeMember(db, network.id, id);
      return backTo(c, network, 'heraus');
    });

  /** An event of this network. @throws HttpError 404 */
  async function eventIn(c: Ctx, network: Network) {
    const id = param(c, 'event');
    const event = isId(id) ? await eventById(db, network.id, id) : undefined;
    if (!event) throw new HttpError(404);
    return event;
  }

  async function keepEvent(c: Ctx, network: Network, known: Awaited<ReturnType<typeof eventIn>> | undefined): Promise<Response> {
    const locale = c.get('locale');
    const input = await readForm(c);
    const form = parseForm(eventForm, input, locale);
    if (!form.ok) {
      const { linkFault, dayFault } = regionsTexts(locale).event;
      const errors = { ...form.errors };
      if (errors['link'] !== undefined && typed(input, 'link').length <= 500) errors['link'] = linkFault;
      if (errors['day'] !== undefined && typed(input, 'day').trim() === '') errors['day'] = dayFault;
      return eventPage(c, network, { locale, input, errors }, known);
    }
    const now = clock.now();
    await saveEvent(db, {
      ...form.value,
      day: form.value.day ?? regions.today(),
      id: known?.id ?? newId(now.getTime()),
      network_id: network.id,
      cancelled: known?.cancelled ?? false,
      changed_at: now,
    });
    await regions.live(network);
    return backTo(c, network, 'termin');
  }

  const events = new Hono<Env>()
    .get('/netzwerk/:network/termine/neu', async (c) => eventPage(c, await networkIn(c), filledForm(c.get('locale'), {}), undefined))
    .post('/netzwerk/:network/termine/neu', async (c) => keepEvent(c, await networkIn(c), undefined))
    .get('/netzwerk/:network/termine/:event', async (c) => {
      const network = await networkIn(c);
      const event = await eventIn(c, network);
      const { title, day, hours, place, description, link } = event;
      return eventPage(c, network, filledForm(c.get('locale'), { title, day, hours, place, description, link }), event);
    })
    .post('/netzwerk/:network/termine/:event', async (c) => {
      const network = await networkIn(c);
      return keepEvent(c, network, await eventIn(c, network));
    })
    .post('/netzwerk/:network/termine/:event/absagen', async (c) => {
      const network = await networkIn(c);
      const event = await eventIn(c, network);
      // What is wished is said, not turned round: sent twice, it stays the same.
      const cancelled = typed(await readForm(c), 'stand') !== 'findet-statt';
      await saveEvent(db, { ...event, cancelled, changed_at: clock.now() });
      return backTo(c, network, 'terminstand');
    });

  const { criteria } = config.recognition;
  const recognition = new Hono<Env>()
    .get('/netzwerk/:network/anerkennung', async (c) => {
      const network = await networkIn(c);
      const rows = await recognitionsOf(db, network.id);
      return recognitionPage(c, network, config, filledForm(c.get('locale'), rows[0]?.evidence ?? {}), rows);
    })
    .post('/netzwerk/:network/anerkennung', async (c) => {
      const network = await networkIn(c);
      const locale = c.get('locale');
      const input: FormInput = await readForm(c);
      const isFinal = typed(input, 'schritt') === 'stellen';
      const form = parseForm(answersIn(criteria, 3000), input, locale);
      const missing =
        isFinal && form.ok ? unsaid(criteria, form.value, (criterion) => regionsTexts(locale).missing(inLocale(criterion, locale))) : {};
      if (!form.ok || Object.keys(missing).length > 0)
        return recognitionPage(
          c,
          network,
          config,
          { locale, input, errors: form.ok ? missing : form.errors },
          await recognitionsOf(db, network.id),
        );
      if (!(await regions.submit(network, form.value, isFinal))) throw new HttpError(422);
      leaveFlash(c, isFinal ? 'gestellt' : 'entwurf');
      return c.redirect(`/netzwerk/${network.id}/anerkennung`, 303);
    });

  return new Hono<Env>()
    .get('/netzwerk/:network', desk)
    .route('/', area)
    .route('/', events)
    .route('/', recognition)
    .route('/', regionsPublishing(services, regions));
}
