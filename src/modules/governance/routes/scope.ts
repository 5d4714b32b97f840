import type { MiddlewareHandler } from 'hono';
import type { Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { isId } from '#platform/ids.ts';
import { may } from '#modules/accounts/index.ts';
import { ofBody } from '../access.ts';
import type { GovernanceService } from '../service/index.ts';
import { bodiesOfPaper, bodyOf } from '../store/guard.ts';

/** The pages that a member of a body may read without working for it. */
const READABLE = /\/protokoll\.(?:pdf|docx)$/;

/**
 * Every page of the desk about one record asks whether that record's body is one's own: the route's entry in the table
 * only knows that somebody works for some body.
 */
export function scoped({ context }: GovernanceService): MiddlewareHandler<Env> {
  const { db } = context;
  const bodiesOf = async (kind: string, id: string): Promise<string[] | undefined> => {
    if (kind === 'gremien') return [id];
    if (kind === 'vorlagen') return bodiesOfPaper(db, id);
    if (kind !== 'sitzungen' && kind !== 'vereinbarungen') return undefined;
    const body = await bodyOf(db, kind === 'sitzungen' ? 'meeting' : 'agreement', id);
    return body ? [body] : [];
  };
  return async (c, next) => {
    const { kind, id } = { kind: c.req.param('kind') ?? '', id: c.req.param('id') ?? '' };
    const bodies = isId(id) ? await bodiesOf(kind, id) : undefined;
    if (bodies) {
      if (bodies.length === 0) throw new HttpError(404);
      const action = c.req.method === 'GET' && READABLE.test(c.req.path) ? 'body.read' : 'body.manage';
      const own = bodies.find((body) => may(c.get('actor'), action, { body }));
      ofBody(action, own ?? bodies[0] ?? '');
    }
    await next();
  };
}
