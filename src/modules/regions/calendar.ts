import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { DAY } from '#platform/clock.ts';
import type { EventRow } from './store.ts';

/** The events of a network for a calendar (RFC 5545): whole days, because hours are said in words; a cancelled one says so. */
export function networkCalendar(name: string, events: readonly EventRow[], url: string): string {
  const host = new URL(url).hostname;
  const calendar = ical({
    name,
    prodId: { company: 'Transferwerk', product: 'Netzwerke', language: 'DE' },
    ttl: 3600,
    method: ICalCalendarMethod.PUBLISH,
  });
  for (const event of events) {
    const start = new Date(`${event.day}T00:00:00Z`);
    calendar.createEvent({
      id: `${event.id}@${host}`,
      start,
      end: new Date(start.getTime() + DAY),
      allDay: true,
      stamp: event.changed_at,
      lastModified: event.changed_at,
      summary: event.title,
      description: [event.hours, event.description].filter(Boolean).join('\n'),
      location: event.place,
      url: event.link || url,
      status: event.cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return calendar.toString();
}
