/**
 * The attacker. Whoever wants to know what one company answered has everything but that answer: the answers of all
 * others, who took part, the sizes, industries and states of everybody, all figures of all releases, the source code.
 * What is not known is the lot. The attacker computes for each possible answer how likely the figures would be (Bayes)
 * and names the likelier one; without any figure the best guess is the more frequent answer.
 */
import { describe, expect, it } from 'vitest';
import { coarse, type Contribution, type Figure, release, RULES } from './model.ts';
import { dice, type Dice, people, POINT, SIZES, THEMES } from './examples.ts';

const POPULATIONS = 10_000;
const needs = (contribution: Contribution) => contribution.ratings[POINT] === 'urgent';
const isIn = (contribution: Contribution, { family, value }: Figure['cell']) => family === 'all' || contribution[family] === value;

/** The normal distribution's share below a value (Abramowitz and Stegun 26.2.17). */
function below(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail = 0.3989423 * Math.exp((-z * z) / 2) * t * (0.3193815 + t * (-0.3565638 + t * (1.781478 + t * (-1.821256 + t * 1.330274))));
  return z > 0 ? 1 - tail : tail;
}

/** How likely a rounded share is that comes from a mean with a spread. */
function chanceOf(shown: number, mean: number, spread: number): number {
  const half = RULES.step.value / 200;
  const [from, to] = [shown / 100 - half, shown / 100 + half];
  const low = shown <= RULES.ends.value ? 0 : below((from - mean) / spread);
  const high = shown >= 100 - RULES.ends.value ? 1 : below((to - mean) / spread);
  return Math.max(1e-9, high - low);
}

/** What the attacker believes of a cell before anything is published: the mean of the others and how far a draw strays from it. */
interface Belief {
  mean: number;
  /** Of one company's value around that mean. */
  deviation: number;
  others: number;
}

/** Likelihood ratio of one figure for a target whose answer moves its own value by `move`. */
function weigh(shown: number, { mean, deviation, others }: Belief, own: { yes: number; no: number }): number {
  // One lot in four sends a company here.
  const drawn = Math.max(1, (others + 1) / 4);
  const spread = Math.max(0.01, (deviation * Math.sqrt(0.75)) / Math.sqrt(drawn));
  const away = chanceOf(shown, mean, spread);
  const here = (value: number) => chanceOf(shown, (mean * (drawn - 1) + value) / drawn, spread);
  return Math.log((0.75 * away + 0.25 * here(own.yes)) / (0.75 * away + 0.25 * here(own.no)));
}

const themeShare = ({ ratings }: Contribution) => Object.values(ratings).filter((rating) => rating === 'urgent').length / 4;
const deviationOf = (values: readonly number[], mean: number) =>
  Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length));

/**
 * Evidence for "urgent" against "none", as the logarithm of the ratio, out of all figures in which the target may be:
 * of the point itself and of its theme. Of those whose answers are unknown the attacker knows how many they are and how
 * frequent need is.
 */
function evidence(
  figures: readonly Figure[],
  known: readonly Contribution[],
  target: Contribution,
  unknown: readonly Contribution[] = [],
  base = 0.5,
) {
  let sum = 0;
  const rest = (themeShare(target) * 4 - (needs(target) ? 1 : 0)) / 4; // the target's other three answers are known
  for (const { cell, points, themes } of figures) {
    if (!isIn(target, cell)) continue;
    const others = known.filter((each) => isIn(each, cell));
    const dark = unknown.filter((each) => isIn(each, cell)).length;
    const belief = (values: number[], spread: number): Belief => {
      const mean = (values.reduce((total, value) => total + value, 0) + dark * base) / Math.max(1, values.length + dark);
      const own = deviationOf(values, mean);
      const deviation = Math.sqrt((own ** 2 * values.length + spread ** 2 * dark) / Math.max(1, values.length + dark));
      return { mean, deviation, others: values.length + dark };
    };
    const point = points[POINT];
    const binary = Math.sqrt(base * (1 - base));
    if (point !== undefined)
      sum += weigh(
        point,
        belief(
          others.map((each) => Number(needs(each))),
          binary,
        ),
        { yes: 1, no: 0 },
      );
    const theme = themes['t'];
    if (theme !== undefined) sum += weigh(theme, belief(others.map(themeShare), binary / 2), { yes: rest + 0.25, no: rest });
  }
  return sum;
}

interface Outcome {
  /** Share of right guesses with and without the figures, over those populations in which there were any. */
  informed: number;
  blind: number;
  played: number;
  /** The same among the twentieth of the populations in which the figures said most. */
  surest: { informed: number; blind: number; played: number };
}

type World = (chance: Dice, base: number) => { target: Contribution; known: Contribution[]; log: number | undefined };

function play(world: World, seed: number): Outcome {
  const guesses: { log: number; informed: number; blind: number }[] = [];
  for (let i = 0; i < POPULATIONS; i++) {
    const chance = dice(seed * 1_000_003 + i);
    const base = 0.1 + 0.8 * chance.next();
    const { target, log } = world(chance, base);
    if (log === undefined) continue;
    const prior = Math.log(base / (1 - base));
    const truth = needs(target);
    guesses.push({ log: Math.abs(log), informed: Number(truth === prior + log > 0), blind: Number(truth === prior > 0) });
  }
  const share = (list: typeof guesses, key: 'informed' | 'blind') => list.reduce((sum, guess) => sum + guess[key], 0) / list.length;
  const score = (list: typeof guesses) => ({ informed: share(list, 'informed'), blind: share(list, 'blind'), played: list.length });
  const surest = guesses.toSorted((a, b) => b.log - a.log).slice(0, Math.ceil(guesses.length / 20));
  return { ...score(guesses), surest: score(surest) };
}

