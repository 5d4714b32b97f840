import { localMoment } from '#platform/clock.ts';
import { plusDays } from '#platform/days.ts';
import { createHash } from 'node:crypto';
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
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

function addEvent(calendar: ReturnType<typeof ical>, meeting: CalendarMeeting, host: string) {
  const { day, start_time: start, end_time: end } = meeting;
  const begin = start ? localMoment(day, start) : new Date(`${day}T00:00:00Z`);
  const finish = start
    ? end && end > start
      ? localMoment(day, end)
      : new Date(begin.getTime() + HOURS * 3_600_000)
    : new Date(`${plusDays(day, 1)}T00:00:00Z`);
  return calendar.createEvent({
    id: `${meeting.id}@${host}`,
    sequence: meeting.invited_sequence ?? 0,
    start: begin,
    end: finish,
    allDay: start === null,
    stamp: meeting.updated_at,
    lastModified: meeting.updated_at,
    summary: meeting.summary,
    description: meeting.description,
    location: meeting.place || null,
    url: meeting.url,
    status:
      meeting.state === 'cancelled' ? ICalEventStatus.CANCELLED : meeting.condition ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED,
  });
}

/** A feed of meetings (RFC 5545), for `/termine.ics` and one a body. */
export function calendarFeed(name: string, meetings: readonly CalendarMeeting[], host: string): string {
  const calendar = ical({
    name,
    prodId: { company: 'Transferwerk', product: 'Termine', language: 'DE' },
    ttl: 3600,
    method: ICalCalendarMethod.PUBLISH,
  });
  for (const meeting of meetings) addEvent(calendar, meeting, host);
  return calendar.toString();
}

/** An invitation, its update (higher SEQUENCE) or its cancellation (RFC 5546). */
export function invitation(
  meeting: CalendarMeeting,
  host: string,
  organizer: { name: string; email: string },
  attendee: { name: string; email: string },
): { method: 'REQUEST' | 'CANCEL'; content: string } {
  const method = meeting.state === 'cancelled' ? 'CANCEL' : 'REQUEST';
  const calendar = ical({ prodId: { company: 'Transferwerk', product: 'Einladung', language: 'DE' }, method: ICalCalendarMethod[method] });
  const event = addEvent(calendar, meeting, host);
  event.organizer(organizer);
  event.createAttendee({ ...attendee, rsvp: method === 'REQUEST' });
  return { method, content: calendar.toString() };
}

/** An entity tag for a feed: calendars ask often. */
export const tagOf = (text: string): string => `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
