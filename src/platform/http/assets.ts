import { relative } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { projectRoot } from '../root.ts';
import type { Router } from './context.ts';

/** The built files below /assets; what carries its content's hash in its name never changes. */
export function serveAssets(app: Router): void {
  app.use('/assets/*', async (c, next) => {
    c.header('Cache-Control', /-[0-9a-f]{10}\./.test(c.req.path) ? 'public, max-age=31536000, immutable' : 'public, max-age=3600');
    await next();
  });
  app.use('/assets/*', serveStatic({ root: `${relative(process.cwd(), projectRoot) || '.'}/dist`, precompressed: true }));
}
