/**
 * `npm run bench:overlap`: average precision on the labelled pairs, and how long it takes to compare one new document with
 * the whole stock. `OFFERS=100000` for the size of the budget (the demo network of that size is built first: minutes).
 */
import { expect, it } from 'vitest';
import { loadDemo } from '../../src/demo/load.ts';
import { places } from '../../src/reference/index.ts';
import { offersAfter } from '../../src/modules/offers/index.ts';
import { subjectOf } from '../../src/modules/overlap/relatives.ts';
import { actAs, SYSTEM } from '../../src/platform/actor.ts';
import { testApplication } from '../support/application.ts';
import { scorePairs } from './labelled.ts';
import { averagePrecision } from './measure.ts';
import type { Label } from './pairs.ts';

const LABELS: Label[] = ['copy', 'same', 'goesWith', 'beside', 'unrelated'];
const OFFERS = Number(process.env['OFFERS'] ?? 20_000);
const SAMPLES = 60;

it('puts what is the same thing before what is not: average precision ≥ 0.9 on the half kept aside', () => {
  for (const withForm of [true, false]) {
    const all = scorePairs(withForm);
    console.log(`${all.length} pairs, ${withForm ? 'the kind of offer known' : 'only the text and its topics known'}`);
    for (const part of ['build', 'aside'] as const) {
      const scored = all.filter(({ pair }) => pair.part === part);
      const harder = scored.filter(({ pair }) => pair.label !== 'copy');
      console.log(
        `${part.padEnd(6)} average precision ${averagePrecision(scored).toFixed(3)}, without the copies ${averagePrecision(harder).toFixed(3)}`,
      );
      for (const label of LABELS) {
        const some = scored.filter(({ pair }) => pair.label === label);
        const counts = Object.entries(Object.groupBy(some, ({ verdict }) => verdict)).map(
          ([verdict, list]) => `${verdict} ${list?.length}`,
        );
        console.log(`    ${label.padEnd(10)} ${counts.join(', ')}`);
      }
      if (part === 'aside') expect(averagePrecision(scored)).toBeGreaterThanOrEqual(0.9);
    }
  }
});

it('compares one new document with the whole stock in at most 50 ms', async () => {
  const { services, content, search, overlap, clock } = await testApplication();
  const parts = { db: services.db, topics: content.topics, places: places(), search };
  await actAs(SYSTEM, () => loadDemo(parts, { seed: 2, scale: OFFERS / 600 }, clock.now()));
  const offers = await offersAfter(services.db, '00000000-0000-0000-0000-000000000000', SAMPLES * 2);
  const times: number[] = [];
  for (const offer of offers) {
    const start = performance.now();
    await overlap.relatives.of({ ...subjectOf(offer), id: undefined }, 6);
    times.push(performance.now() - start);
  }
  const sorted = times.slice(SAMPLES).toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  console.log(`${OFFERS} offers: median ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms (budget 50 ms)`);
  expect(at(0.5)).toBeLessThanOrEqual(50);
}, 1_200_000);
