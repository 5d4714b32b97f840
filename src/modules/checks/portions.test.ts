import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleDefinition } from './examples.ts';
import { minutesFor, nextPortion, openIn, portionsOf } from './portions.ts';
import { movement } from './progress.ts';

/** A check of so many themes and points each, in so many minutes. */
const check = (sizes: number[], minutes: number) => ({
  ...sampleDefinition,
  minutes,
  themes: sizes.map((size, index) => ({
    ...(sampleDefinition.themes[0] as (typeof sampleDefinition.themes)[0]),
    id: `t${index}`,
    number: index + 1,
    checkpoints: Array.from({ length: size }, (_, point) => ({
      ...(sampleDefinition.themes[0]?.checkpoints[0] as (typeof sampleDefinition.themes)[0]['checkpoints'][0]),
      id: `t${index}-${point}`,
      theme: `t${index}`,
    })),
  })),
});

describe('portions', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 20 });

  it('hold every theme once, in its order, and take about ten minutes unless one theme alone takes longer', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 5, max: 240 }), (list, minutes) => {
        const definition = check(list, minutes);
        const portions = portionsOf(definition, definition.themes);
        expect(portions.flat().map((theme) => theme.id)).toEqual(definition.themes.map((theme) => theme.id));
        const perPoint = minutes / list.reduce((sum, size) => sum + size, 0);
        for (const portion of portions) {
          const points = portion.reduce((sum, theme) => sum + theme.checkpoints.length, 0);
          expect(portion.length === 1 || points * perPoint <= 12.5 + 1e-9).toBe(true);
        }
      }),
    );
  });

  it('the next one is where something is open; there is none when all is rated', () => {
    const definition = check([2, 2, 2], 30);
    const portions = portionsOf(definition, definition.themes);
    expect(nextPortion(portions, { 't0-0': 'none', 't0-1': 'none' })?.[0]?.id).toBe('t1');
    const all = Object.fromEntries(definition.themes.flatMap((theme) => theme.checkpoints.map((point) => [point.id, 'some' as const])));
    expect(nextPortion(portions, all)).toBeUndefined();
    expect(openIn(definition.themes, all)).toBe(0);
    expect([minutesFor(definition, 0), minutesFor(definition, 1), minutesFor(definition, 6)]).toEqual([0, 5, 30]);
  });
});

describe('what moved', () => {
  it('counts a point that no longer applies as better, and only what was rated both times', () => {
    const before = { 'one-1': 'urgent', 'one-2': 'none', 'one-3': 'some', 'one-4': 'some' } as const;
    const now = { 'one-1': 'notApplicable', 'one-2': 'urgent', 'one-3': 'some' } as const;
    const { better, worse, same } = movement(sampleDefinition, before, sampleDefinition, now);
    expect([better.map(({ point }) => point.id), worse.map(({ point }) => point.id), same]).toEqual([['one-1'], ['one-2'], 1]);
  });
});