const only = (chance: Dice) => 60 + Math.floor(chance.next() * 340);

/** Knowing all but one, one release, all cells together. */
const allButOne: World = (chance, base) => {
  const [target, ...known] = people(chance, base, only(chance)) as [Contribution, ...Contribution[]];
  const { figures } = release([target, ...known], THEMES);
  return { target, known, log: figures.length === 0 ? undefined : evidence(figures, known, target) };
};

/** The target joins between two releases; the attacker knows everybody else in both. */
const betweenReleases: World = (chance, base) => {
  const all = people(chance, base, 2 * only(chance));
  const [target, ...rest] = all as [Contribution, ...Contribution[]];
  const first = rest.slice(0, Math.floor(rest.length / 2));
  const second = rest.slice(first.length);
  const before = release(first, THEMES);
  const used = new Set(before.used);
  const left = first.filter(({ id }) => !used.has(id));
  const after = release([...left, ...second, target], THEMES);
  if (after.figures.length === 0) return { target, known: rest, log: undefined };
  // What changed from one release to the next, as well as the later release itself.
  const log = evidence(after.figures, [...left, ...second], target);
  const change = after.figures.flatMap((figure) => {
    const old = before.figures.find(({ cell }) => cell.family === figure.cell.family && cell.value === figure.cell.value);
    const [then, now] = [old?.points[POINT], figure.points[POINT]];
    return then === undefined || now === undefined || !isIn(target, figure.cell) ? [] : [now - then];
  });
  const rise = change.reduce((sum, step) => sum + step, 0) / Math.max(1, change.length);
  return { target, known: rest, log: log + Math.sign(rise) * 0.01 };
};

/** All companies against the sum of the cells: whoever is missing there stands out. */
const betweenCells: World = (chance, base) => {
  const [target, ...known] = people(chance, base, 2 * only(chance)) as [Contribution, ...Contribution[]];
  const { figures } = release([target, ...known], THEMES);
  const all = figures.find(({ cell }) => cell.family === 'all')?.points[POINT];
  const parts = figures.filter(({ cell }) => cell.family === 'size' && cell.value !== target.size);
  if (all === undefined || parts.length < SIZES.length - 1) return { target, known, log: undefined };
  const others = parts.reduce((sum, { points }) => sum + (points[POINT] ?? 0), 0);
  const residual = all * SIZES.length - others;
  const expected = known.filter((each) => each.size === target.size);
  const share = (100 * expected.filter(needs).length) / Math.max(1, expected.length);
  return { target, known, log: Math.sign(residual - share) * 0.2 + evidence(figures, known, target) };
};

/** A consultant who knows their own companies, and everything about the others but their answers. */
const consultantsOwn: World = (chance, base) => {
  const all = people(chance, base, only(chance)).map((each, index) => (index % 2 === 1 ? { ...each, consultant: 'mine' } : each));
  const [target] = all as [Contribution];
  const own = all.filter(({ consultant }) => consultant === 'mine');
  const others = all.slice(1).filter(({ consultant }) => consultant !== 'mine');
  const { figures } = release(all, THEMES);
  return { target, known: own, log: figures.length === 0 ? undefined : evidence(figures, own, target, others, base) };
};

/** What the rules are measured against: one live mean of everybody, to the percent. */
const naive: World = (chance, base) => {
  const [target, ...known] = people(chance, base, only(chance)) as [Contribution, ...Contribution[]];
  const all = [target, ...known];
  const shown = Math.round((1000 * all.filter(needs).length) / all.length) / 10;
  const without = known.filter(needs).length;
  const fits = (answer: number) => Math.abs(shown - (100 * (without + answer)) / all.length) < 0.06;
  return { target, known, log: fits(1) && !fits(0) ? 9 : fits(0) && !fits(1) ? -9 : 0 };
};

/** Rounded to ten, but of everybody and without a lot: what a threshold and rounding alone would do. */
const roundedOnly: World = (chance, base) => {
  const [target, ...known] = people(chance, base, 20) as [Contribution, ...Contribution[]];
  const shown = coarse([target, ...known].filter(needs).length / 20);
  const without = known.filter(needs).length;
  const fits = (answer: number) => coarse((without + answer) / 20) === shown;
  return { target, known, log: fits(1) && !fits(0) ? 9 : fits(0) && !fits(1) ? -9 : 0 };
};

/** Three standard errors of a difference of two shares of the same guesses. */
const slack = ({ played }: { played: number }) => 3 * Math.sqrt(0.25 / played);

describe('what an attacker learns', () => {
  it.each([
    ['knowing all but one', allButOne],
    ['from the difference between two releases', betweenReleases],
    ['from the differences between cells', betweenCells],
    ['as a consultant with companies of their own', consultantsOwn],
  ] as const)('%s: no more than a blind guess gives', { timeout: 240_000 }, (name, world) => {
    const outcome = play(world, name.length);
    expect(outcome.played).toBeGreaterThan(POPULATIONS / 2);
    expect(outcome.informed, JSON.stringify(outcome)).toBeLessThanOrEqual(outcome.blind + slack(outcome));
    // Not even where the figures seem to say most.
    expect(outcome.surest.informed, JSON.stringify(outcome)).toBeLessThanOrEqual(outcome.surest.blind + slack(outcome.surest));
  });

  it('everything from a live mean, and much from rounding alone: this test can fail', () => {
    expect(play(naive, 1).informed).toBeGreaterThan(0.99);
    const rounded = play(roundedOnly, 2);
    expect(rounded.informed).toBeGreaterThan(rounded.blind + 5 * slack(rounded));
  });
});
