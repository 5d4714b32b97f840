import type { Db } from '#platform/database/index.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { OfferUse } from '#modules/offers/index.ts';
import { organisationsByIds } from '#modules/organisations/index.ts';
import { findingOf, partnersOf } from './store.ts';
import { overlapTexts } from './texts.ts';

/** What stands beside an offer wherever it appears: who offers it together, and under which conditions it may be used. */
export async function offerUse(db: Db, offer: string, locale: Locale): Promise<OfferUse> {
  const t = overlapTexts(locale);
  const partners = (await partnersOf(db, [offer])).filter(({ state }) => state === 'accepted');
  const organisations = await organisationsByIds(
    db,
    partners.map((row) => row.organisation_id),
  );
  const finding = await findingOf(db, 'offer', offer);
  return {
    partners: [...organisations.values()].map(({ name, slug }) => ({ name, path: `/partner/${slug}` })),
    conditions: (finding?.conditions ?? []).map(({ context, text }) => ({ context: t.review.contexts[context], text })),
  };
}
