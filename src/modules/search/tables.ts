import type { ColumnType, Insertable } from 'kysely';
import type { Entry } from './model.ts';

export interface DocumentRow extends Entry {
  /** Lexeme → impact. */
  lexemes: ColumnType<Record<string, number>, string, string>;
  /** Of the document as its source gave it: says whether anything has changed. */
  stamp: string;
  bands: number[];
}

export type NewDocument = Insertable<DocumentRow>;

interface EntryRow
  extends Pick<Entry, 'kind' | 'offer_kind' | 'languages' | 'online' | 'on_site' | 'free' | 'lat' | 'lon' | 'accredited_until'> {
  topic: string;
  document_id: string;
  rank: number;
}

/** Tables of the schema `search`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
export type SearchTables = {
  'search.document': DocumentRow;
  'search.entry': EntryRow;
  'search.posting': { lexeme: string; kind: string; document_id: string; impact: number };
  'search.lexeme': { lexeme: string; documents: number };
  'search.word': { word: string; documents: number };
  'search.corpus': { id: boolean; analysis: string; documents: number; built_at: Date };
};
