import { Hono } from 'hono';
import { Alert, renderPage } from '#design/index.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { inLocale } from '#platform/i18n/index.ts';
import type { Services } from '#platform/services.ts';
import type { Checks } from '#modules/checks/index.ts';
import { newestStories } from '#modules/stories/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { contentPage } from './content-pages.ts';
import { deliveryRoutes } from './delivery.tsx';
import { homePage } from './home.tsx';
import { isReadInFull, openOutbox, outboxPage } from './outbox.tsx';
import { officeTexts } from './texts.ts';

export const CONTENT_PAGES = ['impressum', 'datenschutz', 'barrierefreiheit', 'lizenzen'] as const;
const MOST_STORIES = 2;

function showContent(c: Ctx, name: string): Response {
  const locale = c.get('locale');
  const page = contentPage(name);
  const title = inLocale(page.title, locale);
  return renderPage(c, {
    title,
    children: (
      <>
        <h1>{title}</h1>
        {locale !== 'de' && <Alert kind="info" title={officeTexts(locale).onlyGerman} />}
        <div lang="de" dangerouslySetInnerHTML={{ __html: page.html }} />
      </>
    ),
  });
}

/** /, /impressum …, /postausgang/:token */
export function officeRoutes(services: Services, checks: Checks, topics: Topics) {
  const app = new Hono<Env>()
    .get('/', async (c) => homePage(c, checks, await newestStories(services.db, MOST_STORIES), topics))
    .get('/postausgang/:token', async (c) => {
      await openOutbox(services, c.req.param('token'));
      return outboxPage(c, services, isReadInFull(services));
    })
    .get('/geschaeftsstelle/postausgang', (c) => outboxPage(c, services, () => false))
    .route('/', deliveryRoutes(services));
  for (const name of CONTENT_PAGES) app.get(`/${name}`, (c) => showContent(c, name));
  return app;
}
