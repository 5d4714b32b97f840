import { addressIn, namesFor } from './everyday.ts';
import { distanceKm, medianPoint, type Point } from '../build/geometry.ts';
import { placeKey, shortPlaceKey } from '../build/names.ts';

export interface District {
  /** Official key (AGS), five digits. */
  key: string;
  name: string;
  /** NUTS-3 code. */
  nuts: string;
  population: number;
  /** First two digits of the key. */
  state: string;
}

export interface Place extends Point {
  /** Undefined for a place with several codes that was looked up by name. */
  postalCode: string | undefined;
  name: string;
  district: District;
  population: number;
}

export type PlaceAnswer = { kind: 'found'; place: Place } | { kind: 'ambiguous'; choices: Place[] } | { kind: 'unknown'; near: Place[] };

export interface ReferenceFile {
  districts: [key: string, name: string, nuts: string, population: number, lat: number, lon: number][];
  codes: [code: string, places: string[], lat: number, lon: number, district: string, population: number][];
}

const MOST_CHOICES = 12;
const MOST_NEAR = 4;
/** A code and a name beside it belong together up to here. */
const MOST_APART_KM = 40;

/** Names of the states by the first two digits of a district's key. */
const STATES: Record<string, string> = {
  '01': 'Schleswig-Holstein',
  '02': 'Hamburg',
  '03': 'Niedersachsen',
  '04': 'Bremen',
  '05': 'Nordrhein-Westfalen',
  '06': 'Hessen',
  '07': 'Rheinland-Pfalz',
  '08': 'Baden-Württemberg',
  '09': 'Bayern',
  '10': 'Saarland',
  '11': 'Berlin',
  '12': 'Brandenburg',
  '13': 'Mecklenburg-Vorpommern',
  '14': 'Sachsen',
  '15': 'Sachsen-Anhalt',
  '16': 'Thüringen',
};

/** "Schleswig-Holstein" by the state's key, "01". */
export const stateName = (key: string): string => STATES[key] ?? '';

/** "53113 Bonn", "Neustadt an der Weinstraße" */
export const placeLabel = (place: Place): string => [place.postalCode, place.name].filter(Boolean).join(' ');

/** Adds the district where the name alone would not tell namesakes apart. */
export const placeLabelWithDistrict = (place: Place): string =>
  place.district.name.startsWith(place.name)
    ? `${placeLabel(place)} (${stateName(place.district.state)})`
    : `${placeLabel(place)} (${place.district.name}, ${stateName(place.district.state)})`;

export interface Places {
  /** All postal codes, sorted. */
  readonly codes: readonly Place[];
  readonly districts: ReadonlyMap<string, District>;
  /** The middle of each district, by where its people live. */
  readonly centres: ReadonlyMap<string, Point>;
  /** A postal code, a name, or both as people write an address line. */
  find(text: string): PlaceAnswer;
  /** What a half-typed code or name may become, biggest first. */
  suggest(text: string, limit: number): Place[];
}

/** Where the people of each district live, on average; the middle of its municipalities where no postal code is its own. */
function centresOf(codes: readonly Place[], districts: ReferenceFile['districts']): Map<string, Point> {
  return new Map([
    ...districts.map(([key, , , , lat, lon]): [string, Point] => [key, { lat, lon }]),
    ...[...Map.groupBy(codes, (place) => place.district.key)].map(([key, places]): [string, Point] => {
      const weight = (place: Place) => Math.max(1, place.population);
      const total = places.reduce((sum, place) => sum + weight(place), 0);
      const mean = (value: (place: Place) => number) => places.reduce((sum, place) => sum + value(place) * weight(place), 0) / total;
      return [key, { lat: mean((place) => place.lat), lon: mean((place) => place.lon) }];
    }),
  ]);
}

const byPopulation = (a: Place, b: Place) => b.population - a.population || (a.name < b.name ? -1 : 1);

/** One entry for each name and district: its codes together, in the middle of them. */
function towns(codes: Place[], placesOf: Map<Place, string[]>): Place[] {
  const groups = new Map<string, Place[]>();
  for (const code of codes) {
    for (const name of placesOf.get(code) ?? []) {
      const key = `${name}|${code.district.key}`;
      const group = groups.get(key);
      if (group) group.push(code);
      else groups.set(key, [code]);
    }
  }
  return [...groups].map(([key, group]) => {
    const [name = ''] = key.split('|');
    const [first] = group as [Place];
    return {
      ...first,
      ...medianPoint(group),
      name,
      postalCode: group.length === 1 ? first.postalCode : undefined,
      population: Math.max(...group.map((place) => place.population)),
    };
  });
}

