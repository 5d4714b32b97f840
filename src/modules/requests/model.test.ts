import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Action, act, dueAction, ESCALATE_AFTER_DAYS, REMIND_AFTER_DAYS, type RequestState } from './model.ts';

const now = new Date('2026-11-23T10:00:00Z');
const target = (kind: 'offer' | 'network' | 'office') => ({
  kind,
  id: null,
  title: 'T',
  receiverName: 'R',
  receiverEmail: 'r@demo.example',
  owner: null,
});
const waiting = (change: Partial<Parameters<typeof dueAction>[0]> = {}) => ({
  state: 'open' as RequestState,
  target: target('offer'),
  remindedAt: null,
  ...change,
});

describe('what can be done with a request', () => {
  it('never leaves a final state, whatever is tried', () => {
    const actions = fc.constantFrom<Action>('accept', 'decline', 'passOn', 'close', 'withdraw');
    fc.assert(
      fc.property(fc.constantFrom<RequestState>('closed', 'declined', 'withdrawn'), actions, fc.boolean(), (state, action, office) => {
        expect(act(state, action, office).ok).toBe(false);
      }),
    );
  });

  it('goes on after a refusal, except at the office', () => {
    expect(act('open', 'decline', false)).toMatchObject({ value: { state: 'open' } });
    expect(act('open', 'decline', true)).toMatchObject({ value: { state: 'declined' } });
  });

  it('closes only what was accepted', () => {
    expect(act('open', 'close', false).ok).toBe(false);
    expect(act('accepted', 'close', false)).toMatchObject({ value: { state: 'closed' } });
  });
});

describe('nobody falls through', () => {
  it.each([
    ['nothing at once', waiting(), REMIND_AFTER_DAYS - 1, undefined],
    ['a reminder', waiting(), REMIND_AFTER_DAYS, 'remind'],
    ['only one reminder', waiting({ remindedAt: now }), REMIND_AFTER_DAYS, undefined],
    ['then the network', waiting({ remindedAt: now }), ESCALATE_AFTER_DAYS, 'toNetwork'],
    ['then the office', waiting({ target: target('network') }), ESCALATE_AFTER_DAYS, 'toOffice'],
    ['the office itself is only reminded', waiting({ target: target('office') }), ESCALATE_AFTER_DAYS, 'remind'],
    ['nothing once accepted', waiting({ state: 'accepted' }), 30, undefined],
  ] as const)('%s', (_, request, days, expected) => {
    expect(dueAction(request, days)).toBe(expected);
  });
});
