import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import type { Ctx, Env } from '#platform/http/context.ts';
import { fromRoot } from '#platform/root.ts';
import { Alert, LinkButton, renderPage } from '#design/index.ts';
import { deviceTexts } from '../device/texts.ts';
import type { ChecksService } from '../service.ts';
import { checksTexts } from '../texts.ts';

/** What the server answers below /geraet: the page that sets the device up. Once that is done, the device answers. */
function setUpPage(c: Ctx): Response {
  const locale = c.get('locale');
  const t = deviceTexts(locale);
  return renderPage(c, {
    title: t.title,
    crumbs: [{ href: '/checks', label: checksTexts(locale).title }],
    isPrivate: true,
    children: (
      <>
        <h1>{t.title}</h1>
        <div data-device-setup hidden>
          <p class="lead" role="status">
            {t.preparing}
          </p>
        </div>
        <div data-device-refused hidden>
          <Alert kind="warning" title={t.refusedTitle}>
            <p>{t.refused}</p>
          </Alert>
          <LinkButton href="/checks">{t.withLink}</LinkButton>
        </div>
        <noscript>
          <p class="lead">{t.needsScript}</p>
          <a class="kern-btn kern-btn--primary" href="/checks">
            <span class="kern-label">{t.withLink}</span>
          </a>
        </noscript>
      </>
    ),
  });
}

const manifest = {
  name: 'Transferwerk – Checks auf diesem Gerät',
  short_name: 'Transferwerk',
  lang: 'de',
  start_url: '/geraet/',
  scope: '/geraet/',
  display: 'standalone',
  background_color: '#ffffff',
  theme_color: '#171a2b',
  icons: [{ src: '/assets/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }],
};

/** /geraet…: worker, content and manifest for the device, and the page that sets it up. */
export function deviceRoutes(service: ChecksService) {
  /** The content as it is now; made again only when a version has come or gone. */
  let made = { of: '', content: '', tag: '' };
  function contentNow() {
    const of = [...service.checks.values()].map(({ id, version, hash }) => `${id} ${version} ${hash}`).join();
    if (made.of === of) return made;
    const content = JSON.stringify({ checks: [...service.checks.values()], topics: service.topics.all });
    made = { of, content, tag: `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"` };
    return made;
  }
  return new Hono<Env>()
    .get('/geraet/worker.js', (c) => {
      c.header('Cache-Control', 'no-cache');
      return c.body(readFileSync(fromRoot('dist', 'assets', 'worker.js'), 'utf8'), 200, {
        'content-type': 'text/javascript; charset=utf-8',
      });
    })
    .get('/geraet/inhalt.json', (c) => {
      c.header('Cache-Control', 'no-cache');
      const { content, tag } = contentNow();
      c.header('ETag', tag);
      return c.body(content, 200, { 'content-type': 'application/json' });
    })
    .get('/geraet/manifest.webmanifest', (c) => c.body(JSON.stringify(manifest), 200, { 'content-type': 'application/manifest+json' }))
    .get('/geraet', (c) => c.redirect('/geraet/', 301))
    .get('/geraet/*', (c) => setUpPage(c));
}
