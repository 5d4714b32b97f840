import { Hono } from 'hono';
import type { ComponentChildren } from 'preact';
import { Alert, Facts, LinkButton, renderPage } from '#design/index.ts';
import type { Services } from '#platform/services.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { formatDay, formatList } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { isSlug } from '#platform/slug.ts';
import { sectionOf } from '#reference/index.ts';
import { PlaceDoors } from '#modules/accounts/index.ts';
import { editorialTexts } from '#modules/editorial/index.ts';
import { offersTexts } from '#modules/offers/index.ts';
import { type Organisation, organisationsByIds } from '#modules/organisations/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { type Consultant, isAccredited } from './model.ts';
import { consultantBySlug } from './store.ts';
import { consultantsTexts } from './texts.ts';

interface ProfileParts {
  organisation: Organisation | undefined;
  /** What the person has learnt, and what that proves. */
  qualification: ComponentChildren;
}

function consultantPage(
  c: Ctx,
  consultant: Consultant,
  { organisation, qualification }: ProfileParts,
  topics: Topics,
  today: string,
): Response {
  const locale = c.get('locale');
  const t = consultantsTexts(locale);
  const o = offersTexts(locale);
  const industries = consultant.industries.map((code) => sectionOf(code)).filter((section) => section !== undefined);
  const place = t.reach(consultant.town, consultant.reach_km);
  return renderPage(c, {
    title: consultant.name,
    description: consultant.summary,
    thing: {
      '@type': 'Person',
      name: consultant.name,
      description: consultant.summary,
      jobTitle: t.kinds[consultant.kind],
      knowsAbout: consultant.topics.map((id) => topics.label(id, locale)),
      knowsLanguage: consultant.languages,
      workLocation: { '@type': 'Place', name: consultant.town },
    },
    crumbs: [{ href: '/finden?art=person', label: t.find }],
    children: (
      <>
        <p class="muted">{t.kinds[consultant.kind]}</p>
        <h1>{consultant.name}</h1>
        <p class="lead">{consultant.summary}</p>
        {consultant.marked && <Alert kind="warning" title={editorialTexts(locale).marked} />}
        <div class="actions">
          <LinkButton href={`/anfrage?an=consultant:${consultant.slug}`}>{t.ask(consultant.name)}</LinkButton>
        </div>
        <PlaceDoors c={c} scope="consultant" id={consultant.id} />
        <p>{consultant.about}</p>
        <p>{t.kindHint[consultant.kind]}</p>
        <Facts
          facts={[
            [
              t.accreditation,
              isAccredited(consultant, today) ? t.accredited(formatDay(consultant.accredited_until ?? '', locale)) : t.notAccredited,
            ],
            [t.place, consultant.online ? `${place}, ${t.online}` : place],
            [t.organisation, organisation && <a href={`/partner/${organisation.slug}`}>{organisation.name}</a>],
            [
              t.languages,
              formatList(
                consultant.languages.map((code) => o.languageNames[code] ?? code),
                locale,
              ),
            ],
            [
              t.industries,
              industries.length === 0
                ? o.allIndustries
                : formatList(
                    industries.map((section) => inLocale(section, locale)),
                    locale,
                  ),
            ],
          ]}
        />
        {qualification}
        <h2>{t.topics}</h2>
        <p>
          {consultant.topics.map((id) => (
            <a class="tag" href={`/themen/${id}`} key={id}>
              {topics.label(id, locale)}
            </a>
          ))}
        </p>
      </>
    ),
  });
}

/** /beratung/:slug */
export function consultantsRoutes(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  topics: Topics,
  qualificationOf: (id: string, locale: Locale) => Promise<ComponentChildren>,
) {
  return new Hono<Env>()
    .get('/beratung', (c) => c.redirect('/finden?art=person', 301))
    .get('/beratung/:slug', async (c) => {
      const slug = c.req.param('slug');
      const consultant = isSlug(slug) ? await consultantBySlug(db, slug) : undefined;
      if (!consultant) throw new HttpError(404);
      const organisations = await organisationsByIds(db, consultant.organisation_id ? [consultant.organisation_id] : []);
      const today = clock.today();
      const qualification = await qualificationOf(consultant.id, c.get('locale'));
      return consultantPage(
        c,
        consultant,
        { organisation: organisations.get(consultant.organisation_id ?? ''), qualification },
        topics,
        today,
      );
    });
}
