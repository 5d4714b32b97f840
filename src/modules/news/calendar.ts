import ical, { ICalCalendarMethod } from 'ical-generator';
import { DAY, HOUR } from '#platform/clock.ts';
import type { ItemRow } from './tables.ts';
import { newsTexts } from './texts.ts';

/** Events and the deadlines of calls for a calendar (RFC 5545). */
export function newsCalendar(items: readonly ItemRow[], publicUrl: string): string {
  const t = newsTexts('de');
  const host = new URL(publicUrl).hostname;
  const calendar = ical({
    name: t.calendarName,
    prodId: { company: 'Transferwerk', product: 'Neuigkeiten', language: 'DE' },
    ttl: 3600,
    method: ICalCalendarMethod.PUBLISH,
  });
  for (const item of items) {
    const common = {
      stamp: item.updated_at,
      lastModified: item.updated_at,
      description: item.summary,
      url: `${publicUrl}/neuigkeiten/${item.slug}`,
    };
    if (item.starts_at)
      calendar.createEvent({
        id: `${item.id}@${host}`,
        start: item.starts_at,
        end: item.ends_at ?? new Date(item.starts_at.getTime() + HOUR),
        summary: item.title,
        location: item.place,
        ...common,
      });
    if (item.deadline) {
      const start = new Date(`${item.deadline}T00:00:00Z`);
      calendar.createEvent({
        id: `${item.id}-frist@${host}`,
        start,
        end: new Date(start.getTime() + DAY),
        allDay: true,
        summary: t.deadlineOf(item.title),
        ...common,
      });
    }
  }
  return calendar.toString();
}
