import { Hono } from 'hono';
import { z } from 'zod';
import {
  Checkbox,
  CheckGroup,
  ErrorSummary,
  filledForm,
  type FormState,
  LinkButton,
  renderPage,
  TabList,
  TextArea,
  TextField,
} from '#design/index.ts';
import { field, parseForm, typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { formatDay } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { isId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { placeField, type Places, SECTIONS } from '#reference/index.ts';
import { accountsTexts, may, permit, recordConsent, roomsFor } from '#modules/accounts/index.ts';
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
import { offersTexts } from '#modules/offers/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { type ConsultantContent, consultantContent, consultantFindings, showConsultant } from './content.ts';
import { type Consultant, isAccredited } from './model.ts';
import { TimeForm } from './time-form.tsx';
import { availabilityOf, consultantById, saveAvailability, saveConsultant, setConsultantState } from './store.ts';
import { consultantsTexts } from './texts.ts';

const contentOf = (person: Consultant): ConsultantContent => {
  const { name, email, summary, about, topics, industries, languages, online, free, reach_km } = person;
  const { postal_code, town, district, lat, lon } = person;
  const place = [postal_code, town].filter(Boolean).join(' ');
  return {
    name,
    email,
    summary,
    about,
    topics,
    industries,
    languages,
    online,
    free,
    reach_km,
    place,
    location: { postal_code, town, district, lat, lon },
  };
};

/** Profiles of consultants as a kind of content that goes through review. */
export const consultantKind = (topics: Topics): Kind => ({
  name: 'consultant',
  action: 'consultant.edit',
  editors: ['consultant'],
  title: (content) => consultantContent.parse(content).name,
  show: (content, locale) => showConsultant(consultantContent.parse(content), locale, (id, language) => topics.label(id, language)),
  findings: (content) => consultantFindings(consultantContent.parse(content)),
  editPath: (subject) => `/beratungsprofil/${subject}`,

  async published(db, subject) {
    const person = await consultantById(db, subject);
    return person && contentOf(person);
  },

  async publish(trx, subject, _, content, now) {
    const { place: __, location, ...values } = consultantContent.parse(content);
    const known = await consultantById(trx, subject);
    if (!location || !known) throw new Error('a profile is published only with a place, and for somebody who is entered');
    await saveConsultant(trx, { ...known, ...values, ...location, updated_at: now });
  },

  setVisible: (trx, subject, isVisible, isMarked) => setConsultantState(trx, subject, isVisible ? 'published' : 'hidden', isMarked),
});

/** The wording of `consultantsTexts.form.consent`; a new wording gets a new number. */
const CONSENT_VERSION = '1';

const profileForm = z.object({
  name: field.required(120),
  email: field.email(),
  summary: field.text(400),
  about: field.text(4000),
  online: field.checkbox(),
  free: field.checkbox(),
  place: field.required(80),
  reach_km: field.optionalInteger(1, 1000),
});

const timeForm = z.object({ capacity: field.optionalInteger(0, 100), away_until: field.optionalDay() });

const formOf = (locale: Locale, content: ConsultantContent): FormState => {
  const { name, email, summary, about, place, topics, industries, languages } = content;
  const single = Object.fromEntries(Object.entries({ name, email, summary, about, place }).map(([key, value]) => [key, [value]]));
  return {
    locale,
    errors: {},
    input: {
      ...single,
      topics,
      industries,
      languages,
      online: content.online ? ['ja'] : [],
      free: content.free ? ['ja'] : [],
      reach_km: [String(content.reach_km)],
    },
  };
};

function Fields({ form, topics }: { form: FormState; topics: Topics }) {
  const { locale } = form;
  const t = consultantsTexts(locale);
  const o = offersTexts(locale);
  return (
    <>
      <TextField form={form} name="name" label={t.form.name} maxLength={120} width="medium" />
      <TextField form={form} name="email" label={t.form.email} type="email" maxLength={254} width="medium" />
      <TextArea form={form} name="summary" label={t.form.summary} rows={2} maxLength={400} />
      <TextArea form={form} name="about" label={t.form.about} hint={t.form.aboutHint} rows={6} maxLength={4000} />
      <CheckGroup
        form={form}
        name="topics"
        label={t.topics}
        groups={topics.fields.map((field_) => ({
          label: inLocale(field_, locale),
          options: topics.all
            .filter((topic) => topic.field === field_.id)
            .map((topic) => ({ value: topic.id, label: inLocale(topic, locale) })),
        }))}
      />
      <TextField form={form} name="place" label={t.form.place} suggest="/api/orte" maxLength={80} width="medium" />
      <TextField form={form} name="reach_km" label={t.form.reach} inputMode="numeric" maxLength={4} width="short" />
      <Checkbox form={form} name="online" label={t.form.online} />
      <Checkbox form={form} name="free" label={t.form.free} />
      <CheckGroup
        form={form}
        name="languages"
        label={t.languages}
        options={Object.entries(o.languageNames).map(([value, label]) => ({ value, label }))}
      />
      <CheckGroup
        form={form}
        name="industries"
        label={t.industries}
        groups={[
          {
            label: t.form.chooseIndustries,
            options: SECTIONS.map((section) => ({ value: section.code, label: inLocale(section, locale) })),
          },
        ]}
      />
    </>
  );
}

/** /beratungsprofil/:consultant */
export function consultantProfileRoutes({ db, clock }: Services, editorial: Editorial, topics: Topics, places: Places) {
  const topicIds = new Set(topics.all.map((topic) => topic.id));

  async function partsOf(c: Ctx) {
    const id = c.req.param('consultant') ?? '';
    const person = isId(id) ? await consultantById(db, id) : undefined;
    if (!person) throw new HttpError(404);
    permit('consultant.edit', { consultant: id });
    const [draft, standing] = await Promise.all([draftOf(db, 'consultant', id), standingOf(db, 'consultant', id)]);
    const content = draft ? consultantContent.parse(draft.content) : contentOf(person);
    return { person, draft, standing, content };
  }

  async function show(c: Ctx, form?: FormState, timeFault?: FormState): Promise<Response> {
    const locale = c.get('locale');
    const t = consultantsTexts(locale);
    const { person, draft, standing, content } = await partsOf(c);
    const base = `/beratungsprofil/${person.id}`;
    const shown = form ?? formOf(locale, content);
    const [said] = await availabilityOf(db, [person.id]);
    const time = timeFault ?? filledForm(locale, { capacity: said?.capacity?.toString() ?? '', away_until: said?.away_until ?? '' });
    const today = clock.today();
    return renderPage(c, {
      title: person.name,
      isPrivate: true,
      status: Object.keys(shown.errors).length > 0 || Object.keys(time.errors).length > 0 ? 422 : 200,
      flashes: { ...contentFlashes(locale), zeit: t.time.saved },
      crumbs: [{ href: '/konto', label: accountsTexts(locale).account }],
      children: (
        <>
          <h1>{person.name}</h1>
          <p class="lead">{t.form.lead}</p>
          <p>
            {isAccredited(person, today) ? t.accredited(formatDay(person.accredited_until ?? '', locale)) : t.notAccredited}.{' '}
            <span class="muted">{t.form.accreditationHint}</span>
          </p>
          <div class="actions">
            <LinkButton kind="secondary" href={`${base}/anfragen`}>
              {t.form.requests}
            </LinkButton>
            {may(c.get('actor'), 'accreditation.apply', { consultant: person.id }) && (
              <LinkButton kind="secondary" href={`${base}/akkreditierung`}>
                {t.form.accreditation}
              </LinkButton>
            )}
            <LinkButton kind="tertiary" href={`${base}/sichtbarkeit`}>
              {t.visibility}
            </LinkButton>
          </div>
          <ContentWay draft={draft} standing={standing} locale={locale} />
          {draft && <Findings findings={consultantFindings(content)} locale={locale} />}
          <ContentSteps draft={draft} standing={standing} base={base} publicPath={`/beratung/${person.slug}`} locale={locale} />
          <ErrorSummary errors={shown.errors} locale={locale} />
          <form method="post" action={base} class="form">
            <Fields form={shown} topics={topics} />
            <p class="muted">{t.form.consent}</p>
            <SaveButtons locale={locale} />
          </form>
          <TimeForm form={time} base={base} locale={locale} />
          <h2>{accountsTexts(locale).rooms.title}</h2>
          <TabList links={roomsFor(c)} />
        </>
      ),
    });
  }

  return new Hono<Env>()
    .get('/beratungsprofil/:consultant', (c) => show(c))
    .post('/beratungsprofil/:consultant', async (c) => {
      const { person } = await partsOf(c);
      const locale = c.get('locale');
      const input = await readForm(c);
      const form = parseForm(profileForm, input, locale);
      const errors = form.ok ? {} : { ...form.errors };
      const location = placeField(places, typed(input, 'place').trim().slice(0, 80), locale);
      if (!location.ok) errors['place'] = location.fault;
      if (!form.ok || !location.ok || Object.keys(errors).length > 0) return show(c, { locale, input, errors });
      const content: ConsultantContent = {
        ...form.value,
        reach_km: form.value.reach_km ?? person.reach_km,
        location: location.value,
        topics: (input['topics'] ?? []).filter((id) => topicIds.has(id)),
        languages: (input['languages'] ?? []).filter((code) => code in offersTexts('de').languageNames),
        industries: (input['industries'] ?? []).filter((code) => SECTIONS.some((section) => section.code === code)),
      };
      const at = { kind: 'consultant', subject: person.id };
      const { handedIn } = await keepContent(c, editorial, at, { scope: 'consultant', id: person.id }, content, input);
      if (handedIn) await recordConsent(db, 'profile', CONSENT_VERSION, true);
      return c.redirect(`/beratungsprofil/${person.id}`, 303);
    })
    .post('/beratungsprofil/:consultant/zeit', async (c) => {
      const { person } = await partsOf(c);
      const input = await readForm(c);
      const form = parseForm(timeForm, input, c.get('locale'));
      if (!form.ok) return show(c, undefined, { locale: c.get('locale'), input, errors: form.errors });
      const { capacity, away_until } = form.value;
      await saveAvailability(db, {
        consultant_id: person.id,
        capacity: capacity ?? null,
        away_until: away_until ?? null,
        changed_at: clock.now(),
      });
      leaveFlash(c, 'zeit');
      return c.redirect(`/beratungsprofil/${person.id}`, 303);
    })
    .post('/beratungsprofil/:consultant/:schritt', async (c) => {
      const { person } = await partsOf(c);
      if (c.req.param('schritt') === 'archivieren') await recordConsent(db, 'profile', CONSENT_VERSION, false);
      return takeStep(c, editorial, { kind: 'consultant', subject: person.id }, `/beratungsprofil/${person.id}`);
    });
}
