import { describe, expect, it } from 'vitest';
import { sampleDefinition, sampleMeasure } from '../examples.ts';
import { reminderDue, type Situation } from './model.ts';

const now = new Date('2026-11-25T06:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 24 * 3600 * 1000);
const quiet: Situation = {
  now,
  visitedAt: daysAgo(1),
  sentAt: undefined,
  pauses: 0,
  measures: [],
  next: sampleDefinition.themes[0],
  left: 8,
};

describe('a reminder', () => {
  it('names measures shortly before and after their day, and settled ones never', () => {
    const measures = [
      sampleMeasure({ id: 'soon', due: '2026-11-27' }),
      sampleMeasure({ id: 'late', due: '2026-11-20' }),
      sampleMeasure({ id: 'far', due: '2027-03-01' }),
      sampleMeasure({ id: 'old', due: '2026-10-01' }),
      sampleMeasure({ id: 'done', due: '2026-11-26', state: 'done' }),
      sampleMeasure({ id: 'dropped', due: '2026-11-26', state: 'dropped' }),
      sampleMeasure({ id: 'none', due: undefined }),
    ];
    const reminder = reminderDue({ ...quiet, measures });
    expect(reminder?.kind === 'measures' && [reminder.due.map(({ id }) => id), reminder.overdue.map(({ id }) => id)]).toEqual([
      ['soon'],
      ['late'],
    ]);
  });

  it('comes at most once a week', () => {
    const measures = [sampleMeasure({ due: '2026-11-26' })];
    expect(reminderDue({ ...quiet, measures, sentAt: daysAgo(6.9) })).toBeUndefined();
    expect(reminderDue({ ...quiet, measures, sentAt: daysAgo(7) })?.kind).toBe('measures');
  });

  it('comes in a friendly way after ten and after thirty days of quiet, then no more, and never to who has finished', () => {
    expect(reminderDue({ ...quiet, visitedAt: daysAgo(9) })).toBeUndefined();
    expect(reminderDue({ ...quiet, visitedAt: daysAgo(10) })?.kind).toBe('pause');
    expect(reminderDue({ ...quiet, visitedAt: daysAgo(20), pauses: 1 })).toBeUndefined();
    expect(reminderDue({ ...quiet, visitedAt: daysAgo(30), pauses: 1 })?.kind).toBe('pause');
    expect(reminderDue({ ...quiet, visitedAt: daysAgo(60), pauses: 2 })).toBeUndefined();
    expect(reminderDue({ ...quiet, visitedAt: daysAgo(30), next: undefined })).toBeUndefined();
  });

  it('says once that the sheet will be deleted', () => {
    expect(reminderDue({ ...quiet, visitedAt: daysAgo(80), pauses: 2 })?.kind).toBe('lastCall');
    expect(reminderDue({ ...quiet, visitedAt: daysAgo(88), pauses: 3 })).toBeUndefined();
  });
});
