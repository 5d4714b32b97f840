import { z } from 'zod';
import { exchangeSchema } from './definition/exchange.ts';
import { answersFileSchema } from './file-schema.ts';

const json = (schema: object, description: string) => ({ description, content: { 'application/json': { schema } } });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const notFound = { description: 'There is no such check or version' };
const path = (name: string, pattern: string, description: string) => ({
  name,
  in: 'path',
  required: true,
  description,
  schema: { type: 'string', pattern },
});

const summarySchema = z.object({
  id: z.string(),
  version: z.number().int(),
  hash: z.string(),
  state: z.enum(['trial', 'inForce']),
  adopted: z.object({ on: z.string(), by: z.string() }).nullable(),
  title: z.object({ de: z.string(), en: z.string().optional(), leicht: z.string().optional() }),
  summary: z.object({ de: z.string(), en: z.string().optional(), leicht: z.string().optional() }),
  minutes: z.number().int(),
  themes: z.number().int(),
  checkpoints: z.number().int(),
  versions: z.array(z.number().int()),
  url: z.string(),
});

/** The checks' part of the API as OpenAPI 3.1, made from the schemas that the program itself checks with. */
export const checksOpenApi = () => ({
  openapi: '3.1.0',
  info: { title: 'Transferwerk: checks', version: '1', description: 'The network’s checks as plain JSON. Read only, no key needed.' },
  paths: {
    '/api/checks': {
      get: {
        summary: 'The checks that may be begun, each with its newest version',
        responses: { 200: json({ type: 'array', items: ref('Summary') }, 'All checks') },
      },
    },
    '/api/checks/{id}': {
      get: {
        summary: 'The newest version of a check, with its translations',
        parameters: [path('id', '^[a-z][a-z0-9-]{1,59}$', 'Short name of the check')],
        responses: { 200: json(ref('Definition'), 'The check'), 404: notFound },
      },
    },
    '/api/checks/{id}/{version}': {
      get: {
        summary: 'One version of a check, also one that is no longer in force',
        parameters: [
          path('id', '^[a-z][a-z0-9-]{1,59}$', 'Short name of the check'),
          path('version', '^\\d{1,4}$', 'Number of the version'),
        ],
        responses: { 200: json(ref('Definition'), 'The check'), 404: notFound },
      },
    },
  },
  components: {
    schemas: {
      Summary: z.toJSONSchema(summarySchema, { io: 'output' }),
      Definition: z.toJSONSchema(exchangeSchema, { io: 'input' }),
      /** What `…/datei.json` of a private link holds, and what a check can be opened with again. */
      Assessment: z.toJSONSchema(answersFileSchema, { io: 'input', unrepresentable: 'any' }),
    },
  },
});
