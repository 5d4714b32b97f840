import { inLocale, type Locale } from '#platform/i18n/index.ts';
import { designTexts } from '#design/index.ts';
import { evaluate, planOrder } from './model.ts';
import type { Opened } from './desk.ts';

/** What a company may pass on of its check: nothing, the profile by theme, or the plan as well. */
export const SHARES = ['nothing', 'profile', 'plan'] as const;
export type Share = (typeof SHARES)[number];

/** A copy of what was passed on, as it was at that moment. Notes are never part of it. */
export interface Snapshot {
  title: string;
  profile: { theme: string; need: string }[];
  urgent: string[];
  plan: string[];
}

export function snapshot(opened: Opened, share: Share, locale: Locale): Snapshot | undefined {
  if (share === 'nothing') return undefined;
  const { definition, assessment } = opened;
  const evaluation = evaluate(definition, assessment.ratings);
  const words = designTexts(locale).need;
  return {
    title: inLocale(definition.title, locale),
    profile: evaluation.themes.map((theme, index) => ({
      theme: inLocale(definition.themes[index]?.title ?? { de: theme.id }, locale),
      need: words[theme.need],
    })),
    urgent: evaluation.urgent.map((point) => inLocale(point.title, locale)),
    plan: share === 'plan' ? planOrder(assessment.measures).map((measure) => measure.text) : [],
  };
}
