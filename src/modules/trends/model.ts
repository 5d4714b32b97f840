/** Judging trends, and where they stand on the radar. Pure. */

export const SCALE = [1, 2, 3, 4, 5] as const;

/** What members think, in one figure and how much they differ. */
export interface Spread {
  count: number;
  median: number;
  least: number;
  most: number;
}

/** Median and range of some judgements; undefined where there are none. The middle of two in the middle. */
export function spreadOf(values: readonly number[]): Spread | undefined {
  if (values.length === 0) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? 0;
  const half = sorted.length / 2;
  const median = sorted.length % 2 === 1 ? at(Math.floor(half)) : (at(half - 1) + at(half)) / 2;
  return { count: sorted.length, median, least: at(0), most: at(sorted.length - 1) };
}

/** Members disagree so much that it is worth talking about. */
const WIDE = 3;
export const isDivided = (spread: Spread): boolean => spread.most - spread.least >= WIDE;

export interface Blip {
  id: string;
  /** Index of the field of its main topic. */
  sector: number;
  nearness: number;
  strength: number;
}

export interface Placed extends Blip {
  x: number;
  y: number;
  /** Radius of its mark. */
  size: number;
}

const SMALLEST = 5;

/**
 * Places on a radar of radius 1: the nearer in time, the nearer to the middle; each field of topics has its sector. Those
 * of one sector are spread over its angle in the order of their ids, so that the picture is the same for the same trends.
 */
export function onRadar(blips: readonly Blip[], sectors: number): Placed[] {
  const bySector = Map.groupBy(blips, (blip) => blip.sector);
  return [...bySector].flatMap(([sector, some]) =>
    some
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .map((blip, index): Placed => {
        const angle = ((sector + (index + 1) / (some.length + 1)) / sectors) * 2 * Math.PI - Math.PI / 2;
        const radius = 0.12 + 0.82 * ((5 - blip.nearness) / 4);
        return { ...blip, x: radius * Math.cos(angle), y: radius * Math.sin(angle), size: SMALLEST + 2 * blip.strength };
      }),
  );
}

/** A year after it was named, somebody should say what became of it. */
export const isDueForReview = (trend: { review_on: string; outcome_at: Date | null }, today: string): boolean =>
  trend.outcome_at === null && trend.review_on <= today;

/** Topics of a trend on which the network reaches less than so many of the people. */
const LITTLE = 0.5;
export const isGap = (share: number, anywhere: number): boolean => share < LITTLE && anywhere === 0;
