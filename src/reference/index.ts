import { readFileSync } from 'node:fs';
import { fromRoot } from '../platform/root.ts';
import { createPlaces, type Places, type ReferenceFile } from './places/model.ts';

export { DIVISIONS, SECTIONS, sectionOf, sectionOfDivision } from './industries.ts';
export { holidayRegion, isWorkingDay, workingDaysSince } from './holidays.ts';
export { type Location, locationOf } from './location.ts';
export { placeField } from './place-field.ts';
export { type Size, SIZES, sizeLabel } from './sizes.ts';
export {
  type District,
  distanceKm,
  type Place,
  type PlaceAnswer,
  type Places,
  placeLabel,
  placeLabelWithDistrict,
  type Point,
  stateName,
} from './places/model.ts';

let loaded: Places | undefined;

/** The places of Germany, from the file that the build has made. */
export function places(): Places {
  loaded ??= createPlaces(JSON.parse(readFileSync(fromRoot('dist', 'reference.json'), 'utf8')) as ReferenceFile);
  return loaded;
}

let outlines: Record<string, [lon: number, lat: number][][]> | undefined;

/** Outlines of the states, coarse enough for a map of 400 pixels: state key → rings of [lon, lat]. */
export function stateOutlines(): Record<string, [lon: number, lat: number][][]> {
  outlines ??= JSON.parse(readFileSync(fromRoot('src', 'reference', 'data', 'states.json'), 'utf8')) as NonNullable<typeof outlines>;
  return outlines;
}
export { referenceRoutes } from './routes.ts';
