import { namedId } from '#platform/named-id.ts';
import { PLAIN_DOCUMENT, type SearchSource, type SourceDocument } from '#modules/search/index.ts';
import type { Programme } from './model.ts';

const documentOf = (programme: Programme): SourceDocument => {
  const seen =
    programme.versions
      .flatMap((version) => version.sources.map((source) => source.seen))
      .toSorted()
      .at(-1) ?? '2026-01-01';
  return {
    ...PLAIN_DOCUMENT,
    id: namedId(`programme ${programme.id}`),
    kind: 'programme',
    slug: programme.id,
    path: `/foerderung/${programme.id}`,
    title: programme.title.de,
    summary: programme.summary.de,
    organisation: '',
    topics: programme.topics.slice(0, 12),
    online: true,
    free: true,
    town: '',
    lat: null,
    lon: null,
    changed_at: new Date(`${seen}T00:00:00Z`),
    demo: false,
    // Old names lead to what became of them.
    body: [...programme.aliases, ...programme.versions.map((version) => version.title.de), 'Förderung Zuschuss Fördermittel'].join('\n'),
  };
};

/** Programmes for the one box: also found by the names of their predecessors. */
export function programmeSource(programmes: readonly Programme[]): SearchSource {
  const all = programmes.map(documentOf).toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return {
    name: 'programme',
    kinds: ['programme'],
    isSmall: true,
    after: (id, limit) => Promise.resolve(all.filter((each) => each.id > id).slice(0, limit)),
    one: (id) => Promise.resolve(all.find((each) => each.id === id)),
  };
}
