import { asciiEmail } from '#platform/forms/email.ts';
import { Hono } from 'hono';
import { z } from 'zod';
import { ErrorSummary, type FormState, renderPage, Select, TextArea, TextField } from '#design/index.ts';
import { field, type FormErrors, type FormInput, parseForm, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { isId } from '#platform/ids.ts';
import { slugify } from '#platform/slug.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { placeField, type Places } from '#reference/index.ts';
import { permit } from '#modules/accounts/index.ts';
import {
  contentFlashes,
  ContentSteps,
  ContentWay,
  draftOf,
  type Editorial,
  Findings,
  type Kind,
  SaveButtons,
  standingOf,
  keepContent,
  takeStep,
} from '#modules/editorial/index.ts';
import { type OrganisationContent, organisationContent, organisationFindings, showOrganisation } from './content.ts';
import { type Contact, ORGANISATION_KINDS, type Organisation } from './model.ts';
import { organisationById, saveOrganisation, setOrganisationState } from './store.ts';
import { organisationsTexts } from './texts.ts';

const CONTACTS = 3;

const contentOf = (organisation: Organisation): OrganisationContent => {
  const { name, kind, description, email, website, contacts, postal_code, town, district, lat, lon } = organisation;
  const place = [postal_code, town].filter(Boolean).join(' ');
  return { name, kind, description, email, website: website ?? '', contacts, place, location: { postal_code, town, district, lat, lon } };
};

/** Profiles of organisations as a kind of content that goes through review. */
export const organisationKind: Kind = {
  name: 'organisation',
  action: 'organisation.edit',
  editors: ['organisationEditor', 'organisationCoordinator'],
  title: (content) => organisationContent.parse(content).name,
  show: (content, locale) => showOrganisation(organisationContent.parse(content), locale),
  findings: (content) => organisationFindings(organisationContent.parse(content)),
  editPath: (_, owner) => `/organisation/${owner.id}/profil`,

  async published(db, subject) {
    const organisation = await organisationById(db, subject);
    return organisation && contentOf(organisation);
  },

  async publish(trx, subject, _, content, now) {
    const { place: __, location, website, ...values } = organisationContent.parse(content);
    if (!location) throw new Error('an organisation without a place cannot be published: its findings say so');
    const known = await organisationById(trx, subject);
    await saveOrganisation(trx, {
      ...values,
      ...location,
      website: website || null,
      id: subject,
      slug: known?.slug ?? `${slugify(values.name)}-${subject.slice(-4)}`,
      since: known?.since ?? null,
      demo: known?.demo ?? false,
      updated_at: now,
    });
  },

  setVisible: (trx, subject, isVisible, isMarked) => setOrganisationState(trx, subject, isVisible ? 'published' : 'hidden', isMarked),
};

const organisationForm = z.object({
  name: field.required(200),
  kind: field.choice(ORGANISATION_KINDS),
  description: field.text(4000),
  email: field.email(),
  website: field.text(300),
  place: field.required(80),
});

const contactNames = (number: number) => ['name', 'role', 'email', 'phone'].map((part) => `contact_${part}_${number}`);

function contactsOf(input: FormInput): Contact[] {
  return Array.from({ length: CONTACTS }, (_, index) => {
    const [name = '', role = '', email = '', phone = ''] = contactNames(index + 1).map((field_) =>
      typed(input, field_).replaceAll('\0', '').trim().slice(0, 200),
    );
    return { name, role, email: asciiEmail(email) ?? '', phone };
  }).filter((contact) => contact.name !== '');
}

const formOf = (locale: Locale, content: OrganisationContent): FormState => {
  const { location: _, contacts, ...values } = content;
  const input: FormInput = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, [String(value)]]));
  contacts.forEach((contact, index) => {
    const parts = [contact.name, contact.role, contact.email, contact.phone];
    contactNames(index + 1).forEach((name, part) => {
      input[name] = [parts[part] ?? ''];
    });
  });
  return { locale, input, errors: {} };
};

const isWebsite = (text: string) => text === '' || (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol));

