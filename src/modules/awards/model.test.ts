import { describe, expect, it } from 'vitest';
import { currentStep, isDone, standingOf, submitFault, type Task } from './model.ts';
import { loadAwards } from './load.ts';

const [award] = loadAwards();
if (!award) throw new Error('no award');
const step = award.steps[0] as (typeof award.steps)[0];
const task = (kind: Task['kind']): Task => {
  const found = award.steps.flatMap((each) => each.tasks).find((each) => each.kind === kind);
  if (!found) throw new Error(kind);
  return found;
};
const sheet = { check: 'attractive-employer', isComplete: true, planned: 5, donePercent: 50, hasTeamResult: true };

describe('tasks', () => {
  it('ask for both sides in the project group', () => {
    expect(isDone(task('group'), { management: 2, staff: 0 }, undefined)).toBe(false);
    expect(isDone(task('group'), { management: 1, staff: 1 }, undefined)).toBe(true);
  });

  it('look sheets up instead of believing', () => {
    expect(isDone(task('survey'), {}, { ...sheet, hasTeamResult: false })).toBe(false);
    expect(isDone(task('survey'), {}, sheet)).toBe(true);
    expect(isDone(task('survey'), {}, { ...sheet, check: 'company-check' })).toBe(false);
    expect(isDone(task('plan'), {}, { ...sheet, planned: 4 })).toBe(false);
    expect(isDone(task('progress'), {}, { ...sheet, donePercent: 49 })).toBe(false);
    expect(isDone(task('check'), {}, { ...sheet, check: 'healthy-work' })).toBe(true);
    expect(isDone(task('check'), {}, undefined)).toBe(false);
  });
});

describe('steps', () => {
  const granted = { step: 'entry', state: 'granted' as const, valid_until: '2028-01-01' };

  it('come one after the other', () => {
    expect(currentStep(award, [])?.id).toBe('entry');
    expect(currentStep(award, [granted])?.id).toBe('development');
    expect(submitFault(award, award.steps[1] ?? step, [], true)).toBe('notNow');
    expect(submitFault(award, step, [], false)).toBe('open');
    expect(submitFault(award, step, [], true)).toBeUndefined();
    expect(submitFault(award, step, [{ ...granted, state: 'reviewed' }], true)).toBe('waiting');
    expect(submitFault(award, step, [{ ...granted, state: 'returned' }], true)).toBeUndefined();
  });

  it('count until their day', () => {
    expect(standingOf(granted, '2028-01-01')).toBe('valid');
    expect(standingOf(granted, '2028-01-02')).toBe('expired');
    expect(standingOf({ ...granted, state: 'withdrawn' }, '2027-01-01')).toBe('withdrawn');
    expect(standingOf({ ...granted, state: 'submitted' }, '2027-01-01')).toBeUndefined();
  });
});
