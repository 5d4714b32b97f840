import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { DAY } from '#platform/clock.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import type { Opened } from '../desk.ts';
import { isSettled, planOrder } from '../model.ts';
import { checksTexts } from '../texts.ts';

/** The dates of the plan for a calendar (RFC 5545): a day an open measure, a reminder two days before. */
export function planCalendar(opened: Opened, locale: Locale, publicUrl: string, now: Date): string {
  const host = new URL(publicUrl).hostname;
  const t = checksTexts(locale);
  const calendar = ical({
    name: `${t.plan}: ${inLocale(opened.definition.title, locale)}`,
    prodId: { company: 'Transferwerk', product: 'Plan', language: locale.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
  });
  for (const measure of planOrder(opened.assessment.measures)) {
    if (!measure.due || isSettled(measure)) continue;
    const start = new Date(`${measure.due}T00:00:00Z`);
    const event = calendar.createEvent({
      id: `${measure.id}@${host}`,
      start,
      end: new Date(start.getTime() + DAY),
      allDay: true,
      stamp: now,
      summary: measure.text,
      description: [measure.responsible && `${t.responsible} ${measure.responsible}`, measure.control && `${t.control} ${measure.control}`]
        .filter(Boolean)
        .join('\n'),
      status: ICalEventStatus.CONFIRMED,
    });
    event.createAlarm({ type: ICalAlarmType.display, trigger: 2 * 24 * 3600, description: measure.text });
  }
  return calendar.toString();
}
