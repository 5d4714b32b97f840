import { Hono } from 'hono';
import type { Actor } from '#platform/actor.ts';
import { readForm } from '#platform/http/body.ts';
import type { Ctx, Env, Site } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { pageHeaders } from '#platform/http/headers.ts';
import { isLocale, type Locale } from '#platform/i18n/index.ts';
import { renderError } from '#design/index.ts';
import { FILE_LIMIT, readFile } from '../file.ts';
import { deskRoutes } from '../routes/desk.ts';
import { checksTexts } from '../texts.ts';
import { DEVICE_PATH, type DeviceDesk } from './desk.ts';
import { beginPage, devicePage, outdatedPage, sendPage, storageFaultPage, wipePage } from './pages.tsx';
import { rescueFile } from './rescue.ts';
import { deviceTexts } from './texts.ts';

const NOBODY: Actor = { kind: 'visitor', userId: null, name: '', email: '', grants: [], withheld: [], sessionId: null };

const SITE: Site = {
  demo: false,
  manifest: `${DEVICE_PATH}/manifest.webmanifest`,
  navigation: [
    { href: `${DEVICE_PATH}/`, label: { de: deviceTexts('de').title, en: deviceTexts('en').title } },
    { href: '/checks', label: { de: checksTexts('de').title, en: checksTexts('en').title } },
  ],
  footer: [],
};

/** What a device app needs of where it runs. */
export interface Surroundings {
  /** The desk; rejects where nothing can be stored. */
  desk(): Promise<DeviceDesk>;
  /** The language chosen last; changed by `?lang=`. */
  locale(wished: Locale | undefined): Promise<Locale>;
}

/**
 * The check module as it runs on the device: the same routes, rules and views as on the server, below /geraet.
 * A message for the next page stays in memory, because a service worker cannot set cookies.
 */
export function createDeviceApp(surroundings: Surroundings): Hono<Env> {
  const app = new Hono<Env>();
  let message: string | undefined;

  app.use(pageHeaders(true));
  app.use(async (c, next) => {
    const wished = c.req.query('lang');
    c.set('locale', await surroundings.locale(isLocale(wished) ? wished : undefined));
    c.set('requestId', '');
    c.set('site', SITE);
    c.set('actor', NOBODY);
    c.set('leave', (key) => {
      message = key;
    });
    if (c.req.method === 'GET') {
      c.set('flash', message);
      message = undefined;
    }
    await next();
  });

  const own = new Hono<Env>()
    .get('/beginnen/:id', async (c) => beginPage(c, definitionOf(await surroundings.desk(), c.req.param('id'))))
    .post('/beginnen/:id', async (c) => {
      const desk = await surroundings.desk();
      const id = await desk.start(definitionOf(desk, c.req.param('id')));
      leaveFlash(c, 'begonnen');
      return c.redirect(`${DEVICE_PATH}/bogen/${id}/thema/1`, 303);
    })
    .post('/datei', async (c) => openFile(c, await surroundings.desk()))
    .get('/loeschen', (c) => wipePage(c))
    .post('/loeschen', async (c) => {
      await (await surroundings.desk()).wipe();
      leaveFlash(c, 'leer');
      return c.redirect(`${DEVICE_PATH}/`, 303);
    })
    .get('/bogen/:token/senden', async (c) => sendPage(c, await (await surroundings.desk()).open(c.req.param('token'))))
    .route(
      '/bogen',
      deskRoutes(() => surroundings.desk()),
    );

  app.get(`${DEVICE_PATH}/`, async (c) => devicePage(c, await surroundings.desk()));
  app.route(DEVICE_PATH, own);
  app.notFound((c) => renderError(c, 404, undefined));
  app.onError((error, c) => answerError(error, c, surroundings));
  return app;
}

function definitionOf(desk: DeviceDesk, id: string) {
  const definition = desk.library.checks.find((candidate) => candidate.id === id);
  if (!definition) throw new HttpError(404);
  return definition;
}

/** Opens a file of any check that the device knows. */
async function openFile(c: Ctx, desk: DeviceDesk): Promise<Response> {
  const t = checksTexts(c.get('locale')).fileFault;
  const file = await c.req.formData().then(
    (data) => data.get('datei'),
    () => null,
  );
  if (!(file instanceof File)) return devicePage(c, desk, t.unreadable);
  if (file.size > FILE_LIMIT) return devicePage(c, desk, t.tooLarge);
  const text = await file.text();
  for (const definition of desk.library.checks) {
    const content = readFile(definition, text);
    if (!content.ok) continue;
    leaveFlash(c, 'geoeffnet');
    return c.redirect(`${DEVICE_PATH}/bogen/${await desk.start(definition, content.value)}`, 303);
  }
  return devicePage(c, desk, t.unreadable);
}

/** A fault of the browser's storage is told at once, with everything as a file. */
async function answerError(error: Error, c: Ctx, surroundings: Surroundings): Promise<Response> {
  if (error instanceof HttpError) return renderError(c, error.status, error.detail);
  if (c.req.header('accept') === 'application/json') return c.json({ error: 'storage' }, 507);
  if (error.name === 'VersionError') return outdatedPage(c);
  const token = /\/bogen\/([0-9a-f-]{36})/.exec(c.req.path)?.[1];
  const file = await rescue(c, surroundings, token).catch(() => undefined);
  return storageFaultPage(c, file);
}

async function rescue(c: Ctx, surroundings: Surroundings, token: string | undefined): Promise<string | undefined> {
  if (token === undefined) return undefined;
  const opened = await (await surroundings.desk()).open(token);
  return rescueFile(opened, c.req.method === 'POST' ? await readForm(c) : {});
}
