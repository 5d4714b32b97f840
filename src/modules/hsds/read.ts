import { slugify } from '#platform/slug.ts';
import { distanceKm, type Location, locationOf as placeLocation, type Places } from '#reference/index.ts';
import { type NewOffer, OFFER_KINDS, type OfferKind, offersTexts } from '#modules/offers/index.ts';
import { type NewOrganisation, ORGANISATION_KINDS, type OrganisationKind } from '#modules/organisations/index.ts';
import { PARAGRAPH } from './publish.ts';
import type { HsdsOrganization, HsdsService } from './schema.ts';
import type { TaxonomyCode, Terms } from './terms.ts';

export interface Reading {
  terms: Terms;
  places: Places;
  /** Topics that a text is about, for what comes without ours. */
  understand(text: string): Promise<string[]>;
}

/** Why something cannot be taken over. */
export type ReadFault = 'noPlace' | 'noOrganisation' | 'notActive' | 'noDescription';

const MOST_TOPICS = 6;
const MOST_REACH = 1000;
const LONGEST = { title: 200, summary: 400, description: 8000, price: 200 };
const NO_PLACE_KM = 60;

type Attributes = HsdsService['attributes'];
/** Codes of one taxonomy in their order, by the term's id or by its code and taxonomy. */
function codesOf(attributes: Attributes, taxonomy: TaxonomyCode, terms: Terms): string[] {
  const found = attributes.flatMap(({ value, taxonomy_term: given }) => {
    const known =
      terms.byId.get(given?.id ?? '') ?? (given?.taxonomy === taxonomy && given.code ? terms.of(taxonomy, given.code) : undefined);
    return known?.taxonomy.code === taxonomy ? [{ code: known.code, rank: Number(value) || Number.MAX_SAFE_INTEGER }] : [];
  });
  return [...new Set(found.toSorted((a, b) => a.rank - b.rank).map(({ code }) => code))];
}

type HsdsLocation = HsdsOrganization['locations'][number];

/** A place of ours for one of theirs: by postal code, by name, or the one nearest to its coordinates. */
function placeOf(locations: readonly HsdsLocation[], places: Places): Location | undefined {
  for (const { latitude: lat, longitude: lon, addresses } of locations) {
    const [address] = addresses;
    const code = address?.postal_code && /^\d{5}$/.test(address.postal_code) ? address.postal_code : undefined;
    const answer = places.find(code ?? address?.city ?? '');
    const found = answer.kind === 'found' ? placeLocation(answer.place) : undefined;
    if (lat === undefined || lon === undefined) {
      if (found) return found;
      continue;
    }
    if (Math.abs(lat) > 90 || Math.abs(lon) > 180) continue;
    // Their own coordinates and names stand, as long as they are where they say.
    const near = found && distanceKm(found, { lat, lon }) < NO_PLACE_KM ? found : undefined;
    const district = /^\d{5}$/.test(address?.region ?? '') ? (address?.region ?? '') : near?.district;
    if (district === undefined) continue;
    return { postal_code: code ?? null, town: (address?.city ?? near?.town ?? '').slice(0, 120), district, lat, lon };
  }
  return undefined;
}

function reachOf(service: HsdsService): number | null {
  for (const { extent, extent_type: type } of service.service_areas) {
    if (type === 'country' || extent === 'DE') return null;
    if (type !== 'radius') continue;
    try {
      const radius = (JSON.parse(extent ?? '') as { radius_km?: unknown }).radius_km;
      if (typeof radius === 'number' && radius >= 1) return Math.min(MOST_REACH, Math.round(radius));
    } catch {
      // An area in words says nothing that could be measured.
    }
  }
  return null;
}

const firstSentence = (text: string): string => /^.*?[.!?](?=\s|$)/s.exec(text)?.[0] ?? text;

function texts(service: HsdsService): { summary: string; description: string } | undefined {
  const all = service.description ?? '';
  const at = all.indexOf(PARAGRAPH);
  const summary = at >= 0 && at <= LONGEST.summary ? all.slice(0, at) : firstSentence(all).slice(0, LONGEST.summary);
  const description = at >= 0 && at <= LONGEST.summary ? all.slice(at + PARAGRAPH.length) : all;
  return summary === '' ? undefined : { summary, description: description.slice(0, LONGEST.description) };
}

/** An offer of ours from a service of theirs. Pure but for understanding what a text is about. */
export async function readService(
  service: HsdsService,
  organisation: Location | undefined,
  reading: Reading,
): Promise<NewOffer | ReadFault> {
  const { terms, places } = reading;
  if (service.status && service.status !== 'active') return 'notActive';
  const organisationId = service.organization_id ?? service.organization?.id;
  if (!organisationId) return 'noOrganisation';
  const said = texts(service);
  if (!said) return 'noDescription';
  const locations = service.service_at_locations.flatMap(({ location }) => location ?? []);
  const place = placeOf(
    locations.filter(({ location_type: type }) => type !== 'virtual'),
    places,
  );
  const at = place ?? organisation;
  if (!at) return 'noPlace';
  const topics = codesOf(service.attributes, 'topics', terms);
  const known = offersTexts('de').languageNames;
  const languages = service.languages.flatMap(({ code }) => (code && Object.hasOwn(known, code) ? [code] : []));
  const [kind] = codesOf(service.attributes, 'kinds', terms);
  const free = service.cost_options.some(({ amount, option }) => amount === 0 || option?.toLowerCase() === 'free');
  const online = locations.some(({ location_type: type }) => type === 'virtual');
  return {
    id: service.id.toLowerCase(),
    slug: `${slugify(service.name)}-${service.id.slice(-6).toLowerCase()}`,
    organisation_id: organisationId.toLowerCase(),
    kind: OFFER_KINDS.find((each) => each === kind) ?? ('advice' satisfies OfferKind),
    title: service.name.slice(0, LONGEST.title),
    ...said,
    topics: (topics.length > 0 ? topics : await reading.understand(`${service.name}. ${said.summary}`)).slice(0, MOST_TOPICS),
    industries: codesOf(service.attributes, 'industries', terms),
    sizes: codesOf(service.attributes, 'sizes', terms),
    languages: languages.length > 0 ? languages : ['de'],
    online,
    on_site: locations.some(({ location_type: type }) => type === 'physical') || !online,
    free,
    price: free ? '' : (service.fees_description ?? '').slice(0, LONGEST.price),
    reach_km: reachOf(service),
    demo: false,
    updated_at: new Date(0),
    postal_code: at.postal_code,
    town: at.town,
    district: at.district,
    lat: at.lat,
    lon: at.lon,
  };
}

/** An organisation of ours from one of theirs. */
export function readOrganization(organization: HsdsOrganization, since: string, { terms, places }: Reading): NewOrganisation | ReadFault {
  const place = placeOf(organization.locations, places);
  if (!place) return 'noPlace';
  const [kind] = codesOf(organization.attributes, 'organisation-kinds', terms);
  const website =
    organization.website && /^https?:\/\//.test(organization.website) && URL.canParse(organization.website) ? organization.website : null;
  return {
    id: organization.id.toLowerCase(),
    slug: `${slugify(organization.name)}-${organization.id.slice(-6).toLowerCase()}`,
    name: organization.name,
    kind: ORGANISATION_KINDS.find((each) => each === kind) ?? ('other' satisfies OrganisationKind),
    description: organization.description ?? '',
    email: organization.email ?? '',
    website,
    since,
    demo: false,
    updated_at: new Date(0),
    ...place,
  };
}
