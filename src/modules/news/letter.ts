import type { Clock } from '#platform/clock.ts';
import type { Db } from '#platform/database/index.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { WHOLE } from '#platform/lists.ts';
import { grantsOf, personByEmail } from '#modules/accounts/index.ts';
import { newestStories, type PublishedStory } from '#modules/stories/index.ts';
import { isFor, isShown, partPrint, STRANGER, type Viewer } from './model.ts';
import { itemsByIds } from './store/items.ts';
import type { IssueRow, ItemRow } from './tables.ts';
import { newsTexts } from './texts.ts';
import { viewerOf } from './viewer.ts';

/** So many items and stories are proposed. */
export const MOST = 60;

/** An issue with what of it may be read at a moment. */
export interface Made {
  issue: IssueRow;
  items: ItemRow[];
  stories: PublishedStory[];
}

export async function madeOf(db: Db, clock: Clock, issue: IssueRow): Promise<Made> {
  const [items, stories] = await Promise.all([itemsByIds(db, issue.items), newestStories(db, WHOLE.perPage)]);
  const inOrder = issue.items.flatMap((id) => items.find((item) => item.id === id && isShown(item, clock.now())) ?? []);
  return { issue, items: inOrder, stories: stories.filter((story) => issue.stories.includes(story.story_id)) };
}

/** Prints of all that an issue says, one for each part: a part that is gone takes its print along, one that changed has another. */
export const printsOf = ({ issue, items, stories }: Made): string[] => [
  partPrint(issue.title, issue.intro),
  ...items.map((item) => partPrint(item.id, item.kind, item.title, item.summary, item.slug, item.audience, item.body_id)),
  ...stories.map(({ story_id: id, version, slug }) => partPrint(id, version.title, version.summary, slug)),
];

/** What somebody gets to read; undefined where nothing of it is for them. */
export function textOf({ issue, items, stories }: Made, viewer: Viewer, locale: Locale, publicUrl: string): string | undefined {
  const t = newsTexts(locale);
  const seen = items.filter((item) => isFor(item, viewer));
  if (seen.length + stories.length === 0) return undefined;
  const parts = [
    ...seen.map((item) => `${t.kinds[item.kind]}: ${item.title}\n${item.summary}\n${publicUrl}/neuigkeiten/${item.slug}`),
    ...stories.map(({ version, slug }) => `${t.letter.story}: ${version.title}\n${version.summary}\n${publicUrl}/geschichten/${slug}`),
  ];
  return [issue.intro, ...parts].filter(Boolean).join('\n\n');
}

export async function viewerFor(db: Db, email: string, items: readonly ItemRow[]): Promise<Viewer> {
  if (items.every((item) => item.audience === 'public')) return STRANGER;
  const person = await personByEmail(db, email);
  return person ? viewerOf(await grantsOf(db, person.id)) : STRANGER;
}