/** The fields of a profile, for the profile itself and for an application. */
export function organisationFields({ form }: { form: FormState }) {
  const t = organisationsTexts(form.locale);
  const f = t.form;
  return (
    <>
      <TextField form={form} name="name" label={f.name} maxLength={200} />
      <Select form={form} name="kind" label={f.kind} options={ORGANISATION_KINDS.map((kind) => ({ value: kind, label: t.kinds[kind] }))} />
      <TextArea form={form} name="description" label={f.description} hint={f.descriptionHint} rows={6} maxLength={4000} />
      <TextField form={form} name="email" label={f.email} type="email" maxLength={254} width="medium" />
      <TextField form={form} name="website" label={f.website} hint={f.websiteHint} type="url" maxLength={300} optional />
      <TextField form={form} name="place" label={f.place} suggest="/api/orte" maxLength={80} width="medium" />
      {Array.from({ length: CONTACTS }, (_, index) => (
        <fieldset class="kern-fieldset" key={index}>
          <legend class="kern-label">{f.contact(index + 1)}</legend>
          <p class="kern-hint">{f.contactHint}</p>
          <div class="form-row">
            {contactNames(index + 1).map((name, part) => (
              <TextField
                key={name}
                form={form}
                name={name}
                label={[f.contactName, f.contactRole, f.contactEmail, f.contactPhone][part] ?? ''}
                maxLength={200}
                width="short"
                optional
              />
            ))}
          </div>
        </fieldset>
      ))}
    </>
  );
}

/** Reads the fields of a profile; every wrong one is named. */
export function organisationInput(input: FormInput, locale: Locale, places: Places): Result<OrganisationContent, FormErrors> {
  const form = parseForm(organisationForm, input, locale);
  const errors = form.ok ? {} : { ...form.errors };
  const location = placeField(places, typed(input, 'place').trim().slice(0, 80), locale);
  if (!location.ok) errors['place'] = location.fault;
  if (form.ok && !isWebsite(form.value.website)) errors['website'] = organisationsTexts(locale).form.wrongWebsite;
  if (!form.ok || !location.ok || Object.keys(errors).length > 0) return refused(errors);
  return ok({ ...form.value, location: location.value, contacts: contactsOf(input) });
}

/** /organisation/:organisation/profil */
export function profileRoutes({ db }: Services, editorial: Editorial, places: Places) {
  async function partsOf(c: Ctx) {
    const id = c.req.param('organisation') ?? '';
    const organisation = isId(id) ? await organisationById(db, id) : undefined;
    if (!organisation) throw new HttpError(404);
    permit('organisation.edit', { organisation: id });
    const [draft, standing] = await Promise.all([draftOf(db, 'organisation', id), standingOf(db, 'organisation', id)]);
    const content = draft ? organisationContent.parse(draft.content) : contentOf(organisation);
    return { organisation, draft, standing, content };
  }

  async function show(c: Ctx, form?: FormState): Promise<Response> {
    const locale = c.get('locale');
    const t = organisationsTexts(locale).form;
    const { organisation, draft, standing, content } = await partsOf(c);
    const base = `/organisation/${organisation.id}/profil`;
    const shown = form ?? formOf(locale, content);
    return renderPage(c, {
      title: t.title,
      isPrivate: true,
      status: Object.keys(shown.errors).length > 0 ? 422 : 200,
      flashes: contentFlashes(locale),
      crumbs: [{ href: `/organisation/${organisation.id}`, label: organisation.name }],
      children: (
        <>
          <h1>
            {t.title}: {organisation.name}
          </h1>
          <p class="lead">{t.lead}</p>
          <ContentWay draft={draft} standing={standing} locale={locale} />
          {draft && <Findings findings={organisationFindings(content)} locale={locale} />}
          <ContentSteps draft={draft} standing={standing} base={base} publicPath={`/partner/${organisation.slug}`} locale={locale} />
          <ErrorSummary errors={shown.errors} locale={locale} />
          <form method="post" action={base} class="form">
            {organisationFields({ form: shown })}
            <SaveButtons locale={locale} />
          </form>
        </>
      ),
    });
  }

  return new Hono<Env>()
    .get('/organisation/:organisation/profil', (c) => show(c))
    .post('/organisation/:organisation/profil', async (c) => {
      const { organisation } = await partsOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = organisationInput(input, locale, places);
      if (!form.ok) return show(c, { locale, input, errors: form.fault });
      const at = { kind: 'organisation', subject: organisation.id };
      await keepContent(c, editorial, at, { scope: 'organisation', id: organisation.id }, form.value, input);
      return c.redirect(`/organisation/${organisation.id}/profil`, 303);
    })
    .post('/organisation/:organisation/profil/:schritt', async (c) => {
      const { organisation } = await partsOf(c);
      const back = `/organisation/${organisation.id}/profil`;
      return takeStep(c, editorial, { kind: 'organisation', subject: organisation.id }, back);
    });
}
