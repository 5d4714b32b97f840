import { expect, it } from 'vitest';
import { fixedClock } from '../clock.ts';
import { sayOnce } from './say-once.ts';

it('says the same once a minute, with how often it was since', () => {
  const clock = fixedClock('2026-11-23T10:00:00Z');
  const said: [string, number][] = [];
  const trouble = sayOnce(clock, (what, times) => said.push([what, times]));
  for (let i = 0; i < 250; i++) trouble('ECONNREFUSED');
  trouble('57P01');
  expect(said).toEqual([
    ['ECONNREFUSED', 1],
    ['57P01', 1],
  ]);
  clock.advance(60_000);
  trouble('ECONNREFUSED');
  expect(said.at(-1)).toEqual(['ECONNREFUSED', 250]);
});
