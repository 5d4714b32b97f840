/** Use figures without anybody in them: how long the work took, and where people stop. Pure. */

/** A gap longer than this is a break, in milliseconds. */
const BREAK_MS = 10 * 60 * 1000;
/** Work on the first answer, before anything was saved: two minutes. */
const FIRST_MS = 2 * 60 * 1000;

/** Time needed is counted up to these many minutes; the last is "longer". */
const BUCKETS = [10, 20, 30, 45, 60, 90, 120, 9999] as const;

/** Minutes of work out of the moments at which something was answered; breaks do not count. */
export function minutesOfWork(moments: readonly Date[]): number {
  const times = moments.map((moment) => moment.getTime()).toSorted((a, b) => a - b);
  const gaps = times.slice(1).map((time, index) => time - (times[index] ?? time));
  const worked = gaps.filter((gap) => gap <= BREAK_MS).reduce((sum, gap) => sum + gap, times.length > 0 ? FIRST_MS : 0);
  return worked / 60_000;
}

export const bucketOf = (minutes: number): number => BUCKETS.find((most) => minutes <= most) ?? 9999;

/** Days without a visit after which an unfinished check counts as stopped. */
export const STOPPED_DAYS = 30;

/** Fewer than this are shown as "fewer than five". */
export const LEAST_SHOWN = 5;
