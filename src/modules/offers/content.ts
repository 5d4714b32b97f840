import { z } from 'zod';
import type { Locale } from '#platform/i18n/index.ts';
import { formatList } from '#platform/i18n/format.ts';
import { inLocale } from '#platform/i18n/index.ts';
import { sectionOf, sizeLabel } from '#reference/index.ts';
import type { Finding, ShownField } from '#modules/editorial/index.ts';
import { OFFER_KINDS, type Offer } from './model.ts';
import { offersTexts } from './texts.ts';

const location = z.object({ postal_code: z.string().nullable(), town: z.string(), district: z.string(), lat: z.number(), lon: z.number() });

/** An offer as its organisation writes it: everything that becomes public, and nothing else. */
export const offerContent = z.object({
  kind: z.enum(OFFER_KINDS),
  title: z.string(),
  summary: z.string(),
  description: z.string(),
  topics: z.array(z.string()),
  industries: z.array(z.string()),
  sizes: z.array(z.string()).default([]),
  languages: z.array(z.string()),
  online: z.boolean(),
  on_site: z.boolean(),
  free: z.boolean(),
  price: z.string(),
  reach_km: z.number().int().nullable(),
  place: z.string(),
  location: location.nullable(),
  document: z.object({ id: z.string(), name: z.string(), accessible: z.boolean() }).nullable(),
});
export type OfferContent = z.output<typeof offerContent>;

const DESCRIPTION_LEAST = 80;
const SUMMARY_LEAST = 20;

/** What a machine can say before a person has to look. */
export function offerFindings(content: OfferContent): Finding[] {
  const findings: [boolean, Finding][] = [
    [content.summary.length < SUMMARY_LEAST, { field: 'summary', rule: 'summary' }],
    [content.description.length < DESCRIPTION_LEAST, { field: 'description', rule: 'description' }],
    [content.topics.length === 0, { field: 'topics', rule: 'topics' }],
    [!content.online && !content.on_site, { field: 'online', rule: 'way' }],
    [!content.free && content.price === '', { field: 'price', rule: 'price' }],
    [content.location === null, { field: 'place', rule: 'region' }],
    [content.document?.accessible === false, { field: 'datei', rule: 'accessiblePdf' }],
  ];
  return findings.filter(([isWrong]) => isWrong).map(([, finding]) => finding);
}

/** The published offer as content again, to be edited or compared. */
export const contentOf = (offer: Offer, document: OfferContent['document']): OfferContent => {
  const { kind, title, summary, description, topics, industries, sizes, languages, online, on_site, free, price, reach_km } = offer;
  const { postal_code, town, district, lat, lon } = offer;
  const place = [postal_code, town].filter(Boolean).join(' ');
  return {
    kind,
    title,
    summary,
    description,
    topics,
    industries,
    sizes,
    languages,
    online,
    on_site,
    free,
    price,
    reach_km,
    place,
    location: { postal_code, town, district, lat, lon },
    document,
  };
};

/** The fields as people read them, for the comparison. */
export function showOffer(content: OfferContent, locale: Locale, topicLabel: (id: string, locale: Locale) => string): ShownField[] {
  const t = offersTexts(locale);
  const list = (items: string[]) => formatList(items, locale);
  const ways = [content.on_site && t.onSite, content.online && t.online].filter((way) => way !== false);
  return [
    { label: t.form.kind, value: t.kinds[content.kind] },
    { label: t.form.title, value: content.title },
    { label: t.form.summary, value: content.summary },
    { label: t.form.description, value: content.description },
    { label: t.topics, value: list(content.topics.map((id) => topicLabel(id, locale))) },
    {
      label: t.industries,
      value: list(
        content.industries.flatMap((code) => {
          const section = sectionOf(code);
          return section ? [inLocale(section, locale)] : [];
        }),
      ),
    },
    { label: t.form.sizes, value: list(content.sizes.map(sizeLabel)) },
    { label: t.languages, value: list(content.languages.map((code) => t.languageNames[code] ?? code)) },
    { label: t.format, value: list(ways) },
    { label: t.cost, value: content.free ? t.free : content.price },
    {
      label: t.place,
      value: [content.place, content.reach_km === null ? t.nationwide : t.reach(content.reach_km)].filter(Boolean).join(', '),
    },
    { label: t.form.document, value: content.document?.name ?? '' },
  ];
}
