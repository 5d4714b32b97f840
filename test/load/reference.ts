import { existsSync, readFileSync } from 'node:fs';
import { places } from '../../src/reference/index.ts';
import { measureReference } from './reference-measure.ts';

/** `npm run bench:reference`: how many postal codes lie where GeoNames has them. */
const truth = new URL('../../../shared/data/postal-codes-geonames-de.csv', import.meta.url);
if (!existsSync(truth)) {
  console.error('NOT RUN: ../shared/data/postal-codes-geonames-de.csv is not beside this project.');
  process.exit(1);
}
const measured = measureReference(readFileSync(truth, 'utf8'), places());
console.log(
  `${measured.right} of ${measured.codes} codes in the right district and within 15 km: ${(measured.share * 100).toFixed(2)} % (wanted: 97 %)`,
);
console.log(`${measured.without} without a position (wanted: 0); farthest ${measured.farthestKm} km`);
process.exit(measured.share >= 0.97 && measured.without === 0 ? 0 : 1);
