import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIVISIONS, distanceKm, places, SECTIONS, sectionOfDivision } from './index.ts';
import { measureReference } from '../../test/load/reference-measure.ts';

const known = places();

describe('places', () => {
  it('finds a postal code with district, state and position', () => {
    const answer = known.find('53113');
    expect(answer).toMatchObject({
      kind: 'found',
      place: { name: 'Bonn', postalCode: '53113', district: { key: '05314', nuts: 'DEA22' } },
    });
  });

  it.each(['Bonn', '53113 Bonn', ' bonn ', 'D-53113'])('understands %j', (text) => {
    expect(known.find(text)).toMatchObject({ kind: 'found', place: { name: 'Bonn' } });
  });

  it('asks back where a name is ambiguous, but not where everybody means the big one', () => {
    const answer = known.find('Neustadt');
    expect(answer.kind).toBe('ambiguous');
    if (answer.kind === 'ambiguous') expect(answer.choices.length).toBeGreaterThan(5);
    expect(known.find('München')).toMatchObject({ kind: 'found' });
  });

  it('offers near codes for one that does not exist', () => {
    const answer = known.find('53112');
    expect(answer.kind).toBe('unknown');
    if (answer.kind === 'unknown') expect(answer.near.map((place) => place.postalCode)).toContain('53113');
  });

  it('suggests by beginning, biggest first', () => {
    expect(known.suggest('Münch', 3)[0]?.name).toBe('München');
    expect(known.suggest('531', 50).every((place) => place.postalCode?.startsWith('531'))).toBe(true);
    expect(known.suggest('', 5)).toEqual([]);
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        known.find(text);
        known.suggest(text, 5);
      }),
    );
  });
});

describe('distance', () => {
  it('is that of the map', () => {
    const [berlin, munich] = [known.find('10115'), known.find('80331')];
    if (berlin.kind !== 'found' || munich.kind !== 'found') throw new Error('places missing');
    expect(distanceKm(berlin.place, munich.place)).toBeCloseTo(504, -1);
    expect(distanceKm(berlin.place, berlin.place)).toBe(0);
  });
});

describe('industries', () => {
  it('knows all sections and divisions of WZ 2008', () => {
    expect(SECTIONS).toHaveLength(21);
    expect(DIVISIONS).toHaveLength(88);
    expect(DIVISIONS.every((division) => sectionOfDivision(division.code))).toBe(true);
  });
});

describe('postal codes against GeoNames', () => {
  const truth = new URL('../../../shared/data/postal-codes-geonames-de.csv', import.meta.url);
  const here = existsSync(truth);
  it.runIf(here)(
    here
      ? '97 % lie in the right district and within 15 km, none without a position'
      : 'NOT RUN: ../shared/data is not beside this project',
    () => {
      const measured = measureReference(readFileSync(truth, 'utf8'), known);
      expect(measured.without).toBe(0);
      expect(measured.share).toBeGreaterThanOrEqual(0.97);
    },
  );
});
