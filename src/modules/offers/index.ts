import { migrationsOf } from '#platform/database/migrate.ts';

export { offerBodies, offerEditRoutes } from './edit.ts';
export { offerKind } from './kind.ts';
export { type NewOffer, OFFER_KINDS, type Offer, type OfferKind } from './model.ts';
export { offersRoutes } from './pages.tsx';
export {
  allOffers,
  hideOffersOf,
  insertOffers,
  offerBySlug,
  offersAfter,
  offersByIds,
  offersOn,
  removeDemoOffers,
  removeOffers,
  saveOffer,
  viewsOf,
} from './store.ts';
export { offersTexts } from './texts.ts';

export const offersMigrations = migrationsOf(
  'offers',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
