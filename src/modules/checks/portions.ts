/** A check in portions of about ten minutes: what is done in one go, and what is left. */
import type { CheckDefinition, Theme } from './definition/model.ts';
import { checkpointsOf } from './definition/model.ts';
import type { Ratings } from './model.ts';

const PORTION_MINUTES = 10;

const minutesPerPoint = (definition: CheckDefinition): number => definition.minutes / Math.max(1, checkpointsOf(definition).length);

/** Minutes that some points of a check take, at least one where there are any. */
export const minutesFor = (full: CheckDefinition, points: number): number =>
  points === 0 ? 0 : Math.max(1, Math.round(points * minutesPerPoint(full)));

/** Themes in their order, grouped so that a group takes about ten minutes; a theme is never split. */
export function portionsOf(full: CheckDefinition, themes: readonly Theme[]): Theme[][] {
  const most = PORTION_MINUTES * 1.25;
  const portions: Theme[][] = [];
  let minutes = Number.POSITIVE_INFINITY;
  for (const theme of themes) {
    const more = theme.checkpoints.length * minutesPerPoint(full);
    if (minutes + more > most) {
      portions.push([theme]);
      minutes = more;
    } else {
      portions.at(-1)?.push(theme);
      minutes += more;
    }
  }
  return portions;
}

export const openIn = (themes: readonly Theme[], ratings: Ratings): number =>
  themes.reduce((sum, theme) => sum + theme.checkpoints.filter((point) => ratings[point.id] === undefined).length, 0);

/** The first portion in which something is open. */
export const nextPortion = (portions: readonly Theme[][], ratings: Ratings): Theme[] | undefined =>
  portions.find((themes) => openIn(themes, ratings) > 0);
