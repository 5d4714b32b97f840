import { distanceKm, type Location, type Places } from '#reference/index.ts';

/** A district is reached as far as its farthest place; never less than a town and its surroundings. */
const LEAST_KM = 15;
const MOST_KM = 80;

/**
 * How far an offer on the spot reaches where nobody has said: its own district. A chamber's consulting hour is not there
 * for the whole country only because a field was left empty.
 */
export function districtReach(places: Places, location: Location): number {
  const own = places.codes.filter((place) => place.district.key === location.district);
  const farthest = Math.max(0, ...own.map((place) => distanceKm(place, location)));
  return Math.min(MOST_KM, Math.max(LEAST_KM, Math.ceil(farthest / 5) * 5));
}

export interface Reach {
  onSite: boolean;
  /** Kilometres that somebody has entered. */
  km: number | undefined;
  /** Somebody has said that it is everywhere on the spot. */
  isNationwide: boolean;
}

/** Kilometres around its place; null: the whole country, because somebody said so or because it comes by wire. */
export function reachOf({ onSite, km, isNationwide }: Reach, places: Places, location: Location | null): number | null {
  if (isNationwide || !onSite || location === null) return null;
  return km ?? districtReach(places, location);
}
