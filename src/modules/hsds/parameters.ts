/** What each address of the interface takes: the document describes it, and everything else is refused. */

interface Parameter {
  name: string;
  in: 'query';
  required: false;
  description: string;
  schema: object;
}
const parameter = (name: string, description: string, schema: object = { type: 'string' }): Parameter => ({
  name,
  in: 'query',
  required: false,
  description,
  schema,
});
const PAGING = [
  parameter('page', 'Number of the page, from 1.', { type: 'integer', minimum: 1 }),
  parameter('per_page', 'Entries on a page, at most 500.', { type: 'integer', minimum: 1, maximum: 500 }),
  parameter('format', '`json`, or `ndjson` for everything at once, one object a line.', { type: 'string', enum: ['json', 'ndjson'] }),
];
const SEARCH = parameter('search', 'Words to search for.');
const FULL = parameter('full', 'Everything that belongs to an entry, nested.', { type: 'boolean' });
const ORGANIZATION = parameter('organization_id', 'Only what this organisation offers.');
const FILTERS = [
  ORGANIZATION,
  parameter('taxonomy_term_id', 'Only what has this term, or one below it.'),
  parameter('taxonomy_id', 'Only what has any term of this taxonomy.'),
  parameter('modified_after', 'Only what was changed on or after this moment.', { type: 'string', format: 'date-time' }),
];
const FULL_SERVICE = parameter('full_service', 'The offers with everything that belongs to them.', { type: 'boolean' });

export const PARAMETERS = {
  '/services': [...PAGING, SEARCH, FULL, ...FILTERS, parameter('minimal', 'Only id and time of change.', { type: 'boolean' })],
  '/services/{id}': [],
  '/organizations': [...PAGING, SEARCH, FULL],
  '/organizations/{id}': [FULL_SERVICE],
  '/service_at_locations': [...PAGING, SEARCH, FULL, ...FILTERS],
  '/service_at_locations/{id}': [],
  '/locations': [...PAGING, ORGANIZATION],
  '/taxonomies': [...PAGING, SEARCH],
  '/taxonomies/{id}': [],
  '/taxonomy_terms': [
    ...PAGING,
    SEARCH,
    parameter('taxonomy_id', 'Only terms of this taxonomy.'),
    parameter('parent_id', 'Only terms below this one.'),
    parameter('top_only', 'Only terms that stand below none.', { type: 'boolean' }),
  ],
  '/taxonomy_terms/{id}': [],
} satisfies Record<string, Parameter[]>;
export type Served = keyof typeof PARAMETERS;

/** Why a parameter of the standard is not served: said to whoever asks, who would otherwise believe that it was. */
const WHY: Record<string, string> = {
  postcode: 'is not served: offers reach as far as their service_areas say, and lists are not narrowed by place',
  proximity: 'is not served: lists are not narrowed by place',
};
export const refusalOf = (name: string): string => WHY[name] ?? 'is not served here';
