import { Hono } from 'hono';
import { Alert, EmptyState, Facts, renderPage } from '#design/index.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { formatDateTime } from '#platform/i18n/format.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { storedMails } from '#platform/mail/index.ts';
import type { Services } from '#platform/services.ts';
import type { Checks } from '#modules/checks/index.ts';
import { newestStories } from '#modules/stories/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { contentPage } from './content-pages.ts';
import { homePage } from './home.tsx';
import { officeTexts } from './texts.ts';

export const CONTENT_PAGES = ['impressum', 'datenschutz', 'barrierefreiheit', 'lizenzen'] as const;
export const OUTBOX = 'office-outbox';
/** The outbox belongs to nobody in particular. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';
const MOST_MAILS = 100;
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

async function openOutbox({ db, links }: Services, token: string): Promise<void> {
  const link = await links.open(db, OUTBOX, token);
  if (typeof link === 'string') throw new HttpError(link === 'unknown' ? 404 : 410);
}

async function outboxPage(c: Ctx, { db, config }: Services): Promise<Response> {
  const locale = c.get('locale');
  const t = officeTexts(locale).outbox;
  const mails = await storedMails(db, MOST_MAILS);
  return renderPage(c, {
    title: t.title,
    isPrivate: true,
    children: (
      <>
        <h1>{t.title}</h1>
        <p class="lead">{config.smtpUrl ? t.sentLead : t.lead}</p>
        {mails.length === 0 && <EmptyState title={t.empty} />}
        {mails.map((mail) => (
          <article class="entry" key={mail.id}>
            <h2 class="entry__title">{mail.subject}</h2>
            <Facts
              facts={[
                [t.to, mail.to],
                [t.at, `${formatDateTime(mail.createdAt, locale)}, ${mail.sentAt ? t.sent : t.waiting}`],
              ]}
            />
            <p class="prewrap">
              {mail.text.split(/(https?:\/\/\S+)/).map((part, index) => (index % 2 === 1 ? <a href={part}>{part}</a> : part))}
            </p>
          </article>
        ))}
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
      return outboxPage(c, services);
    })
    .get('/geschaeftsstelle/postausgang', (c) => outboxPage(c, services));
  for (const name of CONTENT_PAGES) app.get(`/${name}`, (c) => showContent(c, name));
  return app;
}
