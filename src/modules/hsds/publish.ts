import { namedId } from '#platform/named-id.ts';
import { type Offer, type OfferAt, offersTexts } from '#modules/offers/index.ts';
import type { Organisation } from '#modules/organisations/index.ts';
import type { TaxonomyCode, Term, Terms } from './terms.ts';

/** An object of HSDS 3.0 as it is given out: absent fields are left out, as the schemas want it. */
export type Json = Record<string, unknown>;

const without = (object: Json): Json =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined && value !== null && value !== ''));

export const publishTaxonomy = ({ id, name, description }: Terms['taxonomies'][number], publicUrl: string): Json => ({
  id,
  name,
  description,
  uri: `${publicUrl}/themen`,
  version: '1',
});

export const publishTerm = ({ id, code, name, description, parent, uri, taxonomy }: Term, publicUrl: string): Json =>
  without({
    id,
    code,
    name,
    description,
    parent_id: parent,
    taxonomy: taxonomy.code,
    taxonomy_id: taxonomy.id,
    taxonomy_detail: publishTaxonomy(taxonomy, publicUrl),
    language: 'de',
    term_uri: uri,
  });

/** What is made for a request: its terms and its own address. */
export interface Publishing {
  terms: Terms;
  publicUrl: string;
}

const attributes = ({ terms, publicUrl }: Publishing, subject: string, entity: string, codes: readonly [TaxonomyCode, string][]): Json[] =>
  codes.flatMap(([taxonomy, code], rank) => {
    const term = terms.of(taxonomy, code);
    return term
      ? [
          {
            id: namedId(`attribute ${subject} ${term.id}`),
            link_id: subject,
            link_type: taxonomy,
            link_entity: entity,
            taxonomy_term_id: term.id,
            // Topics have an order: the main one first.
            value: String(rank + 1),
            taxonomy_term: publishTerm(term, publicUrl),
          },
        ]
      : [];
  });

const addressOf = (subject: string, place: Offer | Organisation): Json => ({
  id: namedId(`address ${subject}`),
  location_id: namedId(`location ${subject}`),
  address_1: '-',
  city: place.town,
  region: place.district,
  state_province: '-',
  postal_code: place.postal_code ?? '-',
  country: 'DE',
  address_type: 'physical',
});

const locationOf = (subject: string, place: Offer | Organisation, organisation: string): Json => ({
  id: namedId(`location ${subject}`),
  location_type: 'physical',
  organization_id: organisation,
  name: place.town,
  latitude: place.lat,
  longitude: place.lon,
  addresses: [addressOf(subject, place)],
});

const ownFields = (organisation: Organisation, { publicUrl }: Publishing): Json =>
  without({
    id: organisation.id,
    name: organisation.name,
    description: organisation.description,
    email: organisation.email,
    website: organisation.website,
    uri: `${publicUrl}/partner/${organisation.slug}`,
    year_incorporated: undefined,
  });

/** An organisation as it stands in a listing. */
export const publishOrganizationBrief = (organisation: Organisation, publishing: Publishing): Json => ownFields(organisation, publishing);

/** An organisation with everything that belongs to it. */
export const publishOrganization = (organisation: Organisation, publishing: Publishing): Json => ({
  ...ownFields(organisation, publishing),
  locations: [publishOrganizationLocation(organisation)],
  contacts: organisation.contacts.map((contact, index) =>
    without({
      id: namedId(`contact ${organisation.id} ${index}`),
      organization_id: organisation.id,
      name: contact.name,
      title: contact.role,
      email: contact.email,
      phones: contact.phone
        ? [{ id: namedId(`phone ${organisation.id} ${index}`), organization_id: organisation.id, number: contact.phone }]
        : undefined,
    }),
  ),
  attributes: attributes(publishing, organisation.id, 'organization', [['organisation-kinds', organisation.kind]]),
});

/** Where summary and description meet in HSDS's one text. */
export const PARAGRAPH = '\n\n';

