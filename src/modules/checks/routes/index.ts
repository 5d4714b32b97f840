import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Db } from '#platform/database/index.ts';
import { typed } from '#platform/forms/index.ts';
import { readForm } from '#platform/http/body.ts';
import type { Env } from '#platform/http/context.ts';
import { leaveFlash } from '#platform/http/flash.ts';
import type { Limits } from '#platform/http/limits.ts';
import { FILE_LIMIT, readFile } from '../file.ts';
import { checkPage, checksPage } from '../pages/catalogue.tsx';
import type { ChecksService } from '../service.ts';
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
      const t = checksTexts(c.get('locale')).fileFault;
      const file = await c.req.formData().then(
        (data) => data.get('datei'),
        () => null,
      );
      if (!(file instanceof File)) return checkPage(c, definition, t.unreadable);
      if (file.size > FILE_LIMIT) return checkPage(c, definition, t.tooLarge);
      const content = readFile(definition, await file.text());
      if (!content.ok) return checkPage(c, definition, t[content.fault]);
      const token = await service.start(definition, content.value);
      leaveFlash(c, 'geoeffnet');
      return c.redirect(`/bogen/${token}`, 303);
    })
    .post('/checks/:id/uebernehmen', limits('check-start', 60, 3600), async (c) => {
      const definition = service.definition(c.req.param('id'));
      const t = checksTexts(c.get('locale')).fileFault;
      const content = readFile(definition, typed(await readForm(c), 'inhalt'));
      if (!content.ok) return checkPage(c, definition, t[content.fault]);
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
  return new Hono<Env>()
    .use('/checks/*', fresh)
    .use('/bogen/*', fresh)
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
