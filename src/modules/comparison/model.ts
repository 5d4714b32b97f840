/**
 * Comparison with others, so that nobody learns what a single company answered. Pure: who goes into which figure is
 * decided by a number handed in (`lot`), which nobody outside knows.
 *
 * The idea in three sentences. Every company's answers go into exactly one figure: by a secret lot into the figure of
 * all companies, of its size, of its industry or of its state, and into one release only. So no two figures ever
 * overlap, and the difference between two cells or two releases says nothing about anybody. And because nobody knows
 * into which figure a company went, even somebody who knows the answers of all others cannot compute the missing one.
 */

export const RULES = {
  leastPerTheme: { value: 10, why: 'Unter zehn Betrieben ließe sich aus einem Anteil auf einzelne schließen.' },
  leastPerPoint: {
    value: 20,
    why: 'Ein einzelner Punkt hat nur wenige mögliche Antworten: bei zehn Betrieben verriete er noch in bis zu 15 % der Fälle eine.',
  },
  leastNew: { value: 5, why: 'Kämen weniger als fünf Betriebe dazu, zeigte der Unterschied zur letzten Veröffentlichung deren Antworten.' },
  dominance: { value: 0.5, why: 'Wer mehr als die Hälfte der Betriebe einer Gruppe berät, könnte seine herausrechnen.' },
  step: { value: 10, why: 'Gerundete Werte verändern sich nicht durch einen einzelnen Betrieb.' },
  ends: { value: 10, why: 'Bei 0 und 100 % wüsste man die Antwort von allen; deshalb heißt es „höchstens 10“ und „mindestens 90“.' },
  perYear: { value: 4, why: 'Einmal im Quartal und dann unverändert: wer täglich nachsieht, lernt nichts dazu.' },
  patience: { value: 4, why: 'Kleine Gruppen warten bis zu vier Quartale auf zwanzig Betriebe, danach erscheinen nur die Themen.' },
} as const;

/** The figures that there are: all, and one dimension at a time. No others, and no filters. */
export const FAMILIES = ['all', 'size', 'industry', 'state'] as const;
export type Family = (typeof FAMILIES)[number];

export interface Cell {
  family: Family;
  /** The size class, the section of WZ 2008, the state's key; empty for all. */
  value: string;
}

export type Rating = 'none' | 'some' | 'urgent' | 'notApplicable';

/** What one company put in, once, for one check. */
export interface Contribution {
  id: string;
  size: string | undefined;
  industry: string | undefined;
  state: string | undefined;
  /** Who accompanied the check, as one word for the same person; undefined for nobody. */
  consultant: string | undefined;
  ratings: Readonly<Record<string, Rating>>;
  family: Family;
  /** Releases that it has waited for already. */
  waited: number;
}

export interface Figure {
  cell: Cell;
  /** How many are behind it, coarsely: the number never appears. */
  behind: 'over10' | 'over20' | 'over50' | 'over200';
  /** Share of need (some or urgent) in percent by theme and by check point, rounded, ends put together. */
  themes: Record<string, number>;
  points: Record<string, number>;
}

export interface ReleaseResult {
  figures: Figure[];
  /** Contributions that are used up now: they never count again. */
  used: string[];
}

/** The secret lot decides once, when a company joins: a number from 0 up to 1. What it did not tell it cannot stand for. */
export function familyOf(lot: number, told: Pick<Contribution, 'size' | 'industry' | 'state'>): Family {
  const family = FAMILIES[Math.min(FAMILIES.length - 1, Math.floor(lot * FAMILIES.length))] ?? 'all';
  return family === 'all' || told[family] !== undefined ? family : 'all';
}

const cellOf = (contribution: Contribution): Cell => ({
  family: contribution.family,
  value: contribution.family === 'all' ? '' : (contribution[contribution.family] ?? ''),
});

/** Percent in steps, with both ends put together. */
export function coarse(share: number): number {
  const { step, ends } = { step: RULES.step.value, ends: RULES.ends.value };
  const rounded = Math.round((share * 100) / step) * step;
  return Math.min(100 - ends, Math.max(ends, rounded));
}

const isNeed = (rating: Rating) => rating === 'some' || rating === 'urgent';

/** Whether one consultant stands behind more than half. */
function isDominated(cohort: readonly Contribution[]): boolean {
  const counts = new Map<string, number>();
  for (const { consultant } of cohort) if (consultant) counts.set(consultant, (counts.get(consultant) ?? 0) + 1);
  return Math.max(0, ...counts.values()) > cohort.length * RULES.dominance.value;
}

