import type { Thing } from '#design/index.ts';
import type { Organisation } from '#modules/organisations/index.ts';
import type { Offer } from './model.ts';

const addressOf = ({ town, postal_code }: Pick<Offer, 'town' | 'postal_code'>) => ({
  '@type': 'PostalAddress',
  addressLocality: town,
  addressCountry: 'DE',
  ...(postal_code ? { postalCode: postal_code } : {}),
});

/** An organisation in schema.org's words. */
export const organisationThing = (organisation: Organisation): Thing => ({
  '@type': 'Organization',
  name: organisation.name,
  description: organisation.description,
  address: addressOf(organisation),
  ...(organisation.website ? { sameAs: organisation.website } : {}),
});

/** An offer in schema.org's words: a service, who provides it, where, and what it costs. */
export const offerThing = (offer: Offer, organisation: Organisation | undefined, label: (topic: string) => string): Thing => ({
  '@type': 'Service',
  name: offer.title,
  description: offer.summary,
  serviceType: offer.topics.map(label),
  ...(organisation ? { provider: organisationThing(organisation) } : {}),
  areaServed:
    offer.reach_km === null
      ? { '@type': 'Country', name: 'DE' }
      : {
          '@type': 'GeoCircle',
          geoMidpoint: { '@type': 'GeoCoordinates', latitude: offer.lat, longitude: offer.lon },
          geoRadius: offer.reach_km * 1000,
        },
  availableLanguage: offer.languages,
  isAccessibleForFree: offer.free,
  ...(offer.free ? { offers: { '@type': 'Offer', price: 0, priceCurrency: 'EUR' } } : {}),
});
