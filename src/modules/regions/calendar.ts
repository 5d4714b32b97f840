import { calendarFile } from '#platform/calendar.ts';
import { hoursOf } from './hours.ts';
import type { EventRow } from './store.ts';

/** The events of a network for a calendar: at their hours where these can be read, else as whole days with the words. */
export function networkCalendar(name: string, events: readonly EventRow[], url: string): string {
  return calendarFile({
    name,
    product: 'Netzwerke',
    ttl: 3600,
    host: new URL(url).hostname,
    events: events.map((event) => {
      const hours = hoursOf(event.hours);
      return {
        id: event.id,
        when: { day: event.day, ...hours },
        sequence: event.revision,
        changed: event.changed_at,
        summary: event.title,
        description: [event.hours, event.description].filter(Boolean).join('\n'),
        place: event.place,
        url: event.link || url,
        status: event.cancelled ? 'cancelled' : 'confirmed',
      };
    }),
  });
}
