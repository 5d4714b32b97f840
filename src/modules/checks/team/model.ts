/** What a team's ratings say together, so coarsely that nobody can be read out of it. Pure. */
import type { Theme } from '../definition/model.ts';
import type { Rating, Ratings } from '../model.ts';

export const TEAM_RULES = {
  /** Fewer answers say nothing. */
  least: 5,
  /** Most people of one round. */
  most: 200,
  /** Days between two rounds: with a few people gone or come, the difference would be theirs. */
  between: 30,
} as const;

export const GROUPS = ['management', 'staff'] as const;
export type Group = (typeof GROUPS)[number];

export interface TeamAnswer {
  group: Group;
  ratings: Ratings;
}

const LEVELS = ['low', 'middle', 'high'] as const;
export type Level = (typeof LEVELS)[number];
/** How far the team is of one mind. Unanimous is never told apart from nearly so. */
export type Agreement = 'agreed' | 'mixed' | 'apart';

export interface ThemeOpinion {
  id: string;
  level: Level;
  agreement: Agreement;
}

export interface TeamResult {
  /** How many at least; the number itself is never kept. */
  answered: 5 | 10 | 20 | 50;
  themes: ThemeOpinion[];
  /** Managers and employees beside each other, only where both are enough. */
  groups: Record<Group, ThemeOpinion[]> | undefined;
}

const NEED: Record<Rating, number | undefined> = { none: 0, some: 1, urgent: 2, notApplicable: undefined };

/** What one person says of a theme: low, middle or high need; undefined where they left it out. */
function opinionOf(theme: Theme, ratings: Ratings): Level | undefined {
  const values = theme.checkpoints.flatMap((point) => {
    const rating = ratings[point.id];
    const need = rating === undefined ? undefined : NEED[rating];
    return need === undefined ? [] : [need];
  });
  if (values.length === 0) return undefined;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return mean < 0.5 ? 'low' : mean < 1.25 ? 'middle' : 'high';
}

function themeOpinion(theme: Theme, answers: readonly TeamAnswer[]): ThemeOpinion | undefined {
  const opinions = answers.flatMap(({ ratings }) => opinionOf(theme, ratings) ?? []);
  if (opinions.length < TEAM_RULES.least) return undefined;
  const share = (level: Level) => opinions.filter((opinion) => opinion === level).length / opinions.length;
  const most = LEVELS.toSorted((a, b) => share(b) - share(a))[0] ?? 'middle';
  const isApart = share('low') >= 0.25 && share('high') >= 0.25;
  return { id: theme.id, level: most, agreement: isApart ? 'apart' : share(most) >= 2 / 3 ? 'agreed' : 'mixed' };
}

const opinionsOn = (themes: readonly Theme[], answers: readonly TeamAnswer[]): ThemeOpinion[] =>
  themes.flatMap((theme) => themeOpinion(theme, answers) ?? []);

const atLeast = (count: number): TeamResult['answered'] => (count >= 50 ? 50 : count >= 20 ? 20 : count >= 10 ? 10 : 5);

/**
 * The result of a round, made once when it is closed. Undefined with fewer than five answers. Groups are shown only
 * where each has five: were one smaller, the whole minus the other would be it.
 */
export function teamResult(themes: readonly Theme[], answers: readonly TeamAnswer[]): TeamResult | undefined {
  if (answers.length < TEAM_RULES.least) return undefined;
  const of = (group: Group) => answers.filter((answer) => answer.group === group);
  const isEnough = GROUPS.every((group) => of(group).length >= TEAM_RULES.least);
  return {
    answered: atLeast(answers.length),
    themes: opinionsOn(themes, answers),
    groups: isEnough ? { management: opinionsOn(themes, of('management')), staff: opinionsOn(themes, of('staff')) } : undefined,
  };
}
