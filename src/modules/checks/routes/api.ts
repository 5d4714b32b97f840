import { Hono } from 'hono';
import type { Env } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { toExchange } from '../definition/exchange.ts';
import { checkpointsOf } from '../definition/model.ts';
import { checksOpenApi } from '../openapi.ts';
import type { ChecksService } from '../service.ts';

const openapi = checksOpenApi();

const schemas = {
  'definition.schema.json': openapi.components.schemas.Definition,
  'assessment.schema.json': openapi.components.schemas.Assessment,
} as const;

/** /api/checks…: the network's checks for other programs, as plain JSON with JSON Schema. */
export function checksApi({ editions, publicUrl }: ChecksService) {
  const editionOf = (id: string, version: number | undefined) => {
    const wished = version ?? editions.current.get(id)?.version;
    const edition = wished === undefined ? undefined : editions.find(id, wished);
    if (!edition) throw new HttpError(404);
    return edition;
  };
  return new Hono<Env>()
    .get('/api/checks', (c) =>
      c.json(
        [...editions.current.values()].map((definition) => ({
          id: definition.id,
          version: definition.version,
          hash: definition.hash,
          state: editions.find(definition.id, definition.version)?.state,
          adopted: definition.adopted ?? null,
          title: definition.title,
          summary: definition.summary,
          minutes: definition.minutes,
          themes: definition.themes.length,
          checkpoints: checkpointsOf(definition).length,
          versions: editions.of(definition.id).map((edition) => edition.definition.version),
          url: `${publicUrl}/api/checks/${definition.id}/${definition.version}`,
        })),
      ),
    )
    .get('/api/checks/openapi.json', (c) => c.json(openapi))
    .get('/api/checks/schema/:name', (c) => {
      const schema = schemas[c.req.param('name') as keyof typeof schemas];
      if (!schema) throw new HttpError(404);
      return c.json(schema);
    })
    .get('/api/checks/:id', (c) => c.json(toExchange(editionOf(c.req.param('id'), undefined).source)))
    .get('/api/checks/:id/:version', (c) => {
      const text = c.req.param('version');
      if (!/^\d{1,4}$/.test(text)) throw new HttpError(404);
      return c.json(toExchange(editionOf(c.req.param('id'), Number(text)).source));
    });
}
