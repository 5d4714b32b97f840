import { type Clock, MINUTE } from '../clock.ts';

/**
 * Says the same once a minute, and how often it was meanwhile: while the database is away everything that asks it has the
 * same trouble many times a second, and a log full of it hides the rest.
 */
export function sayOnce(clock: Pick<Clock, 'now'>, say: (what: string, times: number) => void): (what: string) => void {
  const said = new Map<string, { at: number; times: number }>();
  return (what) => {
    const now = clock.now().getTime();
    const last = said.get(what);
    if (last && now - last.at < MINUTE) {
      last.times++;
      return;
    }
    say(what, (last?.times ?? 0) + 1);
    said.set(what, { at: now, times: 0 });
  };
}
