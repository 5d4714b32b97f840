import { paperRoutes } from './office-papers.ts';
import { agreementRoutes } from './office-agreements.ts';
import { bodyRoutes } from './office-bodies.ts';
import { Hono } from 'hono';
import type { Env } from '#platform/http/context.ts';
import { openDesk } from '../access.ts';
import { deskPage } from '../pages/desk.tsx';
import type { GovernanceService } from '../service/index.ts';
import { deskContents } from './desk.ts';
import { scoped } from './scope.ts';

/** /gremienarbeit: the desk, bodies, agreements, people, papers */
export function officeRoutes(service: GovernanceService) {
  return new Hono<Env>()
    .use('/gremienarbeit/:kind/:id', scoped(service))
    .use('/gremienarbeit/:kind/:id/*', scoped(service))
    .get('/gremienarbeit', async (c) => deskPage(c, openDesk(c), await deskContents(service, c)))
    .route('/', bodyRoutes(service))
    .route('/', agreementRoutes(service))
    .route('/', paperRoutes(service));
}
