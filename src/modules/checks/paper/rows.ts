import { formatDay } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Opened } from '../desk.ts';
import { planOrder } from '../model.ts';
import { pointTitle } from '../pages/first.tsx';
import { planTexts } from '../texts-plan.ts';
import { checksTexts } from '../texts.ts';

/** The plan as a table: a head and a row a measure, in the order in which to do them. `dayText`: how a day is written. */
export function planRows(
  opened: Opened,
  locale: Locale,
  dayText = (day: string) => formatDay(day, locale),
): { head: string[]; rows: string[][] } {
  const t = checksTexts(locale);
  const p = planTexts(locale);
  return {
    head: [t.measure, p.state, t.urgency, t.responsible, p.helper, t.due, t.control, t.overviewPoint],
    rows: planOrder(opened.assessment.measures).map((measure) => [
      measure.text,
      p.states[measure.state],
      measure.urgency ? t.urgencies[measure.urgency] : '',
      measure.responsible,
      measure.helper,
      measure.due ? dayText(measure.due) : '',
      measure.control,
      pointTitle(opened, measure.checkpoint, locale) ?? '',
    ]),
  };
}