/** An offer as it stands in a listing: only what is one to one. */
export function publishServiceBrief(
  offer: Offer,
  organisation: Organisation | undefined,
  publishing: Publishing,
  conditions: readonly string[],
): Json {
  const alerts = [...(offer.marked ? ['Seit über einem Jahr nicht bestätigt.'] : []), ...conditions];
  return without({
    id: offer.id,
    organization_id: offer.organisation_id,
    name: offer.title,
    description: [offer.summary, offer.description].filter(Boolean).join(PARAGRAPH),
    url: `${publishing.publicUrl}/angebote/${offer.slug}`,
    email: organisation?.email,
    status: 'active',
    fees_description: offer.price,
    alert: alerts.join(' '),
    last_modified: offer.updated_at.toISOString(),
  });
}

const areaOf = (offer: Offer): Json =>
  offer.reach_km === null
    ? { id: namedId(`area ${offer.id}`), service_id: offer.id, name: 'Deutschland', extent: 'DE', extent_type: 'country' }
    : {
        id: namedId(`area ${offer.id}`),
        service_id: offer.id,
        name: `${offer.town}, ${offer.reach_km} km`,
        extent: JSON.stringify({ type: 'Point', coordinates: [offer.lon, offer.lat], radius_km: offer.reach_km }),
        extent_type: 'radius',
      };

/** The beginnings of the names that ids of entries "an offer at a place" are made of. */
const AT: Record<OfferAt, string> = { place: 'service at place', virtual: 'service at virtual' };
export const AT_NAMES = Object.values(AT);

/** Where an offer is to be had. Its place is given even where nothing happens there: distance is measured from it. */
export function publishOfferLocation(offer: Offer, at: OfferAt): Json {
  if (at === 'virtual')
    return { id: namedId(`virtual ${offer.id}`), location_type: 'virtual', organization_id: offer.organisation_id, name: 'online' };
  const physical = locationOf(offer.id, offer, offer.organisation_id);
  return offer.on_site ? physical : { ...physical, location_type: 'postal' };
}

/** An organisation's own place. */
export const publishOrganizationLocation = (organisation: Organisation): Json => locationOf(organisation.id, organisation, organisation.id);

/** An offer at one place; `isFull` with the place itself. */
export function publishServiceAtLocation(offer: Offer, at: OfferAt, isFull: boolean): Json {
  const location = publishOfferLocation(offer, at);
  return {
    id: namedId(`${AT[at]} ${offer.id}`),
    service_id: offer.id,
    location_id: location['id'],
    ...(isFull ? { location } : {}),
  };
}

const places = (offer: Offer): Json[] =>
  (offer.online ? (['place', 'virtual'] as const) : (['place'] as const)).map((at) => publishServiceAtLocation(offer, at, true));

/** An offer with everything that belongs to it. */
export function publishService(
  offer: Offer,
  organisation: Organisation | undefined,
  publishing: Publishing,
  conditions: readonly string[],
): Json {
  const codes: [TaxonomyCode, string][] = [
    ...offer.topics.map((topic): [TaxonomyCode, string] => ['topics', topic]),
    ['kinds', offer.kind],
    ...offer.industries.map((code): [TaxonomyCode, string] => ['industries', code]),
    ...offer.sizes.map((code): [TaxonomyCode, string] => ['sizes', code]),
  ];
  return {
    ...publishServiceBrief(offer, organisation, publishing, conditions),
    ...(organisation ? { organization: publishOrganization(organisation, publishing) } : {}),
    languages: offer.languages.map((code) => ({
      id: namedId(`language ${offer.id} ${code}`),
      service_id: offer.id,
      code,
      name: offersTexts('de').languageNames[code] ?? code,
    })),
    cost_options: offer.free
      ? [
          {
            id: namedId(`cost ${offer.id}`),
            service_id: offer.id,
            option: 'free',
            currency: 'EUR',
            amount: 0,
            amount_description: 'kostenfrei',
          },
        ]
      : [],
    service_areas: [areaOf(offer)],
    service_at_locations: places(offer),
    attributes: attributes(publishing, offer.id, 'service', codes),
  };
}
