import { localDay } from '#platform/clock.ts';
import { plusDays } from '#platform/days.ts';
import { slugify } from '#platform/slug.ts';
import { distanceKm, locationOf, type Place, type Places, SECTIONS } from '#reference/index.ts';
import type { NewConsultant } from '#modules/consultants/index.ts';
import type { Network } from '#modules/networks/index.ts';
import { OFFER_KINDS, type NewOffer, type OfferKind } from '#modules/offers/index.ts';
import type { NewOrganisation } from '#modules/organisations/index.ts';
import type { Topic, Topics } from '#modules/topics/index.ts';
import { createRandom, demoId, type Random } from './random.ts';
import {
  ENDINGS,
  FIRST_NAMES,
  LAST_NAMES,
  MIDDLES,
  OPENINGS,
  ORGANISATIONS,
  PERSON_ABOUTS,
  PERSON_SUMMARIES,
  PILOT_SUMMARIES,
  PRICES,
  REGIONS,
  SUMMARIES,
  TITLES,
} from './words.ts';

export interface DemoNetwork {
  organisations: NewOrganisation[];
  offers: NewOffer[];
  consultants: NewConsultant[];
  networks: Network[];
  members: { network_id: string; organisation_id: string }[];
  areas: { network_id: string; district: string }[];
}

/** Everything was checked on this day; accreditations end up to three years later. */
const DAY = new Date('2026-06-01T08:00:00Z');
const OFFERS = 600;
const ORGANISATIONS_AT_1 = 60;
const CONSULTANTS = 250;
const NETWORKS = 12;
/** A bigger network has more offers of each partner: partners and people grow more slowly than offers. */
const GROWTH = 0.65;
const KIND_WEIGHTS: [OfferKind, number][] = [
  ['advice', 30],
  ['training', 26],
  ['aid', 16],
  ['tool', 11],
  ['event', 11],
  ['funding', 6],
];

const fill = (template: string, word: string) => template.replace('{}', word);
const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function weighted<Value>(random: Random, values: readonly [Value, number][]): Value {
  let left = random.next() * values.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [value, weight] of values) {
    left -= weight;
    if (left < 0) return value;
  }
  return (values[0] as [Value, number])[0];
}

/** Towns in proportion to their size, but villages, too. */
function placePicker(places: Places): (random: Random) => Place {
  const inhabited = places.codes.filter((place) => place.population > 0);
  const seen = new Set<string>();
  const towns = inhabited
    .toSorted((a, b) => b.population - a.population || Number(a.postalCode) - Number(b.postalCode))
    .filter((place) => !seen.has(place.name + place.district.key) && seen.add(place.name + place.district.key));
  const weights = towns.map((place) => Math.sqrt(place.population));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return (random) => {
    let left = random.next() * total;
    const index = weights.findIndex((weight) => {
      left -= weight;
      return left < 0;
    });
    const place = towns[Math.max(0, index)];
    if (!place) throw new Error('no places');
    return place;
  };
}

const otherTopics = (random: Random, topic: Topic): string[] => [topic.id, ...random.some(topic.related, random.below(3))];
const industries = (random: Random): string[] =>
  random.chance(0.6)
    ? []
    : random.some(
        SECTIONS.map((section) => section.code).filter((code) => 'ACFGHIJMNQS'.includes(code)),
        1 + random.below(3),
      );
const languages = (random: Random): string[] => [
  'de',
  ...(random.chance(0.25) ? ['en'] : []),
  ...(random.chance(0.1) ? [random.pick(['tr', 'pl', 'ru', 'ar', 'uk'])] : []),
];

