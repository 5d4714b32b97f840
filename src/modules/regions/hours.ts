/** The hours of an event as people write them. Pure. */

export interface Hours {
  /** `HH:MM` */
  starts: string;
  ends: string;
}

/** How long an event lasts of which only the beginning is said. */
const USUAL_HOURS = 2;

const TIME = String.raw`(\d{1,2})(?:[:.](\d{2}))?\s*(?:uhr|h)?\s*([ap]\.?m\.?)?`;
const RANGE = new RegExp(String.raw`(?<!\d)${TIME}\s*(?:bis|to|until|-|–|—)\s*${TIME}(?!\d)`, 'i');
const SINGLE = /(?<!\d)(\d{1,2})(?:[:.](\d{2}))?\s*(?:uhr|h\b|([ap]\.?m\.?))|(?<!\d)(\d{1,2}):(\d{2})(?!\d)/i;

function minutes(hour: string | undefined, minute: string | undefined, half: string | undefined): number | undefined {
  const isAfternoon = half?.toLowerCase().startsWith('p') ?? false;
  const hours = half === undefined ? Number(hour) : (Number(hour) % 12) + (isAfternoon ? 12 : 0);
  const result = hours * 60 + Number(minute ?? 0);
  return hours <= 23 && Number(minute ?? 0) < 60 ? result : undefined;
}
const clock = (all: number) => `${String(Math.floor(all / 60)).padStart(2, '0')}:${String(all % 60).padStart(2, '0')}`;

/** From when to when: "18 bis 20 Uhr", "9.30–12 Uhr", "ab 17 Uhr", "5 to 7 pm"; undefined where no hours are said. */
export function hoursOf(text: string): Hours | undefined {
  const range = RANGE.exec(text);
  if (range) {
    const [, fromHour, fromMinute, fromHalf, toHour, toMinute, toHalf] = range;
    const from = minutes(fromHour, fromMinute, fromHalf ?? toHalf);
    const to = minutes(toHour, toMinute, toHalf);
    return from !== undefined && to !== undefined && from < to ? { starts: clock(from), ends: clock(to) } : undefined;
  }
  const single = SINGLE.exec(text);
  const from = single ? minutes(single[1] ?? single[4], single[2] ?? single[5], single[3]) : undefined;
  // An evening does not end on the next day.
  return from === undefined ? undefined : { starts: clock(from), ends: clock(Math.min(from + USUAL_HOURS * 60, 24 * 60 - 1)) };
}
