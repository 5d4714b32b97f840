import type { Db } from '#platform/database/index.ts';
import { PLAIN_DOCUMENT, type SearchSource, type SourceDocument } from '#modules/search/index.ts';
import { PARTS } from './model.ts';
import { type Published, publishedById, stillPublic, storiesAfter } from './store/public.ts';

const documentOf = ({ story_id: id, slug, version, published_at: at, demo }: Published): SourceDocument => ({
  ...PLAIN_DOCUMENT,
  id,
  kind: 'story',
  slug,
  path: `/geschichten/${slug}`,
  title: version.title,
  summary: version.summary,
  organisation: version.company,
  topics: version.topics,
  industries: version.industry ? [version.industry] : [],
  languages: [version.locale],
  town: '',
  lat: null,
  lon: null,
  changed_at: at,
  demo,
  body: [...PARTS.map((part) => version.parts[part]), ...version.quotes.map((quote) => quote.text)].join('\n'),
});

/** Public stories for the one box. A story may be gone from one moment to the next: what is found is asked for once more. */
export const storySource = (db: Db): SearchSource => ({
  name: 'story',
  kinds: ['story'],
  isSmall: true,
  after: async (id, limit) => (await storiesAfter(db, id, limit)).map(documentOf),
  async one(id) {
    const story = await publishedById(db, id);
    return story && documentOf(story);
  },
  standing: (ids) => stillPublic(db, ids),
});
