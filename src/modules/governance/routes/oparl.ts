import { Hono } from 'hono';
import type { Ctx, Env } from '#platform/http/context.ts';
import { isId } from '#platform/ids.ts';
import { BadQuery, type ListQuery, listPage, queryOf } from '../oparl/query.ts';
import type { GovernanceService } from '../service/index.ts';
import { createOparlReader, type ListedKind } from '../service/oparl.ts';

/** The kinds by the names of their lists. */
const LISTS: Record<string, ListedKind> = {
  organizations: 'organization',
  persons: 'person',
  memberships: 'membership',
  meetings: 'meeting',
  agendaitems: 'agendaitem',
  papers: 'paper',
  consultations: 'consultation',
  files: 'file',
  locations: 'location',
};

const json = (c: Ctx, value: unknown, status: 200 | 400 | 404 = 200) =>
  c.json(value as never, status, { 'access-control-allow-origin': '*' });
const missing = (c: Ctx) => json(c, { error: 'There is no object with this address.' }, 404);

/** /api/oparl: what is public of bodies, meetings and papers, as OParl 1.1 */
export function oparlRoutes({ context }: GovernanceService) {
  const { db, config } = context;
  const oparl = createOparlReader(db, config.publicUrl);

  type Listed = Awaited<ReturnType<typeof oparl.list>>;
  const page = (name: string, read: (query: ListQuery) => Promise<Listed>) => async (c: Ctx) => {
    const input = c.req.query();
    let query: ListQuery;
    try {
      query = queryOf(input);
    } catch (error) {
      if (!(error instanceof BadQuery)) throw error;
      return json(c, { error: `The parameter ${error.message} is not valid.`, parameter: error.message }, 400);
    }
    const address = (number: number) => {
      const url = new URL(`${config.publicUrl}/api/oparl/${name}`);
      for (const [key, value] of Object.entries(input)) if (key !== 'page') url.searchParams.set(key, value);
      url.searchParams.set('page', String(number));
      return url.toString();
    };
    const { objects, total } = await read(query);
    return json(c, listPage(objects, total, query, address));
  };

  const app = new Hono<Env>()
    .get('/api/oparl', async (c) => json(c, await oparl.system()))
    .get('/api/oparl/bodies', page('bodies', oparl.bodies))
    .get(
      '/api/oparl/legislativeterms',
      page('legislativeterms', () => Promise.resolve({ objects: [], total: 0 })),
    )
    .get('/api/oparl/body/netzwerk', async (c) => json(c, await oparl.body()))
    .get('/api/oparl/file/:id/text', async (c) => {
      const id = c.req.param('id');
      const text = isId(id) ? await oparl.text(id) : undefined;
      return text === undefined ? missing(c) : c.text(text);
    });
  for (const [name, kind] of Object.entries(LISTS)) {
    app.get(
      `/api/oparl/${name}`,
      page(name, (query) => oparl.list(kind, query)),
    );
    app.get(`/api/oparl/${kind}/:id`, async (c) => {
      const id = c.req.param('id') ?? '';
      const object = isId(id) ? await oparl.one(kind, id) : undefined;
      return object ? json(c, object) : missing(c);
    });
  }
  return app;
}
