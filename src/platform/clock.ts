/** Where the network lives: its days begin at midnight there. */
export const ZONE = 'Europe/Berlin';

/** The only source of the current time; tests hand in their own. */
export interface Clock {
  now(): Date;
  /** The calendar day where the network lives, as `YYYY-MM-DD`: what "today" means everywhere. */
  today(): string;
}

export const systemClock: Clock = { now: () => new Date(), today: () => localDay(new Date()) };

/** A clock that stands still until it is moved. */
export function fixedClock(start: string): Clock & { advance(ms: number): void } {
  let time = new Date(start).getTime();
  return {
    now: () => new Date(time),
    today: () => localDay(new Date(time)),
    advance: (ms) => {
      time += ms;
    },
  };
}

const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The same moment `days` × 24 hours later. */
export const addDays = (date: Date, days: number): Date => new Date(date.getTime() + days * DAY);

/** The calendar day of a moment where the network lives, as `YYYY-MM-DD`. */
export const localDay = (moment: Date): string => ZONED.format(moment).slice(0, 10);

const ZONED = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'medium' });
const asUtc = (moment: Date): number => Date.parse(`${ZONED.format(moment).replace(' ', 'T')}Z`);

/** The time of day of a moment where the network lives, as `HH:MM`. */
export const localTime = (moment: Date): string => ZONED.format(moment).slice(11, 16);

/** The moment of a day and a time of day where the network lives; in the hour that summer time leaves out, an hour later. */
export function localMoment(day: string, time: string): Date {
  const wanted = Date.parse(`${day}T${time.padStart(5, '0')}:00Z`);
  const first = wanted - (asUtc(new Date(wanted)) - wanted);
  return new Date(first - (asUtc(new Date(first)) - wanted));
}
