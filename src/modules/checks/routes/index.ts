import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Db } from '#platform/database/index.ts';
import { typed } from '#platform/forms/index.ts';
import { fileTexts } from '#platform/files/texts.ts';
import type { Ctx, Env } from '#platform/http/context.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import { defineUpload } from '#platform/http/upload.ts';
import type { Limits } from '#platform/http/limits.ts';
import { refused } from '#platform/result.ts';
import { FILE_LIMIT } from '../file.ts';
import { keepCheck } from '../came-from.ts';
import { checkPage, checksPage } from '../pages/catalogue.tsx';
import type { ChecksService } from '../service.ts';
import { readHandedFile } from '../read-file.ts';
import { checksTexts } from '../texts.ts';
import { deskRoutes } from './desk.ts';
import type { Live } from '#platform/live.ts';
import type { Together } from '../together/service.ts';
import { togetherRoutes } from './together.ts';
import type { Reminders } from '../reminders/service.ts';
import type { Team } from '../team/service.ts';
import { checksApi } from './api.ts';
import { figuresRoutes } from './figures.ts';
import { reminderRoutes } from './reminder.ts';
import { teamRoutes } from './team.ts';
import { deviceRoutes } from './device.tsx';
import { paperRoutes } from './paper.ts';

const answersUpload = defineUpload({ route: '/checks/:id/datei', kinds: ['json'], largest: FILE_LIMIT });
const deviceUpload = defineUpload({ route: '/checks/:id/uebernehmen', kinds: ['json'], largest: FILE_LIMIT, pasted: 'inhalt' });

type HandedFault = Extract<Awaited<ReturnType<typeof readHandedFile>>, { ok: false }>['fault'];
const says = (c: Ctx, fault: HandedFault): string => ({ ...fileTexts(c.get('locale')), ...checksTexts(c.get('locale')).fileFault })[fault];

function catalogueRoutes(service: ChecksService, limits: Limits) {
  return new Hono<Env>()
    .get('/checks', (c) => checksPage(c, service))
    .get('/checks/:id', (c) => checkPage(c, service.definition(c.req.param('id'))))
    .post('/checks/:id/start', limits('check-start', 60, 3600), async (c) => {
      const token = await service.start(service.definition(c.req.param('id')));
      leaveFlash(c, 'begonnen');
      return c.redirect(`/bogen/${token}/thema/1`, 303);
    })
    .post('/checks/:id/datei', limits('check-start', 60, 3600), async (c) => {
      const definition = service.definition(c.req.param('id'));
      const { file, isTooLarge } = await answersUpload.read(c);
      const content = isTooLarge ? refused('tooLarge' as const) : await readHandedFile(definition, file?.bytes.toString('utf8') ?? '');
      if (!content.ok) return checkPage(c, definition, says(c, content.fault));
      const token = await service.start(definition, content.value);
      leaveFlash(c, 'geoeffnet');
      return c.redirect(`/bogen/${token}`, 303);
    })
    .post('/checks/:id/uebernehmen', limits('check-start', 60, 3600), async (c) => {
      const definition = service.definition(c.req.param('id'));
      const content = await readHandedFile(definition, typed((await deviceUpload.read(c)).input, 'inhalt'));
      if (!content.ok) return checkPage(c, definition, says(c, content.fault));
      const token = await service.start(definition, content.value);
      leaveFlash(c, 'uebernommenVomGeraet');
      return c.redirect(`/bogen/${token}`, 303);
    });
}

export interface ChecksParts {
  db: Db;
  service: ChecksService;
  together: Together;
  team: Team;
  reminders: Reminders;
  live: Live;
  limits: Limits;
}

/** /checks… and /bogen/:token… */
export function checksRoutes({ db, service, together, team, reminders, live, limits }: ChecksParts) {
  const fresh = createMiddleware<Env>(async (_, next) => {
    await service.editions.refresh();
    await next();
  });
  const kept = createMiddleware<Env>(async (c, next) => {
    if (c.req.method === 'GET') keepCheck(c, c.req.path.split('/')[2] ?? '');
    await next();
  });
  return new Hono<Env>()
    .use('/checks/*', fresh)
    .use('/bogen/*', fresh, kept)
    .use('/geraet/inhalt.json', fresh)
    .use('/api/checks/*', fresh)
    .route('/', catalogueRoutes(service, limits))
    .route('/bogen', paperRoutes(service, db))
    .route('/', checksApi(service))
    .route('/', figuresRoutes(service, db))
    .route('/', reminderRoutes(service, reminders, limits))
    .route('/', teamRoutes(service, team))
    .route('/', deviceRoutes(service))
    .route('/', togetherRoutes(service, together, live))
    .route(
      '/bogen',
      deskRoutes(() => service),
    );
}
