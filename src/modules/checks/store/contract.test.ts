import 'fake-indexeddb/auto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newId } from '#platform/ids.ts';
import { testDatabase } from '../../../../test/support/database.ts';
import { type Change, FIELDS, SIDES, standingOf } from '../changes/model.ts';
import { createDeviceStore, openDeviceDb } from '../device/store.ts';
import { createAssessmentStore } from './assessments.ts';
import { contractCases } from './contract/index.ts';

const { db } = await testDatabase();
const stores = {
  PostgreSQL: createAssessmentStore(db),
  IndexedDB: createDeviceStore(await openDeviceDb('contract')),
};

describe.each(Object.entries(stores))('assessments in %s', (_, store) => {
  it.each(contractCases.map((one) => [one.name, one] as const))('%s', async (__, one) => {
    const [actual, expected] = await one.run(store);
    expect(actual).toEqual(expected);
  });
});

it('the contract has the size it promises', () => expect(contractCases.length).toBeGreaterThanOrEqual(50));

describe('both stores and the rule', () => {
  const history = fc
    .array(
      fc.record({
        checkpoint: fc.constantFrom('a', 'b'),
        side: fc.constantFrom(...SIDES),
        field: fc.constantFrom(...FIELDS),
        value: fc.constantFrom('', 'none', 'some', 'urgent'),
        saw: fc.array(fc.nat(12), { maxLength: 3 }),
        clock: fc.integer({ min: 1, max: 6 }),
      }),
      { maxLength: 12 },
    )
    .map((wishes): Change[] => {
      const changes: Change[] = [];
      for (const { saw, ...wish } of wishes) {
        const same = changes.filter((c) => c.checkpoint === wish.checkpoint && c.side === wish.side && c.field === wish.field);
        const seen = [...new Set(saw.flatMap((index) => same[index]?.id ?? []))];
        changes.push({ ...wish, id: newId(), seen, at: '2026-11-23T10:00:00.000Z' });
      }
      return changes;
    });

  it('end equal, whatever comes in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(history, fc.infiniteStream(fc.nat()), async (changes, dice) => {
        const order = changes.map((change) => ({ change, key: dice.next().value ?? 0 })).toSorted((a, b) => a.key - b.key);
        const expected = standingOf(changes);
        for (const store of Object.values(stores)) {
          const id = newId();
          await store.create({ id, checkId: 'sample', version: 1, createdAt: new Date(0) });
          for (const { change } of order) await store.addChanges(id, [change]);
          const kept = await store.get(id);
          expect(
            kept && { company: { ratings: kept.ratings, notes: kept.notes }, consultant: kept.advice, conflicts: kept.conflicts },
          ).toEqual(expected);
        }
      }),
      { numRuns: 60 },
    );
  });
});
