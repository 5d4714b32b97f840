import { Hono } from 'hono';
import type { Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import type { Services } from '#platform/services.ts';
import { isSlug } from '#platform/slug.ts';
import { askedPage } from '#platform/lists.ts';
import type { Checks } from '#modules/checks/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { aidPage, aidsListPage } from '../pages/board.tsx';
import { pointLabels } from '../stock.ts';
import { aidBySlug, aidsPage } from '../store.ts';

/** /praxishilfen… */
export const publicRoutes = ({ db }: Services, { checks, topics }: { checks: Checks; topics: Topics }) =>
  new Hono<Env>()
    .get('/praxishilfen', async (c) => aidsListPage(c, await aidsPage(db, askedPage(c))))
    .get('/praxishilfen/:slug', async (c) => {
      const slug = c.req.param('slug');
      const aid = isSlug(slug) ? await aidBySlug(db, slug) : undefined;
      if (!aid) throw new HttpError(404);
      const label = pointLabels(checks, c.get('locale')).find((point) => point.id === aid.point)?.label;
      return aidPage(c, aid, { point: label ? { href: `/checks/${aid.point.split('/')[0] ?? ''}`, label } : undefined, topics });
    });
