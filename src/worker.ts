/**
 * The service worker: the check module on the device. Everything below /geraet is answered here, offline too, and
 * never reaches the server; everything else it leaves alone. With main.ts and cli.ts the third way into the program.
 */
/// <reference lib="webworker" />
import { systemClock } from '#platform/clock.ts';
import { isLocale, type Locale, preferredLocale } from '#platform/i18n/index.ts';
import { createDeviceApp, createDeviceDesk, DEVICE_PATH, type DeviceDb, type Library, openDeviceDb } from '#modules/checks/device/index.ts';

declare const self: ServiceWorkerGlobalScope;
/** Style, script, fonts, icon of this build, and a name that changes with them; put in by scripts/build.mjs. */
declare const __FILES__: string[];
declare const __BUILD__: string;

const CACHE = `transferwerk-${__BUILD__}`;
const LIBRARY = `${DEVICE_PATH}/inhalt.json`;
const MANIFEST = `${DEVICE_PATH}/manifest.webmanifest`;
/** What the server answers below /geraet, and the device keeps. */
const FROM_SERVER = [LIBRARY, MANIFEST];

let database: Promise<DeviceDb> | undefined;

/** Opens the database once; after a failure the next request tries again. */
function openDatabase(): Promise<DeviceDb> {
  const gone = () => {
    database = undefined;
  };
  database ??= openDeviceDb(undefined, gone).catch((error: unknown) => {
    database = undefined;
    throw error;
  });
  return database;
}

async function kept(path: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  const found = await cache.match(path);
  if (found) return found;
  const answer = await fetch(path);
  if (answer.ok) await cache.put(path, answer.clone());
  return answer;
}

let isRefreshed = false;

/** Looks once in the life of a worker whether the network has authored something new; the next start has it. */
async function refreshLibrary(): Promise<void> {
  if (isRefreshed) return;
  isRefreshed = true;
  const answer = await fetch(LIBRARY);
  if (answer.ok) await (await caches.open(CACHE)).put(LIBRARY, answer);
}

async function library(): Promise<Library> {
  const { checks, topics } = (await (await kept(LIBRARY)).json()) as { checks: Library['checks']; topics: Library['topics']['all'] };
  const byId = new Map(topics.map((topic) => [topic.id, topic]));
  return {
    checks,
    topics: { fields: [], all: topics, get: (id) => byId.get(id), label: (id, locale) => byId.get(id)?.[locale] ?? id },
  };
}

const app = createDeviceApp({
  async desk() {
    const [db, content] = await Promise.all([openDatabase(), library()]);
    return createDeviceDesk(db, content, systemClock, self.location.origin);
  },

  async locale(wished): Promise<Locale> {
    const fallback = preferredLocale(navigator.languages.join(','));
    try {
      const db = await openDatabase();
      if (wished) await db.put('setting', wished, 'locale');
      const chosen = await db.get('setting', 'locale');
      return isLocale(chosen) ? chosen : fallback;
    } catch {
      return wished ?? fallback; // nothing can be stored: the page that is asked for will say so
    }
  },
});

self.addEventListener('install', (event) => {
  const prepare = async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll([...__FILES__, ...FROM_SERVER]);
    await self.skipWaiting();
  };
  event.waitUntil(prepare());
});

self.addEventListener('activate', (event) => {
  const takeOver = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith('transferwerk-') && name !== CACHE).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(takeOver());
});

/** Whether a form was sent from a page of ours; another site's form is none of our business. */
function isOurs(request: Request): boolean {
  return request.method === 'GET' || (URL.canParse(request.referrer) && new URL(request.referrer).origin === self.location.origin);
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (__FILES__.includes(url.pathname) || FROM_SERVER.includes(url.pathname)) return event.respondWith(kept(url.pathname));
  if (!url.pathname.startsWith(`${DEVICE_PATH}/`) || url.pathname === `${DEVICE_PATH}/worker.js`) return;
  event.waitUntil(refreshLibrary().catch(() => {})); // offline: what is there is good enough
  event.respondWith(isOurs(request) ? app.fetch(request) : new Response(null, { status: 403 }));
});
