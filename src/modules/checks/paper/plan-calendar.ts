import { calendarFile } from '#platform/calendar.ts';
import { inLocale, type Locale } from '#platform/i18n/index.ts';
import type { Opened } from '../desk.ts';
import { isSettled, planOrder } from '../model.ts';
import { checksTexts } from '../texts.ts';

const REMIND_DAYS_BEFORE = 2;

/** The dates of the plan for a calendar: a day an open measure, a reminder two days before. */
export function planCalendar(opened: Opened, locale: Locale, publicUrl: string, now: Date): string {
  const t = checksTexts(locale);
  return calendarFile({
    name: `${t.plan}: ${inLocale(opened.definition.title, locale)}`,
    product: 'Plan',
    language: locale.toUpperCase(),
    host: new URL(publicUrl).hostname,
    events: planOrder(opened.assessment.measures).flatMap((measure) =>
      !measure.due || isSettled(measure)
        ? []
        : [
            {
              id: measure.id,
              when: { day: measure.due },
              sequence: 0,
              // A plan keeps no history: the file is as new as it is, and so newer than one of before.
              changed: now,
              summary: measure.text,
              description: [
                measure.responsible && `${t.responsible} ${measure.responsible}`,
                measure.control && `${t.control} ${measure.control}`,
              ]
                .filter(Boolean)
                .join('\n'),
              alarmDaysBefore: REMIND_DAYS_BEFORE,
            },
          ],
    ),
  });
}
