import { Alert, EmptyState, Entry, Facts, LinkButton, Paged, renderPage } from '#design/index.ts';
import type { Ctx } from '#platform/http/context.ts';
import { formatDay, formatList } from '#platform/i18n/format.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import type { Page } from '#platform/lists.ts';
import { type Curriculum, hoursOf, type SealRule } from '../model.ts';
import type { CourseEntry } from '../store/courses.ts';
import { qualificationTexts } from '../texts.ts';

const daysOf = ({ first_day: first, last_day: last }: Pick<CourseEntry, 'first_day' | 'last_day'>, locale: Locale): string =>
  [...new Set([first, last])].flatMap((day) => (day ? [formatDay(day, locale)] : [])).join(' – ');

/** Dates of courses with the places that are left. */
export function CourseList({ courses, path, c }: { courses: Page<CourseEntry>; path?: string; c: Ctx }) {
  const locale = c.get('locale');
  const t = qualificationTexts(locale);
  if (courses.total === 0) return <EmptyState title={t.noDates} />;
  return (
    <Paged list={courses} c={c} path={path}>
      <ul class="entries">
        {courses.rows.map((course) => (
          <Entry key={course.id} href={`/bildung/kurse/${course.id}`} title={course.title} level={3} kicker={daysOf(course, locale)}>
            <p class="muted">
              {course.place}, {course.state === 'cancelled' ? t.cancelledCourse : t.free(course.seats - course.taken, course.seats)}
            </p>
          </Entry>
        ))}
      </ul>
    </Paged>
  );
}

/** /bildung */
export function qualificationPage(c: Ctx, curricula: readonly Curriculum[], courses: Page<CourseEntry>): Response {
  const locale = c.get('locale');
  const t = qualificationTexts(locale);
  return renderPage(c, {
    title: t.title,
    description: t.lead,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{t.lead}</p>
        <ul class="entries">
          {curricula.map((curriculum) => (
            <Entry
              key={curriculum.id}
              href={`/bildung/${curriculum.id}`}
              title={inLocale(curriculum.title, locale)}
              kicker={t.total(hoursOf(curriculum))}
            >
              <p>{inLocale(curriculum.summary, locale)}</p>
            </Entry>
          ))}
        </ul>
        <h2>{t.dates}</h2>
        <CourseList courses={courses} c={c} />
      </>
    ),
  });
}

function SealAnswer({ curriculum, rule, locale }: { curriculum: Curriculum; rule: SealRule; locale: Locale }) {
  const t = qualificationTexts(locale);
  const bodies = formatList(
    rule.missing.map((kind) => t.bodies[kind]),
    locale,
  );
  if (rule.allowed && curriculum.seal) {
    const until = rule.until ? formatDay(rule.until, locale) : '';
    return (
      <Alert kind="success" title={t.sealYes(inLocale(curriculum.seal.title, locale), until)}>
        <p>{t.sealWhy}</p>
      </Alert>
    );
  }
  return (
    <Alert kind="info" title={t.sealNo}>
      <ul>
        {rule.hindrances.map((hindrance) => (
          <li key={hindrance}>{t.hindrances[hindrance](bodies)}</li>
        ))}
      </ul>
      {curriculum.seal && <p>{t.sealWhy}</p>}
    </Alert>
  );
}

export interface CurriculumView {
  curriculum: Curriculum;
  rule: SealRule;
  sponsors: { name: string; slug: string }[];
  courses: Page<CourseEntry>;
}

/** /bildung/:curriculum: what is learnt, what may be awarded for it and why. */
export function curriculumPage(c: Ctx, { curriculum, rule, sponsors, courses }: CurriculumView): Response {
  const locale = c.get('locale');
  const t = qualificationTexts(locale);
  return renderPage(c, {
    title: inLocale(curriculum.title, locale),
    description: inLocale(curriculum.summary, locale),
    crumbs: [{ href: '/bildung', label: t.title }],
    children: (
      <>
        <h1>{inLocale(curriculum.title, locale)}</h1>
        <p class="lead">{inLocale(curriculum.summary, locale)}</p>
        <h2>{t.dates}</h2>
        <CourseList courses={courses} c={c} />
        <h2>{t.awards}</h2>
        <p>
          {t.certificateYes(curriculum.attendance)} {curriculum.months === null ? t.forEver : t.months(curriculum.months)}
        </p>
        <SealAnswer curriculum={curriculum} rule={rule} locale={locale} />
        <h2>{t.sponsors}</h2>
        {sponsors.length === 0 ? (
          <p>{t.noSponsors}</p>
        ) : (
          <ul>
            {sponsors.map((sponsor) => (
              <li key={sponsor.slug}>
                <a href={`/partner/${sponsor.slug}`}>{sponsor.name}</a>
              </li>
            ))}
          </ul>
        )}
        {curriculum.prerequisites.length > 0 && (
          <>
            <h2>{t.prerequisites}</h2>
            <ul>
              {curriculum.prerequisites.map((each) => (
                <li key={each.de}>{inLocale(each, locale)}</li>
              ))}
            </ul>
          </>
        )}
        <h2>{t.modules}</h2>
        {curriculum.modules.map((module) => (
          <section class="entry" key={module.id}>
            <h3 class="entry__title">
              {inLocale(module.title, locale)} <span class="muted">({t.total(module.hours)})</span>
            </h3>
            <p>{t.goals}:</p>
            <ul>
              {module.goals.map((goal) => (
                <li key={goal.de}>{inLocale(goal, locale)}</li>
              ))}
            </ul>
            {module.task && <Facts facts={[[t.task, inLocale(module.task, locale)]]} />}
          </section>
        ))}
        <LinkButton href="/bildung" kind="secondary">
          {t.title}
        </LinkButton>
      </>
    ),
  });
}
