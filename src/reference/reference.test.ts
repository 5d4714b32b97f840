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

  // findings/imports-mail-time F10
  it.each([
    ['Muenchen', 'München'],
    ['Munich', 'München'],
    ['1067 Dresden', 'Dresden'],
    ['D 24103', 'Kiel'],
    ['DE-24103', 'Kiel'],
    ['D24103', 'Kiel'],
    ['Musterstraße 5, 24103 Kiel', 'Kiel'],
    ['Kiel 24103', 'Kiel'],
    ['Frankfurt/M.', 'Frankfurt am Main'],
    ['Frankfurt (Main)', 'Frankfurt am Main'],
    ['Freiburg i. Br.', 'Freiburg im Breisgau'],
    ['Rothenburg o.d.T.', 'Rothenburg ob der Tauber'],
    ['Hansestadt Rostock', 'Rostock'],
    ['Lutherstadt Wittenberg', 'Wittenberg'],
    ['53004 Bonn', 'Bonn'],
    ['11052 Berlin', 'Berlin'],
  ])('understands %s as people write it', (text, name) => {
    const answer = known.find(text);
    expect(answer.kind).toBe('found');
    if (answer.kind === 'found') expect(answer.place.name).toContain(name);
  });

  it('finds a district by its name, and asks where code and name lie apart', () => {
    expect(known.find('Landkreis Harburg')).toMatchObject({
      kind: 'found',
      place: { district: { name: expect.stringContaining('Harburg') as string } },
    });
    const apart = known.find('10117 München');
    expect(apart.kind === 'ambiguous' && apart.choices.map((place) => place.name)).toEqual(['Berlin', 'München']);
    for (const abroad of ['A-6020', 'CH-8001', 'L-1855']) expect(known.find(abroad).kind).toBe('unknown');
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
