/** Every calendar file that leaves the house (RFC 5545): what makes one valid and kind to whoever takes it stands here once. */
import { setImmediate as othersFirst } from 'node:timers/promises';
import ical, {
  ICalAlarmType,
  type ICalAttendeeData,
  type ICalCalendar,
  ICalCalendarMethod,
  ICalEventStatus,
  ICalEventTransparency,
} from 'ical-generator';
import { DAY, ZONE } from './clock.ts';
import { plainText } from './drawable.ts';
import { inPortions } from './rows.ts';

/**
 * The network's zone as programs read it that know no zones by name (Outlook; RFC 5545 §3.6.5): summer time from the last
 * Sunday of March to the last of October, as the European Union has it since 1996 (directive 2000/84/EC). It stands in every
 * calendar: one without any event is no calendar without it (§3.6: at least one component).
 */
const VTIMEZONE = `BEGIN:VTIMEZONE
TZID:${ZONE}
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE`.split('\n');

/** When something is: from a moment to another, on a day by the clocks of the network (`HH:MM`), or a whole day. */
export type CalendarTime = { from: Date; to: Date } | { day: string; starts: string; ends: string } | { day: string };

export interface CalendarEvent {
  /** Stays the same for as long as the event is there; unique within the installation. */
  id: string;
  summary: string;
  description?: string | undefined;
  place?: string | undefined;
  url?: string | undefined;
  when: CalendarTime;
  status?: 'confirmed' | 'tentative' | 'cancelled';
  /** Higher with each change: programs take a change only then. */
  sequence: number;
  changed: Date;
  /** Rings in the morning, so many days before. Of whole days only. */
  alarmDaysBefore?: number;
}

export interface CalendarFile {
  name?: string;
  /** What of ours wrote it, and in which language. */
  product: string;
  language?: string;
  /** Seconds after which to ask again, of an address that one subscribes to. */
  ttl?: number;
  host: string;
  events: readonly CalendarEvent[];
  /** A letter to somebody (RFC 5546): without one, a file says nothing of who may do what. */
  letter?: { method: 'REQUEST' | 'CANCEL'; organizer: { name: string; email: string }; attendee: ICalAttendeeData };
}

/** The hour at which an alarm of a whole day rings: nobody is woken at midnight. */
const ALARM_HOUR = 9;

const local = (day: string, time: string) => `${day}T${time.slice(0, 5)}:00`;

function timesOf(when: CalendarTime) {
  if ('from' in when) return { start: when.from, end: when.to };
  if ('starts' in when) return { start: local(when.day, when.starts), end: local(when.day, when.ends), timezone: ZONE };
  const start = new Date(`${when.day}T00:00:00Z`);
  // A whole day is a note, not a meeting: it blocks nobody.
  return { start, end: new Date(start.getTime() + DAY), allDay: true, transparency: ICalEventTransparency.TRANSPARENT };
}

const STATUS = {
  confirmed: ICalEventStatus.CONFIRMED,
  tentative: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
};

/** The library escapes what events say, and lets the name of a calendar through as it is. */
const oneLine = (text: string): string => plainText(text).replace(/\s+/g, ' ').trim();

function addEvent(calendar: ICalCalendar, event: CalendarEvent, { host, letter }: CalendarFile): void {
  const made = calendar.createEvent({
    id: `${event.id}@${host}`,
    sequence: event.sequence,
    ...timesOf(event.when),
    stamp: event.changed,
    lastModified: event.changed,
    summary: oneLine(event.summary),
    description: plainText(event.description ?? '') || null,
    location: oneLine(event.place ?? '') || null,
    url: event.url ?? null,
    status: STATUS[event.status ?? 'confirmed'],
  });
  if (letter) {
    made.organizer(letter.organizer);
    made.createAttendee(letter.attendee);
  }
  if (event.alarmDaysBefore !== undefined) {
    const trigger = (event.alarmDaysBefore * 24 - ALARM_HOUR) * 3600;
    made.createAlarm({ type: ICalAlarmType.display, trigger, description: event.summary });
  }
}

/** Lines in the order of the grammar (§3.6.1: alarms last), with the zone, each of them ended (§3.1). */
function inOrder(text: string): string {
  const result: string[] = [];
  let alarms: string[] = [];
  let isAlarm = false;
  let hasZone = false;
  for (const line of text.replace(/(?:\r\n)+$/, '').split('\r\n')) {
    if (!hasZone && (line === 'BEGIN:VEVENT' || line === 'END:VCALENDAR')) {
      result.push(...VTIMEZONE);
      hasZone = true;
    }
    if (line === 'BEGIN:VALARM') isAlarm = true;
    if (line === 'END:VEVENT') {
      result.push(...alarms);
      alarms = [];
    }
    (isAlarm ? alarms : result).push(line);
    if (line === 'END:VALARM') isAlarm = false;
  }
  return `${result.join('\r\n')}\r\n`;
}

/** So many events are written before others get their turn. */
const AT_ONCE = 100;
const EVENTS = /BEGIN:VEVENT[\s\S]*END:VEVENT\r\n/;

/** The same to the letter where there may be thousands of events: others are served meanwhile. */
export async function longCalendarFile(file: CalendarFile): Promise<string> {
  const pieces: string[] = [];
  for (const events of inPortions(file.events, AT_ONCE)) {
    pieces.push(EVENTS.exec(calendarFile({ ...file, events }))?.[0] ?? '');
    await othersFirst();
  }
  const frame = calendarFile({ ...file, events: [] });
  const end = frame.lastIndexOf('END:VCALENDAR');
  return frame.slice(0, end) + pieces.join('') + frame.slice(end);
}

export function calendarFile(file: CalendarFile): string {
  const { name, product, language = 'DE', ttl, events, letter } = file;
  const calendar = ical({
    ...(name === undefined ? {} : { name: oneLine(name) }),
    prodId: { company: 'Transferwerk', product, language },
    ...(ttl === undefined ? {} : { ttl }),
    ...(letter ? { method: ICalCalendarMethod[letter.method] } : {}),
  });
  for (const event of events) addEvent(calendar, event, file);
  return inOrder(calendar.toString());
}
