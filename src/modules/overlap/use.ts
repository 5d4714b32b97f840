import type { Db } from '#platform/database/index.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { OfferUse } from '#modules/offers/index.ts';
import { organisationsByIds } from '#modules/organisations/index.ts';
import { findingOf, findingsOf, partnersOf } from './store.ts';
import { overlapTexts } from './texts.ts';

/** Under which conditions some offers may be used, in words. */
export async function conditionsOf(db: Db, offers: readonly string[], locale: Locale): Promise<Map<string, string[]>> {
  const { contexts } = overlapTexts(locale).review;
  const findings = await findingsOf(db, 'offer', offers);
  return new Map(
    findings.map(({ subject, conditions }) => [subject, conditions.map(({ context, text }) => `${contexts[context]}: ${text}`)]),
  );
}

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
