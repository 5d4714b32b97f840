import { PARAMETERS } from './parameters.ts';
import type { Publishing } from './publish.ts';

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
      'Offers of the network’s partners after the Human Services Data Specification 3.0 of Open Referral. Public, no key, at most 500 entries a page. A parameter that an address does not serve is refused (400).',
  },
  servers: [{ url: `${publicUrl}/api/hsds` }],
  paths: {
    '/': { get: { summary: 'Version of the specification, address of this document.', responses: { 200: { description: 'JSON' } } } },
    '/services': listing('Offers.', 'compiled/service_list.json', PARAMETERS['/services']),
    '/services/{id}': detail('One offer.', 'compiled/service.json'),
    '/organizations': listing('Organisations.', 'compiled/organization_list.json', PARAMETERS['/organizations']),
    '/organizations/{id}': detail('One organisation with its offers.', 'compiled/organization.json', PARAMETERS['/organizations/{id}']),
    '/service_at_locations': listing(
      'Where offers are to be had: an entry for each offer and place.',
      'compiled/service_at_location_list.json',
      PARAMETERS['/service_at_locations'],
    ),
    '/service_at_locations/{id}': detail('One offer at one place.', 'compiled/service_at_location.json'),
    '/locations': listing('Places of organisations and of offers.', 'location.json', PARAMETERS['/locations']),
    '/taxonomies': listing('Taxonomies.', 'taxonomy.json', PARAMETERS['/taxonomies']),
    '/taxonomies/{id}': detail('One taxonomy.', 'taxonomy.json'),
    '/taxonomy_terms': listing('Terms of the taxonomies.', 'taxonomy_term.json', PARAMETERS['/taxonomy_terms']),
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
