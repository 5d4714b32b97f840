import { calendarFile } from '#platform/calendar.ts';
import type { CourseRow, SessionRow } from './tables.ts';

const latest = (...moments: (Date | null)[]): Date => new Date(Math.max(...moments.map((moment) => moment?.getTime() ?? 0)));

/** The sittings of a course for a calendar, in the network's time zone. */
export function courseCalendar(course: CourseRow, sessions: readonly SessionRow[], url: string): string {
  const isCancelled = course.state === 'cancelled';
  return calendarFile({
    name: course.title,
    product: 'Kurse',
    host: new URL(url).hostname,
    events: sessions.map((session) => ({
      id: session.id,
      // A program takes a change only with a higher number.
      sequence: course.revision + session.revision + (isCancelled ? 1 : 0),
      changed: latest(course.created_at, course.changed_at, session.changed_at),
      status: isCancelled ? 'cancelled' : 'confirmed',
      when: { day: session.day, starts: session.starts, ends: session.ends },
      summary: course.title,
      place: course.place,
      url,
    })),
  });
}