function makeOrganisations(random: Random, seed: number, count: number, anywhere: (random: Random) => Place): NewOrganisation[] {
  const kinds = ORGANISATIONS.flatMap((entry) => Array.from({ length: entry.share }, () => entry));
  const used = new Set<string>();
  return Array.from({ length: count }, (_, index): NewOrganisation => {
    const entry = kinds[index % kinds.length] as (typeof kinds)[number];
    const place = anywhere(random);
    let name = fill(random.pick(entry.names), random.chance(0.5) ? random.pick(REGIONS) : place.name);
    if (used.has(name)) name = fill(random.pick(entry.names), `${place.name} ${random.pick(REGIONS)}`);
    if (used.has(name)) name = `${name} ${index + 1}`;
    used.add(name);
    const slug = slugify(name);
    return {
      id: demoId(seed, 'organisation', index),
      slug: `${slug}-${index + 1}`,
      name,
      kind: entry.kind,
      description: entry.about,
      email: `${slug.slice(0, 40)}-${index + 1}@demo.example`,
      website: null,
      since: `20${10 + random.below(16)}-${String(1 + random.below(12)).padStart(2, '0')}-01`,
      demo: true,
      updated_at: DAY,
      ...locationOf(place),
    };
  });
}

function makeOffer(random: Random, seed: number, index: number, organisations: NewOrganisation[], topics: Topics): NewOffer {
  const organisation = random.pick(organisations);
  // Every topic first gets one of each kind in turn, then chance decides.
  const topic = topics.all[index % topics.all.length] as Topic;
  const round = Math.floor(index / topics.all.length);
  const kind =
    round < OFFER_KINDS.length && round < 2 ? ((['advice', 'training'] as const)[round] ?? 'advice') : weighted(random, KIND_WEIGHTS);
  const subject = random.chance(0.55) ? topic.de : random.pick([topic.de, ...topic.alt.de]);
  const title = upper(fill(random.pick(TITLES[kind]), subject));
  const online = kind === 'tool' || kind === 'aid' || random.chance(0.35);
  const onSite = kind !== 'tool' && kind !== 'aid' && (!online || random.chance(0.5));
  const free = kind === 'aid' || kind === 'tool' || kind === 'funding' || random.chance(kind === 'advice' ? 0.6 : 0.3);
  const opening = fill(random.pick(OPENINGS), random.pick(topic.says));
  return {
    id: demoId(seed, 'offer', index),
    slug: `${slugify(title)}-${index + 1}`,
    organisation_id: organisation.id,
    kind,
    title,
    summary: random.pick(SUMMARIES[kind]),
    description: [`${opening} ${random.pick(MIDDLES)}`, `${random.some(MIDDLES, 1).join(' ')} ${random.pick(ENDINGS)}`].join('\n\n'),
    topics: otherTopics(random, topic),
    industries: industries(random),
    languages: languages(random),
    online,
    on_site: onSite,
    free,
    price: free ? '' : random.pick(PRICES),
    reach_km: onSite ? random.pick([30, 50, 75, 100, 150]) : null,
    demo: true,
    updated_at: DAY,
    postal_code: organisation.postal_code,
    town: organisation.town,
    district: organisation.district,
    lat: organisation.lat,
    lon: organisation.lon,
  };
}

function makeConsultant(
  random: Random,
  seed: number,
  index: number,
  parts: { organisations: NewOrganisation[]; topics: Topics; anywhere: (random: Random) => Place },
): NewConsultant {
  const kind = index % 5 === 4 ? 'pilot' : 'consultant';
  const main = random.pick(parts.topics.all);
  const more = random.some(parts.topics.all, 2).map((topic) => topic.id);
  const name = `${FIRST_NAMES[index % FIRST_NAMES.length]} ${LAST_NAMES[(index * 7 + Math.floor(index / FIRST_NAMES.length)) % LAST_NAMES.length]}`;
  const until = plusDays(localDay(DAY), random.chance(0.06) ? -60 - random.below(300) : 270 + random.below(800));
  return {
    id: demoId(seed, 'consultant', index),
    slug: `${slugify(name)}-${index + 1}`,
    kind,
    name,
    email: `${slugify(name)}-${index + 1}@demo.example`,
    organisation_id: kind === 'pilot' || random.chance(0.4) ? random.pick(parts.organisations).id : null,
    summary: fill(random.pick(kind === 'pilot' ? PILOT_SUMMARIES : PERSON_SUMMARIES), `„${main.de}“`),
    about: random.pick(PERSON_ABOUTS),
    topics: [...new Set([...otherTopics(random, main), ...more])],
    industries: industries(random),
    languages: languages(random),
    online: random.chance(0.5),
    free: kind === 'pilot',
    reach_km: random.pick([40, 60, 80, 120]),
    accredited_until: until,
    demo: true,
    updated_at: DAY,
    ...locationOf(parts.anywhere(random)),
  };
}

