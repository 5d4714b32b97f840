import { type CalendarEvent, calendarFile, longCalendarFile } from '#platform/calendar.ts';
import { localMoment } from '#platform/clock.ts';
import type { MeetingRow } from './store/meetings.ts';

/** How long a meeting lasts of which only the beginning is known. */
const HOURS = 2;

export interface CalendarMeeting
  extends Pick<
    MeetingRow,
    'id' | 'day' | 'start_time' | 'end_time' | 'mode' | 'place' | 'condition' | 'state' | 'invited_sequence' | 'updated_at'
  > {
  summary: string;
  description: string;
  url: string;
}

function whenOf({ day, start_time: start, end_time: end }: CalendarMeeting): CalendarEvent['when'] {
  if (!start) return { day };
  const from = localMoment(day, start);
  return { from, to: end && end > start ? localMoment(day, end) : new Date(from.getTime() + HOURS * 3_600_000) };
}

const eventOf = (meeting: CalendarMeeting): CalendarEvent => ({
  id: meeting.id,
  sequence: meeting.invited_sequence ?? 0,
  when: whenOf(meeting),
  changed: meeting.updated_at,
  summary: meeting.summary,
  description: meeting.description,
  place: meeting.place,
  url: meeting.url,
  status: meeting.state === 'cancelled' ? 'cancelled' : meeting.condition ? 'tentative' : 'confirmed',
});

/** A feed of meetings, for `/termine.ics` and one a body. */
export const calendarFeed = (name: string, meetings: readonly CalendarMeeting[], host: string): Promise<string> =>
  longCalendarFile({ name, product: 'Termine', ttl: 3600, host, events: meetings.map(eventOf) });

/** An invitation, its update (higher SEQUENCE) or its cancellation (RFC 5546). */
export function invitation(
  meeting: CalendarMeeting,
  host: string,
  organizer: { name: string; email: string },
  attendee: { name: string; email: string },
): { method: 'REQUEST' | 'CANCEL'; content: string } {
  const method = meeting.state === 'cancelled' ? 'CANCEL' : 'REQUEST';
  const letter = { method, organizer, attendee: { ...attendee, rsvp: method === 'REQUEST' } } as const;
  return { method, content: calendarFile({ product: 'Einladung', host, events: [eventOf(meeting)], letter }) };
}
