/** Which parts of a check are asked of whom, and in which words. */
import type { CheckDefinition, Checkpoint, Theme, Variant } from './model.ts';
import type { Condition } from './schema.ts';

/** What a company told of itself, and how its themes came out so far. */
export interface Asked {
  size?: string | undefined;
  industry?: string | undefined;
  ratings: Readonly<Record<string, string>>;
}

type Need = 'none' | 'some' | 'urgent';
const RANK: Record<string, number> = { urgent: 3, some: 2, none: 1, notApplicable: 1 };

/** The need of a theme: its worst rating; undefined while nothing in it is rated. */
function needOf(theme: Theme | undefined, ratings: Asked['ratings']): Need | undefined {
  const worst = Math.max(0, ...(theme?.checkpoints ?? []).map((point) => RANK[ratings[point.id] ?? ''] ?? 0));
  return worst === 3 ? 'urgent' : worst === 2 ? 'some' : worst === 1 ? 'none' : undefined;
}

/** Who has not told its size or industry is asked everything: leaving out wrongly is worse than asking too much. */
const fits = (only: Pick<Condition, 'industries' | 'sizes'>, { size, industry }: Asked): boolean =>
  (!only.industries || industry === undefined || only.industries.includes(industry)) &&
  (!only.sizes || size === undefined || (only.sizes as string[]).includes(size));

/** A variant is for those who said that they are meant. */
const isMeant = (variant: Variant, { size, industry }: Asked): boolean =>
  (!variant.industries || (industry !== undefined && variant.industries.includes(industry))) &&
  (!variant.sizes || (size !== undefined && (variant.sizes as string[]).includes(size)));

function inOwnWords(point: Checkpoint, asked: Asked): Checkpoint {
  const variant = point.variants?.find((candidate) => isMeant(candidate, asked));
  if (!variant) return point;
  return {
    ...point,
    question: variant.question ?? point.question,
    practice: variant.practice ?? point.practice,
    measures: variant.measures ?? point.measures,
  };
}

/**
 * The check as this company has it before it: themes and check points that are meant for it, in the words of its
 * trade. A condition on another theme waits until that theme has been rated. A theme left with nothing is left out.
 */
export function tailored(definition: CheckDefinition, asked: Asked): CheckDefinition {
  const themes = new Map(definition.themes.map((theme) => [theme.id, theme]));
  const applies = (only: Condition | undefined): boolean => {
    if (!only) return true;
    const need = only.theme && needOf(themes.get(only.theme.id), asked.ratings);
    return fits(only, asked) && (!only.theme || (need !== undefined && only.theme.need.includes(need)));
  };
  return {
    ...definition,
    themes: definition.themes
      .filter((theme) => applies(theme.only))
      .map((theme) => ({
        ...theme,
        checkpoints: theme.checkpoints.filter((point) => applies(point.only)).map((point) => inOwnWords(point, asked)),
      }))
      .filter((theme) => theme.checkpoints.length > 0),
  };
}

/** Whether it matters to a check who the company is. */
export const asksWhoYouAre = (definition: CheckDefinition): boolean =>
  definition.themes.some(
    (theme) =>
      theme.only?.industries ??
      theme.only?.sizes ??
      theme.checkpoints.some((point) => point.only?.industries ?? point.only?.sizes ?? point.variants),
  );
