/**
 * How much work something is, in beats: a beat is what this machine needs for a fixed piece of work. Counted is the time of
 * this thread alone, so that what else runs on the machine, and how fast it is, counts for little. Tests bound beats where
 * they would bound seconds.
 */
const cpu = (): number => {
  const { user, system } = process.threadCpuUsage();
  return user + system;
};

/** Some milliseconds of plain work: arithmetic, strings and a pattern, as our parsers do. */
function beat(): number {
  let found = 0;
  for (let n = 0; n < 20_000; n++) {
    const text = `Zeile ${n}: ${n * 31} von ${n % 97}`;
    if (/\d+ von (\d+)$/.test(text)) found += text.length;
  }
  return found;
}

function microseconds(work: () => unknown): number {
  const begin = cpu();
  work();
  return cpu() - begin;
}

/** Microseconds of one beat, the best of some: the first ones warm up. */
const BEAT = Math.max(500, Math.min(...Array.from({ length: 8 }, () => microseconds(beat))));

/** Beats that something takes in this thread. */
export const beatsOf = (work: () => unknown): number => microseconds(work) / BEAT;

/** The same for work that waits in between: the waiting does not count. */
export async function beatsOfAsync(work: () => Promise<unknown>): Promise<number> {
  const begin = cpu();
  await work();
  return (cpu() - begin) / BEAT;
}
