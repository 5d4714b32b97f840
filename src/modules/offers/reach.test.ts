import { describe, expect, it } from 'vitest';
import { locationOf, places } from '#reference/index.ts';
import { districtReach, reachOf } from './reach.ts';

const at = (text: string) => {
  const answer = places().find(text);
  if (answer.kind !== 'found') throw new Error(text);
  return locationOf(answer.place);
};

describe('how far an offer reaches', () => {
  it('is its district where nothing was said, not the whole country', () => {
    const gransee = at('16775 Gransee');
    const km = reachOf({ onSite: true, km: undefined, isNationwide: false }, places(), gransee);
    expect(km).toBe(districtReach(places(), gransee));
    expect(km).toBeGreaterThanOrEqual(15);
    expect(km).toBeLessThanOrEqual(80);
  });

  it('is what was said, and everywhere only where somebody says so or it comes by wire', () => {
    const kiel = at('24103 Kiel');
    expect(reachOf({ onSite: true, km: 30, isNationwide: false }, places(), kiel)).toBe(30);
    expect(reachOf({ onSite: true, km: undefined, isNationwide: true }, places(), kiel)).toBeNull();
    expect(reachOf({ onSite: false, km: undefined, isNationwide: false }, places(), kiel)).toBeNull();
  });
});
