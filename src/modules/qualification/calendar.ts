import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { ZONE } from '#platform/clock.ts';
import type { CourseRow, SessionRow } from './tables.ts';

/**
 * The network's zone as programs read it that know no zones by name (Outlook; RFC 5545 §3.6.5): summer time from the last
 * Sunday of March to the last of October, as the European Union has it since 1996 (directive 2000/84/EC).
 */
const VTIMEZONE = `BEGIN:VTIMEZONE
TZID:${ZONE}
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE`.replaceAll('\n', '\r\n');

/** The sittings of a course for a calendar (RFC 5545), in the network's time zone. */
export function courseCalendar(course: CourseRow, sessions: readonly SessionRow[], url: string): string {
  const host = new URL(url).hostname;
  const isCancelled = course.state === 'cancelled';
  const calendar = ical({
    name: course.title,
    prodId: { company: 'Transferwerk', product: 'Kurse', language: 'DE' },
    method: ICalCalendarMethod.PUBLISH,
  });
  for (const session of sessions) {
    calendar.createEvent({
      id: `${session.id}@${host}`,
      // A program takes a change only with a higher number.
      sequence: course.revision + session.revision + (isCancelled ? 1 : 0),
      status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      start: `${session.day}T${session.starts}`,
      end: `${session.day}T${session.ends}`,
      timezone: ZONE,
      stamp: course.created_at,
      summary: course.title,
      location: course.place,
      url,
    });
  }
  // Set on the calendar, the zone would take the Z from DTSTAMP as well, which is UTC by the standard (§3.8.7.2).
  return calendar.toString().replace('BEGIN:VEVENT', `${VTIMEZONE}\r\nBEGIN:VEVENT`);
}
