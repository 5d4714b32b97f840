import { describe, expect, it } from 'vitest';
import { invitable, matching, type PlaceRow, standOf } from './model.ts';

const place = (values: Partial<PlaceRow>): PlaceRow => ({
  id: 'a',
  name: 'Kammer Kiel',
  town: 'Kiel',
  email: 'info@kammer.example',
  workplace: '/organisation/a',
  publicPage: '/partner/a',
  people: [],
  invited: [],
  ...values,
});
const coordinator = { name: 'Käthe', email: 'k@kammer.example', role: 'organisationCoordinator' as const };

describe('who has access', () => {
  it('somebody who coordinates; an editor alone is not enough; an open invitation is told apart', () => {
    expect(standOf(place({}), 'organisation')).toBe('without');
    expect(standOf(place({ people: [{ ...coordinator, role: 'organisationEditor' }] }), 'organisation')).toBe('without');
    expect(standOf(place({ invited: ['x@kammer.example'] }), 'organisation')).toBe('invited');
    expect(standOf(place({ people: [coordinator], invited: ['x@kammer.example'] }), 'organisation')).toBe('with');
  });

  it('is found by place, address and people, by all words', () => {
    const rows = [place({ id: 'a', people: [coordinator] }), place({ id: 'b', name: 'Kasse Bonn', town: 'Bonn', email: '' })];
    const ids = (search: string) => matching(rows, 'organisation', { search, stand: undefined, only: undefined }).map((row) => row.id);
    expect(ids('käthe kiel')).toEqual(['a']);
    expect(ids('bonn')).toEqual(['b']);
    expect(ids('')).toEqual(['a', 'b']);
    expect(matching(rows, 'organisation', { search: '', stand: 'without', only: new Set(['a']) })).toEqual([]);
  });

  it('nobody is invited twice or without an address', () => {
    const rows = [
      place({ id: 'a' }),
      place({ id: 'b', email: '' }),
      place({ id: 'c', invited: ['x@y.example'] }),
      place({ id: 'd', people: [coordinator] }),
    ];
    expect(invitable(rows, 'organisation').map((row) => row.id)).toEqual(['a']);
  });
});
