import { namedId } from '#platform/named-id.ts';
import { PLAIN_DOCUMENT, type SearchSource, type SourceDocument } from '#modules/search/index.ts';
import type { CheckDefinition } from './definition/model.ts';
import type { Editions } from './editions.ts';

function documentOf(definition: CheckDefinition, changedAt: Date): SourceDocument {
  const points = definition.themes.flatMap((theme) => [
    theme.title.de,
    theme.intro.de,
    ...theme.checkpoints.map((point) => point.title.de),
  ]);
  const topics = definition.themes.flatMap((theme) => theme.checkpoints.flatMap((point) => point.topics));
  return {
    ...PLAIN_DOCUMENT,
    // The index knows things by a UUID; a check has a written id.
    id: namedId(`check ${definition.id}`),
    kind: 'check',
    slug: definition.id,
    path: `/checks/${definition.id}`,
    title: definition.title.de,
    summary: definition.summary.de,
    organisation: '',
    topics: [...new Set(topics)].slice(0, MOST_TOPICS),
    online: true,
    free: true,
    town: '',
    lat: null,
    lon: null,
    changed_at: changedAt,
    demo: false,
    body: points.join('\n'),
  };
}

const MOST_TOPICS = 12;

/** The checks that may be begun, for the search. */
export function checkSource(editions: Editions): SearchSource {
  const all = async () => {
    await editions.refresh();
    return [...editions.current.values()]
      .map((definition) => documentOf(definition, editions.find(definition.id, definition.version)?.publishedAt ?? new Date(0)))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  };
  return {
    name: 'check',
    kinds: ['check'],
    isSmall: true,
    after: async (id, limit) => (await all()).filter((each) => each.id > id).slice(0, limit),
    one: async (id) => (await all()).find((each) => each.id === id),
  };
}
