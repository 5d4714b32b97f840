/** What the gate of a case says, in the reader's language and at the field that it is about. Pure. */
import { formatDay, formatList, formatNumber } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { GateFault, SettlementFault } from '../plausible.ts';
import { casesTexts } from '../texts.ts';

const hoursIn = (locale: Locale) => (hours: number) => casesTexts(locale).hoursShort(formatNumber(Math.round(hours * 100) / 100, locale));

function dayFullText(fault: Extract<GateFault, { kind: 'dayFull' }>, locale: Locale): string {
  const t = casesTexts(locale).sessionFaults;
  const hours = hoursIn(locale);
  const others = fault.others.map((other) => t.elsewhere(hours(other.hours), other.company));
  return t.dayFull({
    day: formatDay(fault.day, locale),
    held: hours(fault.hours),
    elsewhere: others.length > 0 ? formatList(others, locale) : undefined,
    sum: hours(fault.sum),
    most: hours(fault.most),
  });
}

/** The sentence that goes with a session that was refused or asked back, by the field it belongs to. */
export function sessionErrors(fault: GateFault, locale: Locale): Record<string, string> {
  const t = casesTexts(locale).sessionFaults;
  const hours = hoursIn(locale);
  switch (fault.kind) {
    case 'backdated':
      return { reason: t.backdated(String(fault.days)) };
    case 'overBudget':
      return { minutes: t.overBudget(formatNumber(Math.round(fault.hours * 10) / 10, locale)) };
    case 'tooLong':
      return { minutes: t.tooLong(hours(fault.hours), hours(fault.most)) };
    case 'dayFull':
      return { minutes: dayFullText(fault, locale) };
    case 'shortSprint':
      return { sprintReason: t.shortSprint(formatDay(fault.since, locale), formatDay(fault.day, locale)) };
    case 'noVoucher':
      return { day: t.noVoucher() };
    case 'future':
      return { day: t.future() };
    default:
      return { day: t[fault.kind](formatDay(fault.day, locale)) };
  }
}

export function settlementText(fault: SettlementFault, locale: Locale): string {
  if (fault.kind === 'future') return casesTexts(locale).faults.future;
  return casesTexts(locale).settlementFaults[fault.kind](formatDay(fault.day, locale));
}
