import type { Station } from '#design/index.ts';
import { formatDate } from '#platform/i18n/format.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Stage } from '../model.ts';
import { shopTexts } from '../shop-texts.ts';
import type { StoryFile } from '../store/stories.ts';
import { storiesTexts } from '../texts.ts';

/** At which station of the way a story is. */
const AT: Record<Stage, number> = { writing: 0, editing: 1, approval: 2, approved: 2, published: 4, withdrawn: 3 };

/** The way of a story as stations of the journey line. */
export function stationsOf({ row, published }: Pick<StoryFile, 'row' | 'published'>, locale: Locale): Station[] {
  const t = storiesTexts(locale);
  const at = AT[row.stage];
  return shopTexts(locale).stations.map((label, index): Station => {
    if (index === 3 && published) return { label, state: 'done', note: formatDate(published.published_at, locale) };
    if (row.stage === 'withdrawn')
      return { label, state: index === 3 ? 'stuck' : 'done', note: index === 3 ? t.stages.withdrawn : undefined };
    if (index < at) return { label, state: 'done' };
    if (index > at) return { label, state: 'ahead' };
    const isBack = row.stage === 'writing' && row.word !== '';
    return { label, state: isBack ? 'stuck' : 'now', note: row.stage === 'approved' ? t.stages.approved : undefined };
  });
}
