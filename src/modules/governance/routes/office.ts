import { paperRoutes } from './office-papers.ts';
import { agreementRoutes } from './office-agreements.ts';
import { bodyRoutes } from './office-bodies.ts';
import { Hono } from 'hono';
import type { Env } from '#platform/http/context.ts';
import { openDesk } from '../access.ts';
import { deskPage } from '../pages/desk.tsx';
import type { GovernanceService } from '../service/index.ts';
import { deskContents } from './desk.ts';

/** /geschaeftsstelle/:token: the desk, bodies, agreements, people, papers */
export function officeRoutes(service: GovernanceService) {
  return new Hono<Env>()
    .get('/geschaeftsstelle/:token', async (c) =>
      deskPage(c, await openDesk(service.context, c.req.param('token')), await deskContents(service)),
    )
    .route('/', bodyRoutes(service))
    .route('/', agreementRoutes(service))
    .route('/', paperRoutes(service));
}
