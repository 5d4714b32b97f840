import type { SearchDocument } from './model.ts';

interface Entry
  extends Pick<SearchDocument, 'kind' | 'offer_kind' | 'languages' | 'online' | 'on_site' | 'free' | 'lat' | 'lon' | 'accredited_until'> {
  topic: string;
  document_id: string;
  rank: number;
}

/** Tables of the schema `search`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
export type SearchTables = { 'search.document': SearchDocument; 'search.entry': Entry };