function makeNetworks(random: Random, seed: number, count: number, organisations: NewOrganisation[], anywhere: (random: Random) => Place) {
  const networks = Array.from({ length: count }, (_, index): Network => {
    // One in each state in turn: nobody is far from all of them.
    const state = String(1 + ((index * 7) % 16)).padStart(2, '0');
    let place = anywhere(random);
    for (let tries = 0; place.district.state !== state && tries < 2000; tries++) place = anywhere(random);
    const kind = index % 4 === 3 ? 'centre' : 'regional';
    const region = REGIONS[index % REGIONS.length] ?? 'Muster';
    const name = `${kind === 'centre' ? 'Zukunftszentrum' : 'Netzwerk'} ${region}${index >= REGIONS.length ? ` ${Math.floor(index / REGIONS.length) + 1}` : ''}`;
    return {
      id: demoId(seed, 'network', index),
      slug: `${slugify(name)}-${index + 1}`,
      kind,
      name,
      description:
        kind === 'centre'
          ? `Anlaufstelle für Betriebe rund um ${place.name}, die neue Technik und gute Arbeit zusammenbringen wollen.`
          : `Partner aus ${place.name} und Umgebung treffen sich regelmäßig, um Betriebe gemeinsam zu unterstützen.`,
      email: `${slugify(name)}-${index + 1}@demo.example`,
      state: index % 6 === 5 ? 'dormant' : index % 6 === 2 ? 'reactivated' : 'active',
      last_activity: index % 6 === 5 ? '2024-04-18' : `2026-0${1 + random.below(5)}-${String(10 + random.below(18))}`,
      demo: true,
      updated_at: DAY,
      ...locationOf(place),
    };
  });
  const members = networks.flatMap((network) =>
    random.some(organisations, 5 + random.below(6)).map((organisation) => ({ network_id: network.id, organisation_id: organisation.id })),
  );
  return { networks, members };
}

const AREA_KM = 60;

/** A network works in the districts around its seat. */
const areasOf = (networks: readonly Network[], places: Places): DemoNetwork['areas'] =>
  networks.flatMap((network) =>
    [...places.centres]
      .filter(([, centre]) => distanceKm(network, centre) <= AREA_KM)
      .map(([district]) => ({ network_id: network.id, district })),
  );

/**
 * An invented network over real places. Scale 1: some 60 organisations, 250 consultants, 600 offers, 12 networks;
 * scale 35: about 20,000 offers. The same seed and scale give the same network.
 */
export function generateDemo({
  seed,
  scale,
  topics,
  places,
}: {
  seed: number;
  scale: number;
  topics: Topics;
  places: Places;
}): DemoNetwork {
  const random = createRandom(seed);
  const anywhere = placePicker(places);
  const slowly = (count: number) => Math.round(count * scale ** GROWTH);
  const organisations = makeOrganisations(random, seed, slowly(ORGANISATIONS_AT_1), anywhere);
  const offers = Array.from({ length: Math.round(OFFERS * scale) }, (_, index) => makeOffer(random, seed, index, organisations, topics));
  const consultants = Array.from({ length: slowly(CONSULTANTS) }, (_, index) =>
    makeConsultant(random, seed, index, { organisations, topics, anywhere }),
  );
  const made = makeNetworks(random, seed, slowly(NETWORKS), organisations, anywhere);
  return { organisations, offers, consultants, ...made, areas: areasOf(made.networks, places) };
}
