import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { type CalendarEvent, calendarFile, longCalendarFile } from './calendar.ts';

const changed = new Date('2027-02-01T08:00:00Z');
const event = (more: Partial<CalendarEvent>): CalendarEvent => ({
  id: 'eins',
  summary: 'Übung; mit "Zeichen", lang genug, dass die Zeile gefaltet werden muss, weil sie sonst zu lang ist',
  when: { day: '2027-03-03' },
  sequence: 3,
  changed,
  ...more,
});
const file = (...events: CalendarEvent[]) => calendarFile({ name: 'Probe', product: 'Probe', host: 'netz.example', events });
const eventsIn = (text: string) => new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent');
/** Names of the properties and components of an event, in the order of the file. */
const orderIn = (text: string) =>
  (/BEGIN:VEVENT\r\n(.*?)END:VEVENT/s.exec(text)?.[1] ?? '')
    .replaceAll(/\r\n /g, '')
    .split('\r\n')
    .map((line) => line.split(/[:;]/)[0]);

it.each(['A\nX-EVIL:1', 'A\r\nEND:VCALENDAR', 'END:VCALENDAR', 'A\u0000B', '\ud800', '$&'])(
  'a calendar called %j is one calendar with its events',
  async (name) => {
    const hostile = event({ summary: name, description: name, place: name });
    const whole = { name, product: 'Probe', host: 'netz.example', events: [hostile, event({ id: 'zwei' })] };
    for (const text of [calendarFile(whole), await longCalendarFile(whole)]) {
      expect(text.split('\r\n').filter((line) => /^(?:X-EVIL|BEGIN:VCALENDAR|END:VCALENDAR)/.test(line))).toEqual([
        'BEGIN:VCALENDAR',
        'END:VCALENDAR',
      ]);
      expect(eventsIn(text).length).toBe(2);
      expect(text.isWellFormed()).toBe(true);
      expect(text.replaceAll('\r\n', '')).not.toMatch(/\p{Cc}/u);
    }
  },
);

it.each([0, 1, 100, 101, 350])('a long file of %i events is the same to the letter', async (count) => {
  const events = Array.from({ length: count }, (_, number) => event({ id: `$& ${number}`, alarmDaysBefore: 2 }));
  const whole = { name: 'Probe', product: 'Probe', host: 'netz.example', events };
  expect(await longCalendarFile(whole)).toBe(calendarFile(whole));
});

describe('a calendar file', () => {
  it('ends each line, folds long ones, holds nothing empty', () => {
    const text = file(event({ description: '', place: '', when: { from: changed, to: new Date(changed.getTime() + 3_600_000) } }));
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    for (const line of text.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(text).not.toMatch(/^(?:DESCRIPTION|LOCATION|URL):\r$/m);
    expect(eventsIn(text)[0]?.getFirstPropertyValue('summary')).toBe(event({}).summary);
  });

  it('has its alarms last, at an hour at which people are awake', () => {
    const text = file(event({ alarmDaysBefore: 2 }));
    const order = orderIn(text);
    expect(order.indexOf('BEGIN')).toBeGreaterThan(order.indexOf('STATUS'));
    expect(order.slice(order.indexOf('END') + 1).filter(Boolean)).toEqual([]);
    const trigger = eventsIn(text)[0]?.getFirstSubcomponent('valarm')?.getFirstPropertyValue('trigger');
    // Two days before at nine: 39 hours before the day begins.
    expect((trigger as unknown as { toSeconds(): number }).toSeconds()).toBe(-39 * 3600);
  });

  it('says when it was changed, and that a whole day blocks nobody', () => {
    const [read] = eventsIn(file(event({})));
    expect(['sequence', 'transp', 'status'].map((name) => read?.getFirstPropertyValue(name))).toEqual([3, 'TRANSPARENT', 'CONFIRMED']);
    expect(String(read?.getFirstPropertyValue('last-modified'))).toBe('2027-02-01T08:00:00Z');
    expect(String(read?.getFirstPropertyValue('dtstamp'))).toBe('2027-02-01T08:00:00Z');
    expect([read?.getFirstPropertyValue('dtstart'), read?.getFirstPropertyValue('dtend')].map(String)).toEqual([
      '2027-03-03',
      '2027-03-04',
    ]);
  });

  it('holds the zone that its hours are of, and means the same hour everywhere', () => {
    const text = file(event({ when: { day: '2027-07-01', starts: '09:00', ends: '16:30' } }));
    const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
    const [zone] = calendar.getAllSubcomponents('vtimezone');
    expect(text).toContain('DTSTART;TZID=Europe/Berlin:20270701T090000\r\n');
    const start = eventsIn(text)[0]?.getFirstPropertyValue('dtstart') as unknown as { clone(): ICAL.Time };
    const inZone = start.clone();
    inZone.zone = new ICAL.Timezone(zone);
    expect(inZone.toJSDate().toISOString()).toBe('2027-07-01T07:00:00.000Z');
  });

  it('is valid without any event', () => {
    const calendar = new ICAL.Component(ICAL.parse(file()) as unknown[]);
    expect(calendar.getAllSubcomponents().map(({ name }) => name)).toEqual(['vtimezone']);
    expect(calendar.getFirstPropertyValue('method')).toBeNull();
  });
});
