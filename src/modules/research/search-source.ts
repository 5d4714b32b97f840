import type { Db } from '#platform/database/index.ts';
import { PLAIN_DOCUMENT, type SearchSource, type SourceDocument } from '#modules/search/index.ts';
import { type Aid, aidById, allAids } from './store.ts';

const documentOf = (aid: Aid): SourceDocument => ({
  ...PLAIN_DOCUMENT,
  id: aid.id,
  kind: 'aid',
  slug: aid.slug,
  path: `/praxishilfen/${aid.slug}`,
  title: aid.title,
  summary: aid.summary,
  organisation: aid.project,
  topics: aid.topics,
  free: true,
  online: true,
  town: '',
  lat: null,
  lon: null,
  changed_at: aid.updated_at,
  demo: false,
  body: aid.body,
});

/** Practice aids for the one box. */
export const aidSource = (db: Db): SearchSource => ({
  name: 'aid',
  kinds: ['aid'],
  isSmall: true,
  after: async (id, limit) =>
    (await allAids(db))
      .filter((aid) => aid.id > id)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
      .slice(0, limit)
      .map(documentOf),
  async one(id) {
    const aid = await aidById(db, id);
    return aid && documentOf(aid);
  },
});
