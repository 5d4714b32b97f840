import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import type { Env } from '#platform/http/context.ts';
import { fromRoot } from '#platform/root.ts';
import { offersTexts } from '#modules/offers/index.ts';
import { narrowed } from '../facets.ts';
import { searchTexts } from '../texts.ts';
import type { SearchParts } from './search.tsx';

const HITS = 10;
const LONGEST = 200;

/** /api/suche and /einbetten.js: the search for other people's pages. No cookie is read or set. */
export function embedRoutes(
  { search, topics, places, clock, conditionsOf }: Pick<SearchParts, 'search' | 'topics' | 'places' | 'clock' | 'conditionsOf'>,
  publicUrl: string,
) {
  let script: string | undefined;
  return new Hono<Env>()
    .get('/api/suche', async (c) => {
      c.header('Access-Control-Allow-Origin', '*');
      c.header('Cross-Origin-Resource-Policy', 'cross-origin');
      c.header('Cache-Control', 'public, max-age=300');
      const asked = (name: string) => (c.req.query(name) ?? '').replaceAll('\0', '').slice(0, LONGEST).trim();
      const place = asked('ort') === '' ? undefined : places.find(asked('ort'));
      const topic = topics.get(asked('thema'))?.id;
      const { ranked } = await search.search(asked('text') || (topic ? topics.label(topic, 'de') : ''), {
        near: place?.kind === 'found' ? place.place : undefined,
        kinds: ['offer', 'consultant', 'pilot', 'network', 'check'],
        offerKinds: undefined,
        online: false,
        onSite: false,
        free: false,
        language: undefined,
        today: clock.today(),
        bodies: [],
      });
      const hits = narrowed(ranked, topic ? { thema: topic } : {});
      const locale = c.get('locale');
      const shown = hits.slice(0, HITS);
      const conditions = await conditionsOf(
        shown.map(({ found }) => found.id),
        locale,
      );
      return c.json({
        total: hits.length,
        hits: shown.map(({ found }) => ({
          title: found.title,
          summary: found.summary,
          kind:
            found.kind === 'offer' && found.offer_kind
              ? offersTexts(locale).kinds[found.offer_kind]
              : searchTexts(locale).kindOf[found.kind],
          organisation: found.organisation === found.title ? '' : found.organisation,
          town: found.town,
          distanceKm: found.distance_km,
          conditions: conditions.get(found.id) ?? [],
          url: `${publicUrl}${found.path}`,
        })),
      });
    })
    .get('/einbetten.js', (c) => {
      script ??= readFileSync(fromRoot('dist', 'assets', 'embed.js'), 'utf8');
      return c.body(script, 200, {
        'content-type': 'text/javascript; charset=utf-8',
        'access-control-allow-origin': '*',
        'cross-origin-resource-policy': 'cross-origin',
        'cache-control': 'public, max-age=3600',
      });
    });
}
