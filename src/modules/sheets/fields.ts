import type { Location } from '#reference/index.ts';

/** What a place fills. */
export const LOCATION = ['postal_code', 'town', 'district', 'lat', 'lon'] as const;

/** "24103 Kiel" */
export const placeText = (place: Partial<Pick<Location, 'postal_code' | 'town'>> | null | undefined): string =>
  [place?.postal_code, place?.town].filter(Boolean).join(' ');

/** The fields of a record that some values name. */
export function picked<Fields extends object>(record: Fields, values: Partial<Fields>): Partial<Fields> {
  const keys = Object.keys(values) as (keyof Fields)[];
  return Object.fromEntries(keys.map((key) => [key, record[key]])) as Partial<Fields>;
}

/** The values but for one that is kept elsewhere. */
export function without<Fields extends object, Key extends keyof Fields>(values: Fields, key: Key): Omit<Fields, Key> {
  const { [key]: _, ...rest } = values;
  return rest;
}
