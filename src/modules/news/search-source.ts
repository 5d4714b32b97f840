import type { Clock } from '#platform/clock.ts';
import type { Db } from '#platform/database/index.ts';
import { WHOLE } from '#platform/lists.ts';
import { PLAIN_DOCUMENT, type SearchSource, type SourceDocument } from '#modules/search/index.ts';
import { isShown } from './model.ts';
import { itemById, itemsByIds, shownItems } from './store/items.ts';
import type { ItemRow } from './tables.ts';

const documentOf = (item: ItemRow): SourceDocument => ({
  ...PLAIN_DOCUMENT,
  id: item.id,
  kind: 'news',
  slug: item.slug,
  path: `/neuigkeiten/${item.slug}`,
  title: item.title,
  summary: item.summary,
  organisation: item.owner_name,
  topics: item.topics,
  town: item.place,
  lat: null,
  lon: null,
  changed_at: item.updated_at,
  demo: false,
  body: [item.body, item.how].join('\n'),
});

/** Public news for the one box, from the moment they are published to the moment they are not. */
export const newsSource = (db: Db, clock: Clock): SearchSource => {
  const isPublic = (item: ItemRow) => item.audience === 'public' && isShown(item, clock.now());
  return {
    name: 'news',
    kinds: ['news'],
    isSmall: true,
    after: async (id, limit) =>
      (await shownItems(db, clock.now(), WHOLE.perPage))
        .filter((item) => isPublic(item) && item.id > id)
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
        .slice(0, limit)
        .map(documentOf),
    async one(id) {
      const item = await itemById(db, id);
      return item && isPublic(item) ? documentOf(item) : undefined;
    },
    standing: async (ids) => new Set((await itemsByIds(db, ids)).filter(isPublic).map((item) => item.id)),
  };
};
