import { mkdirSync, writeFileSync } from 'node:fs';
import { medianPoint } from './geometry.ts';
import { joinPostalCodes, type Municipality } from './join.ts';
import { placeKey } from './names.ts';
import { cities, districts, municipalities, postalCodes } from './sources.ts';

/**
 * Joins the sources into one compact file, dist/reference.json:
 * districts [key, name, NUTS-3, population, lat, lon of its middle] and codes [code, places, lat, lon, district, largest population].
 */
export function buildReference(target: URL): { codes: number; byNeighbours: number } {
  const settlements = cities()
    .filter((city) => city.muni)
    .map((city): Municipality & { population: number } => ({
      name: city.name === 'Munich' ? 'München' : city.name === 'Nuremberg' ? 'Nürnberg' : city.name === 'Cologne' ? 'Köln' : city.name,
      district: city.muni ?? '',
      lat: city.loc.coordinates[1],
      lon: city.loc.coordinates[0],
      settlement: true,
      population: city.population,
    }));
  const population = new Map<string, number>();
  for (const city of settlements) {
    const key = `${placeKey(city.name)}|${city.district}`;
    population.set(key, Math.max(population.get(key) ?? 0, city.population));
  }
  const parts = [...municipalities(), ...settlements];
  const joined = joinPostalCodes(postalCodes(), parts);
  const byDistrict = Map.groupBy(parts, ({ district }) => district);
  const round = (degrees: number) => Number(degrees.toFixed(4));
  const size = (places: string[], district: string) =>
    Math.max(0, ...places.map((place) => population.get(`${placeKey(place)}|${district}`) ?? 0));
  const content = {
    districts: districts().map((row) => {
      const key = String(row.AGS).padStart(5, '0');
      const middle = medianPoint(byDistrict.get(key) ?? []);
      return [key, row.name, row.NUTS3, row.population, round(middle.lat), round(middle.lon)];
    }),
    codes: joined.map(({ code, places, lat, lon, district }) => [
      code,
      places.map((place) => place.split(' - ')[0]),
      round(lat),
      round(lon),
      district,
      size(places, district),
    ]),
  };
  mkdirSync(new URL('.', target), { recursive: true });
  writeFileSync(target, JSON.stringify(content));
  return { codes: joined.length, byNeighbours: joined.filter((code) => code.how === 'neighbours').length };
}

if (process.argv[1] && import.meta.url.endsWith(process.argv[1].replaceAll('\\', '/').split('/').slice(-2).join('/'))) {
  console.log(buildReference(new URL('../../../dist/reference.json', import.meta.url)));
}