const behind = (count: number): Figure['behind'] => (count > 200 ? 'over200' : count > 50 ? 'over50' : count > 20 ? 'over20' : 'over10');

interface Theme {
  id: string;
  points: readonly string[];
}

/** The share of need of each point that enough have rated; where only one of a theme's points would be missing, another goes with it. */
function pointFigures(cohort: readonly Contribution[], theme: Theme): Record<string, number> {
  const rated = theme.points.map((point) => {
    const answers = cohort.flatMap(({ ratings }) => {
      const rating = ratings[point];
      return rating === undefined || rating === 'notApplicable' ? [] : [rating];
    });
    return { point, count: answers.length, share: answers.filter(isNeed).length / Math.max(1, answers.length) };
  });
  const shown = rated.filter(({ count }) => count >= RULES.leastPerPoint.value);
  // Complementary suppression: theme and all other points together would give the missing one away.
  const isOneMissing = shown.length === rated.length - 1 && shown.length > 0;
  const fewest = shown.toSorted((a, b) => a.count - b.count)[0];
  return Object.fromEntries(shown.filter((each) => !isOneMissing || each !== fewest).map(({ point, share }) => [point, coarse(share)]));
}

/** The mean share of need of a theme over the companies that rated anything in it. */
function themeFigure(cohort: readonly Contribution[], theme: Theme): number | undefined {
  const shares = cohort.flatMap(({ ratings }) => {
    const answers = theme.points.flatMap((point) => {
      const rating = ratings[point];
      return rating === undefined || rating === 'notApplicable' ? [] : [rating];
    });
    return answers.length === 0 ? [] : [answers.filter(isNeed).length / answers.length];
  });
  if (shares.length < RULES.leastPerTheme.value) return undefined;
  return coarse(shares.reduce((sum, share) => sum + share, 0) / shares.length);
}

/** Whether a group is published now, waits for more, or may not be. */
function isRipe(cohort: readonly Contribution[]): boolean {
  if (cohort.length < Math.max(RULES.leastPerTheme.value, RULES.leastNew.value)) return false;
  if (isDominated(cohort)) return false;
  return cohort.length >= RULES.leastPerPoint.value || cohort.some(({ waited }) => waited >= RULES.patience.value);
}

/**
 * One release of one check. Takes what has been put in and not been used; everybody who goes into a figure is used up.
 * Groups that are too small or dominated wait, whole, for the next release.
 */
export function release(waiting: readonly Contribution[], themes: readonly Theme[]): ReleaseResult {
  const cohorts = Map.groupBy(waiting, (contribution) => JSON.stringify(cellOf(contribution)));
  const result: ReleaseResult = { figures: [], used: [] };
  for (const [key, cohort] of [...cohorts].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (!isRipe(cohort)) continue;
    const withPoints = cohort.length >= RULES.leastPerPoint.value;
    result.figures.push({
      cell: JSON.parse(key) as Cell,
      behind: behind(cohort.length),
      themes: Object.fromEntries(
        themes.flatMap((theme) => {
          const value = themeFigure(cohort, theme);
          return value === undefined ? [] : [[theme.id, value]];
        }),
      ),
      points: withPoints ? Object.assign({}, ...themes.map((theme) => pointFigures(cohort, theme))) : {},
    });
    result.used.push(...cohort.map(({ id }) => id));
  }
  return result;
}

/** The quarter of a day, as `2026-4`. */
export const quarterOf = (day: string): string => `${day.slice(0, 4)}-${Math.ceil(Number(day.slice(5, 7)) / 3)}`;

/** A company's own share of need in percent; undefined where nothing is rated. */
export function ownShare(ratings: Contribution['ratings'], points: readonly string[]): number | undefined {
  const answers = points.flatMap((point) => {
    const rating = ratings[point];
    return rating === undefined || rating === 'notApplicable' ? [] : [rating];
  });
  return answers.length === 0 ? undefined : (answers.filter(isNeed).length / answers.length) * 100;
}

/** Where a company's own share of need lies beside a figure. */
export function standing(
  ratings: Contribution['ratings'],
  points: readonly string[],
  figure: number,
): 'less' | 'same' | 'more' | undefined {
  const own = ownShare(ratings, points);
  if (own === undefined) return undefined;
  return own < figure - RULES.step.value ? 'less' : own > figure + RULES.step.value ? 'more' : 'same';
}
