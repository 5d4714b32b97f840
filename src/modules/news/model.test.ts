import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Audience,
  faultsOf,
  isFor,
  isShown,
  maySee,
  readLinks,
  STRANGER,
  type State,
  type Step,
  stateAfter,
  type Viewer,
} from './model.ts';

const now = new Date('2026-11-23T10:00:00Z');
const shown = { state: 'planned' as State, publish_at: now, shown_until: null, audience: 'public' as Audience, body_id: null };

describe('who sees what when', () => {
  it('from its time on, to its last day', () => {
    expect(isShown(shown, now)).toBe(true);
    expect(isShown({ ...shown, publish_at: new Date(now.getTime() + 1) }, now)).toBe(false);
    expect(isShown({ ...shown, shown_until: '2026-11-23' }, now)).toBe(true);
    expect(isShown({ ...shown, shown_until: '2026-11-22' }, now)).toBe(false);
    for (const state of ['draft', 'submitted', 'withdrawn'] as const) expect(isShown({ ...shown, state }, now)).toBe(false);
  });

  it('a stranger sees what is public and nothing else, whatever stands there', () => {
    const audience = fc.constantFrom<Audience>('public', 'partners', 'consultants', 'body');
    fc.assert(
      fc.property(audience, fc.option(fc.uuid()), (to, body) => {
        expect(maySee({ ...shown, audience: to, body_id: body }, STRANGER, now)).toBe(to === 'public');
      }),
    );
  });

  it('members of a body see what is meant for it, the office sees all', () => {
    const viewer: Viewer = { ...STRANGER, bodies: ['a'] };
    expect(isFor({ audience: 'body', body_id: 'a' }, viewer)).toBe(true);
    expect(isFor({ audience: 'body', body_id: 'b' }, viewer)).toBe(false);
    expect(isFor({ audience: 'body', body_id: null }, viewer)).toBe(false);
    expect(isFor({ audience: 'consultants', body_id: null }, { ...STRANGER, isConsultant: true })).toBe(true);
    expect(isFor({ audience: 'partners', body_id: null }, { ...STRANGER, isConsultant: true })).toBe(false);
    expect(isFor({ audience: 'body', body_id: 'b' }, { ...STRANGER, isOffice: true })).toBe(true);
  });
});

describe('the way of a contribution', () => {
  it('leads to the public only over planning', () => {
    const steps = fc.array(fc.constantFrom<Step>('submit', 'plan', 'return', 'withdraw', 'reopen'), { maxLength: 30 });
    fc.assert(
      fc.property(steps, (taken) => {
        let state: State = 'draft';
        for (const step of taken) {
          const next = stateAfter(state, step);
          if (next === 'planned') expect(step).toBe('plan');
          state = next ?? state;
        }
      }),
    );
  });

  it('needs what its kind needs', () => {
    const draft = {
      kind: 'news' as const,
      deadline: null,
      starts_at: null,
      ends_at: null,
      audience: 'public' as const,
      body_id: null,
      material: [],
    };
    expect(faultsOf(draft)).toEqual([]);
    expect(faultsOf({ ...draft, kind: 'call' })).toEqual(['deadline']);
    expect(faultsOf({ ...draft, kind: 'event' })).toEqual(['starts']);
    expect(faultsOf({ ...draft, kind: 'campaign', audience: 'body' })).toEqual(['body', 'material']);
    expect(faultsOf({ ...draft, starts_at: now, ends_at: now })).toEqual(['ends']);
  });
});

describe('material', () => {
  it('leads to our own pages and https, to nothing else', () => {
    const own = 'https://netz.example';
    expect(readLinks(['Check', '', 'Vorlage'], ['https://netz.example/checks/x', '', 'https://a.example/b'], own)).toEqual({
      material: [
        { title: 'Check', href: '/checks/x' },
        { title: 'Vorlage', href: 'https://a.example/b' },
      ],
      wrong: undefined,
    });
    for (const href of ['javascript:alert(1)', 'http://a.example', '//a.example/x', 'data:text/html,x', '/x"onclick=1', ''])
      expect(readLinks(['T'], [href], own).wrong).toBe('T');
    expect(readLinks([''], ['/checks/x'], own).wrong).toBe('/checks/x');
  });
});
