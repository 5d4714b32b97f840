import { Hono } from 'hono';
import { migrationsOf } from '#platform/database/migrate.ts';
import type { Db } from '#platform/database/index.ts';
import type { Env } from '#platform/http/context.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Scheduled, Subscriber } from '#platform/jobs/index.ts';
import type { Services } from '#platform/services.ts';
import { type Credentials, credentialsByIds, standing } from '#modules/credentials/index.ts';
import { PAPER_DECIDED, type Papers } from '#modules/governance/index.ts';
import { TitleList } from './pages/profile.tsx';
import { manageRoutes } from './routes/manage.ts';
import { officeRoutes } from './routes/office.ts';
import { publicRoutes } from './routes/public.ts';
import type { Qualification } from './service/index.ts';
import { shownTitles } from './store/recognition.ts';

export { loadCurricula } from './load.ts';
export type { Curriculum, Level } from './model.ts';
export { createQualification, type Qualification } from './service/index.ts';
export { type DemoCourse, insertDemoCourses, removeDemoCourses } from './store/courses.ts';
export { forgetLearner, learnerData, removeOldEnrolments } from './store/forget.ts';
export { noteApplied, trainingsOf } from './store/recognition.ts';
export { qualificationTexts } from './texts.ts';

/** /bildung…, /konto/bildung…, /organisation/:organisation/kurse…, /geschaeftsstelle/bildung… */
export const qualificationRoutes = (services: Services, qualification: Qualification, credentials: Credentials, papers: Papers) =>
  new Hono<Env>()
    .route('/', publicRoutes(services, qualification))
    .route('/', manageRoutes(services, qualification))
    .route('/', officeRoutes(services, qualification, credentials, papers));

/** What a consultant's profile shows of qualifications; only what is valid today. */
export async function qualificationOf(db: Db, consultantId: string, today: string, locale: Locale) {
  const titles = await shownTitles(db, consultantId);
  const credentials = new Map(
    (
      await credentialsByIds(
        db,
        titles.map((title) => title.credential_id),
      )
    ).map((row) => [row.id, row]),
  );
  const valid = titles.flatMap((title) => {
    const credential = credentials.get(title.credential_id);
    return credential && standing(credential, today) === 'valid' ? [{ title, credential }] : [];
  });
  return TitleList({ titles: valid, locale });
}

/** What a body decided about training comes back to it by itself. */
export const qualificationSubscribers = (qualification: Qualification): Subscriber[] => [
  {
    name: 'qualification-decided',
    on: [PAPER_DECIDED],
    handle: ({ subject, payload }) => qualification.recognition.decided(qualification.curricula, subject, String(payload['purpose'])),
  },
];

/** Every morning: who is reminded of a course, and which seals no longer rest on what they were awarded on. */
export const qualificationSchedule = (qualification: Qualification): Scheduled[] => [
  {
    name: 'qualification-daily',
    cron: '20 5 * * *',
    handle: async () => {
      await qualification.courses.remind();
      await qualification.recognition.review(qualification.curricula);
    },
  },
];

export const qualificationMigrations = migrationsOf(
  'qualification',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
