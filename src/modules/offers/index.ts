import { migrationsOf } from '#platform/database/migrate.ts';

export { offerEditRoutes } from './edit.ts';
export { type OfferContent, offerContent } from './content.ts';
export { offerKind } from './kind.ts';
export { type NewOffer, OFFER_KINDS, type Offer, type OfferKind, type OfferUse } from './model.ts';
export { offersRoutes } from './pages.tsx';
export {
  everyOfferAfter,
  offeringOf,
  changeOffer,
  hideOffersOf,
  insertOffers,
  newestOffers,
  type OfferAt,
  offerBySlug,
  offerOfNamedId,
  offersAtPage,
  offersAfter,
  offersByIds,
  offersOfOrganisation,
  offersOfOrganisations,
  type OfferFilter,
  offersOn,
  offersPage,
  removeDemoOffers,
  removeOffers,
  saveOffer,
  setOfferState,
  viewsOf,
  viewsOfOffers,
} from './store.ts';
export { reachOf } from './reach.ts';
export { offersTexts } from './texts.ts';
export { UseNote } from './use-note.tsx';

export const offersMigrations = migrationsOf(
  'offers',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
