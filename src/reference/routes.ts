import { Hono } from 'hono';
import type { Env } from '../platform/http/context.ts';
import { type Places, placeLabel, placeLabelWithDistrict } from './places/model.ts';

const MOST_SUGGESTIONS = 8;

/** /api/orte: what a half-typed place may become. */
export function referenceRoutes(places: Places) {
  return new Hono<Env>().get('/api/orte', (c) => {
    const found = places.suggest(c.req.query('q') ?? '', MOST_SUGGESTIONS);
    c.header('Cache-Control', 'public, max-age=3600');
    return c.json({
      suggestions: found.map((place) => ({
        value: place.postalCode ? placeLabel(place) : place.name,
        label: placeLabelWithDistrict(place),
      })),
    });
  });
}
