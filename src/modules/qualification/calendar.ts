import ical, { ICalCalendarMethod } from 'ical-generator';
import type { CourseRow, SessionRow } from './tables.ts';

/** The sittings of a course for a calendar (RFC 5545), in the network's time zone. */
export function courseCalendar(course: CourseRow, sessions: readonly SessionRow[], url: string): string {
  const host = new URL(url).hostname;
  const calendar = ical({
    name: course.title,
    prodId: { company: 'Transferwerk', product: 'Kurse', language: 'DE' },
    method: ICalCalendarMethod.PUBLISH,
  });
  for (const session of sessions) {
    calendar.createEvent({
      id: `${session.id}@${host}`,
      start: `${session.day}T${session.starts}`,
      end: `${session.day}T${session.ends}`,
      timezone: 'Europe/Berlin',
      stamp: course.created_at,
      summary: course.title,
      location: course.place,
      url,
    });
  }
  return calendar.toString();
}
