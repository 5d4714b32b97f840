import type { Publishing } from './publish.ts';

const parameter = (name: string, description: string, schema: object = { type: 'string' }) => ({
  name,
  in: 'query',
  required: false,
  description,
  schema,
});
const PAGING = [
  parameter('page', 'Number of the page, from 1.', { type: 'integer', minimum: 1 }),
  parameter('per_page', 'Entries on a page, at most 500.', { type: 'integer', minimum: 1, maximum: 500 }),
];
const SEARCH = parameter('search', 'Words to search for.');
const FULL = parameter('full', 'Everything that belongs to an entry, nested.', { type: 'boolean' });
const FORMAT = parameter('format', '`json`, or `ndjson` for everything at once, one object a line.', {
  type: 'string',
  enum: ['json', 'ndjson'],
});
const FILTERS = [
  parameter('organization_id', 'Only what this organisation offers.'),
  parameter('taxonomy_term_id', 'Only what has this term, or one below it.'),
  parameter('taxonomy_id', 'Only what has any term of this taxonomy.'),
  parameter('modified_after', 'Only what was changed on or after this moment.', { type: 'string', format: 'date-time' }),
];
const SCHEMAS = 'https://raw.githubusercontent.com/openreferral/specification/3.0/schema/';
const content = (schema: object) => ({ 'application/json': { schema } });
const FAULT = {
  description: 'What cannot be read, by parameter.',
  content: content({
    type: 'object',
    properties: {
      error: { type: 'string' },
      errors: { type: 'array', items: { type: 'object', properties: { parameter: { type: 'string' }, message: { type: 'string' } } } },
    },
  }),
};
const listing = (summary: string, item: string, parameters: object[]) => ({
  get: {
    summary,
    parameters,
    responses: {
      200: {
        description: 'One page.',
        content: content({
          allOf: [
            { $ref: '#/components/schemas/Page' },
            { type: 'object', properties: { contents: { type: 'array', items: { $ref: SCHEMAS + item } } } },
          ],
        }),
      },
      400: FAULT,
    },
  },
});
const detail = (summary: string, item: string, parameters: object[] = []) => ({
  get: {
    summary,
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }, ...parameters],
    responses: {
      200: { description: 'With everything that belongs to it.', content: content({ $ref: SCHEMAS + item }) },
      404: { description: 'There is nothing with this id.' },
    },
  },
});

/** The interface of the directory: OpenAPI 3.1, after HSDS 3.0. Written to docs/api/hsds.openapi.json. */
export const hsdsOpenApi = (publicUrl: Publishing['publicUrl'] = '') => ({
  openapi: '3.1.0',
  info: {
    title: 'Directory of the network (HSDS 3.0)',
    version: '1.0.0',
    description:
      'Offers of the network’s partners after the Human Services Data Specification 3.0 of Open Referral. Public, no key, at most 500 entries a page.',
  },
  servers: [{ url: `${publicUrl}/api/hsds` }],
  paths: {
    '/': { get: { summary: 'Version of the specification, address of this document.', responses: { 200: { description: 'JSON' } } } },
    '/services': listing('Offers.', 'compiled/service_list.json', [
      ...PAGING,
      SEARCH,
      FULL,
      FORMAT,
      ...FILTERS,
      parameter('minimal', 'Only id and time of change.', { type: 'boolean' }),
    ]),
    '/services/{id}': detail('One offer.', 'compiled/service.json'),
    '/organizations': listing('Organisations.', 'compiled/organization_list.json', [...PAGING, SEARCH, FULL, FORMAT]),
    '/organizations/{id}': detail('One organisation with its offers.', 'compiled/organization.json', [
      parameter('full_service', 'The offers with everything that belongs to them.', { type: 'boolean' }),
    ]),
    '/service_at_locations': listing('Where offers are to be had, paged by offer.', 'compiled/service_at_location_list.json', [
      ...PAGING,
      SEARCH,
      FULL,
      ...FILTERS,
    ]),
    '/taxonomies': listing('Taxonomies.', 'taxonomy.json', [...PAGING, SEARCH]),
    '/taxonomies/{id}': detail('One taxonomy.', 'taxonomy.json'),
    '/taxonomy_terms': listing('Terms of the taxonomies.', 'taxonomy_term.json', [
      ...PAGING,
      SEARCH,
      parameter('taxonomy_id', 'Only terms of this taxonomy.'),
      parameter('parent_id', 'Only terms below this one.'),
      parameter('top_only', 'Only terms that stand below none.', { type: 'boolean' }),
    ]),
    '/taxonomy_terms/{id}': detail('One term.', 'taxonomy_term.json'),
  },
  components: {
    schemas: {
      Page: {
        type: 'object',
        properties: {
          total_items: { type: 'integer' },
          total_pages: { type: 'integer' },
          page_number: { type: 'integer' },
          size: { type: 'integer' },
          first_page: { type: 'boolean' },
          last_page: { type: 'boolean' },
          empty: { type: 'boolean' },
        },
      },
    },
  },
});
