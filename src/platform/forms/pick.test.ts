import { describe, expect, it } from 'vitest';
import { type Choice, pick } from './pick.ts';

const all: Choice[] = [
  { value: 'a', label: 'Anna Beispiel', hint: 'Kiel' },
  { value: 'b', label: 'Anna Beispiel-Muster', hint: 'Bonn' },
  { value: 'c', label: 'Carla Kern' },
];
const find = (text: string) => Promise.resolve(all.filter((each) => each.label.toLowerCase().includes(text.toLowerCase())));

describe('picking a record by its name', () => {
  it.each([
    [{ to: ['carla'] }, { kind: 'one', value: 'c' }],
    [{ to: ['  anna  beispiel '] }, { kind: 'none' }],
    [{ to: ['Anna Beispiel'] }, { kind: 'one', value: 'a' }],
    [{ to: ['anna'] }, { kind: 'several' }],
    [
      { to: ['anna'], toWahl: ['b'] },
      { kind: 'one', value: 'b' },
    ],
    [{ to: ['anna'], toWahl: ['c'] }, { kind: 'several' }], // another list's choice
    [{ to: ['niemand'] }, { kind: 'none' }],
    [{ to: [''] }, { kind: 'none' }],
  ])('%j → %j', async (input, expected) => expect(await pick(input, 'to', find)).toMatchObject(expected));
});
