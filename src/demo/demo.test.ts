import { describe, expect, it } from 'vitest';
import { loadTopics } from '#modules/topics/index.ts';
import { places } from '#reference/index.ts';
import { generateDemo } from './generate.ts';

const make = (seed: number, scale = 1) => generateDemo({ seed, scale, topics: loadTopics(), places: places() });

describe('the demo network', () => {
  const network = make(1);
  it('has the size it promises', () => {
    expect(network).toMatchObject({
      organisations: { length: 60 },
      offers: { length: 600 },
      consultants: { length: 250 },
      networks: { length: 12 },
    });
    expect(make(1, 35).offers.length).toBe(21_000);
  });
  it('is the same for the same seed and another for another', () => {
    expect(make(1)).toEqual(network);
    expect(make(2).offers[0]).not.toEqual(network.offers[0]);
  });
  it('is marked as demo, with addresses that nobody has', () => {
    for (const row of [...network.organisations, ...network.offers, ...network.consultants, ...network.networks])
      expect(row.demo).toBe(true);
    for (const row of [...network.organisations, ...network.consultants]) expect(row.email).toMatch(/@demo\.example$/);
  });
  it('has one address for each thing and something for every topic', () => {
    expect(new Set(network.offers.map((offer) => offer.slug)).size).toBe(network.offers.length);
    const covered = new Set(network.offers.map((offer) => offer.topics[0]));
    for (const topic of loadTopics().all) expect(covered.has(topic.id), topic.id).toBe(true);
  });
});
