import { type CalendarEvent, calendarFile } from '#platform/calendar.ts';
import { HOUR } from '#platform/clock.ts';
import type { ItemRow } from './tables.ts';
import { newsTexts } from './texts.ts';

/** Events and the deadlines of calls for a calendar. */
export function newsCalendar(items: readonly ItemRow[], publicUrl: string): string {
  const t = newsTexts('de');
  const eventsOf = (item: ItemRow): CalendarEvent[] => {
    const common = {
      // A new item has the version 1.
      sequence: item.version - 1,
      changed: item.updated_at,
      description: item.summary,
      url: `${publicUrl}/neuigkeiten/${item.slug}`,
    };
    const to = item.starts_at && (item.ends_at ?? new Date(item.starts_at.getTime() + HOUR));
    return [
      ...(item.starts_at && to
        ? [{ ...common, id: item.id, when: { from: item.starts_at, to }, summary: item.title, place: item.place }]
        : []),
      ...(item.deadline ? [{ ...common, id: `${item.id}-frist`, when: { day: item.deadline }, summary: t.deadlineOf(item.title) }] : []),
    ];
  };
  return calendarFile({
    name: t.calendarName,
    product: 'Neuigkeiten',
    ttl: 3600,
    host: new URL(publicUrl).hostname,
    events: items.flatMap(eventsOf),
  });
}
