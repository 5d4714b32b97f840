import type { Place } from './places/model.ts';

/** Where something is, as the tables keep it. */
export interface Location {
  postal_code: string | null;
  town: string;
  /** District key (AGS), five digits. */
  district: string;
  lat: number;
  lon: number;
}

/** The columns of a place. */
export const locationOf = (place: Place): Location => ({
  postal_code: place.postalCode ?? null,
  town: place.name,
  district: place.district.key,
  lat: place.lat,
  lon: place.lon,
});
