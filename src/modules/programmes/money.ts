/** What it costs a company after funding. Pure; all amounts in whole cents, so that nothing is lost by rounding. */
import { type Answer, type Facts, holds, type ProgrammeVersion } from './model.ts';

export interface Wish {
  days: number;
  /** Fee of a day, in euros. */
  dayRate: number;
}

export interface Split {
  percent: number;
  cost: number;
  /** Part of the cost that is counted. */
  counted: number;
  grant: number;
  own: number;
}

const cents = (euros: number): number => Math.round(euros * 100);

/** The part of a cost that a programme counts: at most so many days, so much a day, so much in all. In cents. */
function countedCost({ money }: ProgrammeVersion, { days, dayRate }: Wish): number {
  const perDay = Math.min(dayRate, money?.dayRate ?? Number.POSITIVE_INFINITY);
  const counted = cents(perDay * Math.min(days, money?.days ?? Number.POSITIVE_INFINITY));
  return Math.min(counted, money?.most === undefined ? Number.POSITIVE_INFINITY : cents(money.most));
}

/** Rates that may apply as far as is known: one where it is clear, several where it is not. */
export function possibleRates({ money }: ProgrammeVersion, facts: Facts): number[] {
  const possible: number[] = [];
  for (const rate of money?.rates ?? []) {
    const answer: Answer = rate.when ? holds(rate.when, facts) : 'yes';
    if (answer !== 'no') possible.push(rate.percent);
    if (answer === 'yes') break;
  }
  return [...new Set(possible)];
}

/** Costs, grant and own share for each rate that may apply; empty where the programme's amounts are not known. In euros. */
export function calculate(version: ProgrammeVersion, facts: Facts, wish: Wish): Split[] {
  const cost = cents(wish.days * wish.dayRate);
  const counted = countedCost(version, wish);
  return possibleRates(version, facts).map((percent) => {
    const grant = Math.floor((counted * percent) / 100);
    return { percent, cost: cost / 100, counted: counted / 100, grant: grant / 100, own: (cost - grant) / 100 };
  });
}