export function createPlaces(file: ReferenceFile): Places {
  const districts = new Map(
    file.districts.map(([key, name, nuts, population]) => [key, { key, name, nuts, population, state: key.slice(0, 2) }]),
  );
  const placesOf = new Map<Place, string[]>();
  const codes = file.codes.flatMap(([postalCode, names, lat, lon, key, population]): Place[] => {
    const district = districts.get(key);
    if (!district) return [];
    const place = { postalCode, name: names[0] ?? '', district, lat, lon, population };
    placesOf.set(place, names);
    return [place];
  });
  const byCode = new Map(codes.map((place) => [place.postalCode, place]));
  const byName = new Map<string, Place[]>();
  const all = towns(codes, placesOf).toSorted(byPopulation);
  const add = (key: string, place: Place) => byName.set(key, [...(byName.get(key) ?? []), place]);
  for (const town of all) add(placeKey(town.name), town);
  for (const town of all) {
    const short = shortPlaceKey(town.name);
    if (short !== placeKey(town.name)) add(short, town);
  }
  const keyed = all.map((place) => ({ key: placeKey(place.name), place }));

  const nearCodes = (code: string): Place[] =>
    codes
      .map((place) => ({ place, steps: Math.abs(Number(place.postalCode) - Number(code)) }))
      .toSorted((a, b) => a.steps - b.steps)
      .slice(0, MOST_NEAR)
      .map(({ place }) => place);

  const startingWith = (key: string, limit: number): Place[] =>
    keyed
      .filter((entry) => entry.key.startsWith(key))
      .slice(0, limit)
      .map(({ place }) => place);

  /** A name that most people mean when they say it: ten times bigger than its largest namesake. */
  const dominant = (found: Place[]) =>
    found[0] && found[1] && found[0].population > 10 * Math.max(1, found[1].population) ? found[0] : undefined;

  function findByName(name: string): PlaceAnswer {
    const key = placeKey(name);
    if (key === '') return { kind: 'unknown', near: [] };
    const found = byName.get(key) ?? [];
    const [only] = found;
    if (only && found.length === 1) return { kind: 'found', place: only };
    const meant = dominant(found);
    if (meant) return { kind: 'found', place: meant };
    if (found.length > 1) return { kind: 'ambiguous', choices: found.slice(0, MOST_CHOICES) };
    return { kind: 'unknown', near: startingWith(key.slice(0, Math.max(3, key.length - 2)), MOST_NEAR) };
  }

  /** The largest place of a district that is named as a whole: "Landkreis Harburg". */
  function inDistrict(name: string): Place | undefined {
    const [, own] = /^(?:landkreis|kreis|lk)\s+(.+)$/iu.exec(name) ?? [];
    if (own === undefined) return undefined;
    const district = [...districts.values()].find(
      (each) => placeKey(each.name.replace(/^(?:Landkreis|Kreis)\s+|,.*$/g, '')) === placeKey(own),
    );
    return district && all.find((place) => place.district.key === district.key);
  }

  function firstKnown(text: string): PlaceAnswer {
    const asked = findByName(text);
    if (asked.kind !== 'unknown') return asked;
    const district = inDistrict(text);
    if (district) return { kind: 'found', place: district };
    for (const name of namesFor(text)) {
      const found = findByName(name);
      if (found.kind !== 'unknown') return found;
    }
    return asked;
  }

  return {
    codes,
    districts,
    centres: centresOf(codes, file.districts),
    find(text) {
      const { code, name } = addressIn(text.slice(0, 200));
      if (code === undefined) {
        // Digits that are no code of ours: too many, too few, of another country.
        return /^\d+$/.test(name) ? { kind: 'unknown', near: [] } : firstKnown(name);
      }
      const place = byCode.get(code);
      const beside = name === '' ? undefined : firstKnown(name);
      // Codes of boxes and large receivers are in no list of places: the name beside them is.
      if (!place) return beside?.kind === 'found' ? beside : { kind: 'unknown', near: nearCodes(code) };
      const named = (placesOf.get(place) ?? []).find((each) => namesFor(name).some((one) => placeKey(each) === placeKey(one)));
      if (named) return { kind: 'found', place: { ...place, name: named } };
      // A code here and a name far from it: which of the two is meant, is asked.
      if (beside?.kind === 'found' && distanceKm(beside.place, place) > MOST_APART_KM)
        return { kind: 'ambiguous', choices: [place, beside.place] };
      return { kind: 'found', place };
    },
    suggest(text, limit) {
      const trimmed = text.slice(0, 200).trim();
      if (/^\d+/.test(trimmed)) {
        const digits = /^\d+/.exec(trimmed)?.[0] ?? '';
        return codes.filter((place) => place.postalCode?.startsWith(digits)).slice(0, limit);
      }
      const key = placeKey(trimmed);
      return key.length < 2 ? [] : startingWith(key, limit);
    },
  };
}

export { distanceKm, type Point };
