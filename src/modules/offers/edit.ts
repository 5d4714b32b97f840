import { Hono } from 'hono';
import { z } from 'zod';
import { emptyForm } from '#design/index.ts';
import { field, parseForm, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { isId, newId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { placeField, type Places, SECTIONS, SIZES } from '#reference/index.ts';
import { permit } from '#modules/accounts/index.ts';
import { draftOf, type Editorial, standingOf, keepContent, takeStep } from '#modules/editorial/index.ts';
import { organisationsByIds } from '#modules/organisations/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { type OfferContent, offerContent } from './content.ts';
import { type EditPage, editPage, formOf } from './edit-page.tsx';
import { OFFER_KINDS } from './model.ts';
import { isAccessiblePdf } from './pdf.ts';
import { reachOf } from './reach.ts';
import { insertOfferDocument, offerById } from './store.ts';
import { offersTexts } from './texts.ts';

const MOST_TOPICS = 6;
const LARGEST_OFFER_PDF = 10 * 1024 * 1024;

/** The body of an upload may be as large as the largest PDF. */
export const offerBodies = (path: string): number | undefined =>
  /^\/organisation\/[^/]{36}\/angebote\/[^/]{36}\/datei$/.test(path) ? LARGEST_OFFER_PDF + 64 * 1024 : undefined;

const offerForm = z.object({
  kind: field.choice(OFFER_KINDS),
  title: field.required(200),
  summary: field.text(400),
  description: field.text(8000),
  online: field.checkbox(),
  on_site: field.checkbox(),
  free: field.checkbox(),
  price: field.text(200),
  place: field.text(80),
  reach_km: field.optionalInteger(1, 1000),
  nationwide: field.checkbox(),
});

const chosen = (values: string[] | undefined, known: (value: string) => boolean) => [...new Set(values ?? [])].filter(known);

export interface EditParts {
  services: Services;
  editorial: Editorial;
  topics: Topics;
  places: Places;
}

/** /organisation/:organisation/angebote/… */
export function offerEditRoutes({ services, editorial, topics, places }: EditParts) {
  const { db, clock, limits } = services;
  const topicIds = new Set(topics.all.map((topic) => topic.id));
  const kind = editorial.kindOf('offer');

  async function organisationOf(c: Ctx): Promise<{ id: string; name: string }> {
    const id = c.req.param('organisation') ?? '';
    const found = isId(id) ? (await organisationsByIds(db, [id])).get(id) : undefined;
    if (!found) throw new HttpError(404);
    permit('offer.edit', { organisation: id });
    return found;
  }

  /** The offer of the address, only where it belongs to the organisation of the address. */
  async function partsOf(c: Ctx): Promise<Omit<EditPage, 'form'>> {
    const organisation = await organisationOf(c);
    const id = c.req.param('id') ?? '';
    if (!isId(id)) throw new HttpError(404);
    const at = { kind: 'offer', subject: id };
    const [draft, standing, offer] = await Promise.all([draftOf(db, 'offer', id), standingOf(db, 'offer', id), offerById(db, id)]);
    const owner = draft?.owner ?? offer?.organisation_id;
    if (owner !== organisation.id) throw new HttpError(404);
    const content = offerContent.parse(draft?.content ?? (await kind.published(db, at.subject)));
    const publicPath = offer?.state === 'published' ? `/angebote/${offer.slug}` : undefined;
    return { organisation, id, isNew: false, content, draft, standing, publicPath };
  }

  async function save(c: Ctx, page: Omit<EditPage, 'form'>): Promise<Response> {
    const locale = c.get('locale');
    const input = await readForm(c);
    const form = parseForm(offerForm, input, locale);
    const errors = form.ok ? {} : { ...form.errors };
    const location = placeField(places, typed(input, 'place').trim().slice(0, 80), locale);
    if (!location.ok) errors['place'] = location.fault;
    const picked = chosen(input['topics'], (id) => topicIds.has(id));
    if (picked.length > MOST_TOPICS) errors['topics'] = offersTexts(locale).form.tooMany;
    if (!form.ok || !location.ok || Object.keys(errors).length > 0)
      return editPage(c, { ...page, form: { locale, input, errors } }, topics);
    const { nationwide, reach_km: km, ...said } = form.value;
    const content: OfferContent = {
      ...said,
      reach_km: reachOf({ onSite: said.on_site, km, isNationwide: nationwide }, places, location.value),
      location: location.value,
      topics: picked,
      sizes: chosen(input['sizes'], (size) => (SIZES as readonly string[]).includes(size)),
      languages: chosen(input['languages'], (code) => code in offersTexts('de').languageNames),
      industries: chosen(input['industries'], (code) => SECTIONS.some((section) => section.code === code)),
      document: page.content?.document ?? null,
    };
    const at = { kind: 'offer', subject: page.id };
    const { ask } = await keepContent(c, editorial, at, { scope: 'organisation', id: page.organisation.id }, content, input);
    return c.redirect(ask ?? `/organisation/${page.organisation.id}/angebote/${page.id}`, 303);
  }

  return new Hono<Env>()
    .get('/organisation/:organisation/angebote/neu', async (c) => {
      const blank = { id: '', isNew: true, content: undefined, draft: undefined, standing: undefined, publicPath: undefined };
      const form = { ...emptyForm(c.get('locale')), input: { languages: ['de'], on_site: ['ja'] } };
      return editPage(c, { ...blank, organisation: await organisationOf(c), form }, topics);
    })
    .post('/organisation/:organisation/angebote/neu', limits('offer', 120, 3600), async (c) =>
      save(c, {
        organisation: await organisationOf(c),
        id: newId(clock.now().getTime()),
        isNew: true,
        content: undefined,
        draft: undefined,
        standing: undefined,
        publicPath: undefined,
      }),
    )
    .get('/organisation/:organisation/angebote/:id', async (c) => {
      const page = await partsOf(c);
      const form = page.content ? formOf(c.get('locale'), page.content) : emptyForm(c.get('locale'));
      return editPage(c, { ...page, form }, topics);
    })
    .post('/organisation/:organisation/angebote/:id', async (c) => save(c, await partsOf(c)))
    .post('/organisation/:organisation/angebote/:id/datei', limits('offer-pdf', 60, 3600), async (c) => {
      const page = await partsOf(c);
      const data = await c.req.formData().catch(() => undefined);
      const file = data?.get('datei');
      const bytes = file instanceof File && file.size <= LARGEST_OFFER_PDF ? new Uint8Array(await file.arrayBuffer()) : undefined;
      const accessible = bytes ? await isAccessiblePdf(bytes) : undefined;
      if (!(file instanceof File) || !bytes || accessible === undefined || !page.content) {
        const form = page.content ? formOf(c.get('locale'), page.content) : emptyForm(c.get('locale'));
        return editPage(c, { ...page, form, fileFault: offersTexts(c.get('locale')).form.noPdf }, topics);
      }
      const id = newId(clock.now().getTime());
      const name = file.name.slice(0, 200);
      await insertOfferDocument(db, {
        id,
        organisation_id: page.organisation.id,
        name,
        size: bytes.length,
        bytes: Buffer.from(bytes),
        accessible,
        created_at: clock.now(),
      });
      const content = { ...page.content, document: { id, name, accessible } };
      await editorial.save({ kind: 'offer', subject: page.id }, { scope: 'organisation', id: page.organisation.id }, content);
      leaveFlash(c, 'entwurf');
      return c.redirect(`/organisation/${page.organisation.id}/angebote/${page.id}`, 303);
    })
    .post('/organisation/:organisation/angebote/:id/:schritt', async (c) => {
      const page = await partsOf(c);
      const isGone = c.req.param('schritt') === 'verwerfen' && !page.standing;
      const back = isGone ? `/organisation/${page.organisation.id}` : `/organisation/${page.organisation.id}/angebote/${page.id}`;
      return takeStep(c, editorial, { kind: 'offer', subject: page.id }, back);
    });
}
