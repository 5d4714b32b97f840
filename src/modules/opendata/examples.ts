import { EXAMPLE_TERMS } from '#modules/hsds/index.ts';
import { newestOffers } from '#modules/offers/index.ts';
import { listOrganisations } from '#modules/organisations/index.ts';
import type { OpenDataParts } from './routes.tsx';

/** One address that answers for each route that needs more than its path, by the route. */
export type Examples = Readonly<Record<string, string | undefined>>;

export async function examplesOf({ db, checks }: Pick<OpenDataParts, 'db' | 'checks'>): Promise<Examples> {
  const [offer] = await newestOffers(db, 1);
  const [organisation] = await listOrganisations(db);
  const [check] = checks();
  const of = (path: string, id: string | undefined) => (id === undefined ? undefined : `${path}/${id}`);
  return {
    '/api/hsds/services/:id': of('/api/hsds/services', offer?.id),
    '/api/hsds/organizations/:id': of('/api/hsds/organizations', organisation?.id),
    '/api/hsds/taxonomies/:id': of('/api/hsds/taxonomies', EXAMPLE_TERMS.taxonomy),
    '/api/hsds/taxonomy_terms/:id': of('/api/hsds/taxonomy_terms', EXAMPLE_TERMS.term),
    '/api/checks/:id': of('/api/checks', check),
    '/api/checks/schema/:name': '/api/checks/schema/definition.schema.json',
    '/api/orte': '/api/orte?q=Kiel',
    '/api/suche': '/api/suche?text=F%C3%BChrung',
    '/api/suche/vorschlaege': '/api/suche/vorschlaege?q=F%C3%BChrung',
    '/sitemap/:part': '/sitemap/0',
  };
}
