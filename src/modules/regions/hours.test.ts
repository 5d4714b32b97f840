import { expect, it } from 'vitest';
import { hoursOf } from './hours.ts';

it.each([
  ['18 bis 20 Uhr', '18:00', '20:00'],
  ['17.30 bis 19 Uhr', '17:30', '19:00'],
  ['9:30–12 Uhr', '09:30', '12:00'],
  ['10-12 Uhr', '10:00', '12:00'],
  ['10 Uhr bis 12 Uhr', '10:00', '12:00'],
  ['17 Uhr', '17:00', '19:00'],
  ['ab 18:30', '18:30', '20:30'],
  ['23 Uhr', '23:00', '23:59'],
  ['5 to 7 pm', '17:00', '19:00'],
  ['9 am to 1 pm', '09:00', '13:00'],
])('%s is from %s to %s', (text, starts, ends) => expect(hoursOf(text)).toEqual({ starts, ends }));

it.each(['', 'ganztägig', 'abends', 'nach Absprache', '27 Uhr', '20 bis 18 Uhr', 'Raum 12', '2027'])('%s says no hours', (text) =>
  expect(hoursOf(text)).toBeUndefined(),
);
