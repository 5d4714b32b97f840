import type { NewMeeting } from '../../src/modules/governance/service/inputs.ts';

/** One meeting of a body, as somebody plans it: an hour online with one item. */
export const ONE_MEETING: NewMeeting = {
  day: '2026-11-23',
  startTime: '10:00',
  endTime: '11:00',
  mode: 'online',
  length: null,
  place: '',
  link: '',
  condition: '',
  times: 1,
  everyWeeks: 1,
  agenda: ['Eins'],
};

export const ONE_BODY = { kind: 'workingGroup', mandate: '', parentId: null, rule: 'consensus' } as const;
