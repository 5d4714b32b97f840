import { migrationsOf } from '#platform/database/migrate.ts';

export { OFFER_KINDS, type Offer, type OfferKind } from './model.ts';
export { offersRoutes } from './pages.tsx';
export { insertOffers, offerBySlug, offersAfter, removeDemoOffers } from './store.ts';
export { offersTexts } from './texts.ts';

export const offersMigrations = migrationsOf(
  'offers',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
