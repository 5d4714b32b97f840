import type { ColumnType } from 'kysely';
import type { ScopeKind } from '#platform/actor.ts';
import type { DraftState, Standing } from './model.ts';

type Json = ColumnType<unknown, string, string>;

/** Tables of the schema `editorial`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
export type EditorialTables = {
  'editorial.draft': {
    id: string;
    kind: string;
    subject: string;
    owner_scope: ScopeKind;
    owner: string;
    title: string;
    content: Json;
    state: DraftState;
    version: number;
    author: string | null;
    created_at: Date;
    updated_at: Date;
    submitted_at: Date | null;
  };
  'editorial.note': NoteRow;
  'editorial.version': { kind: string; subject: string; number: number; content: Json; published_at: Date; published_by: string | null };
  'editorial.standing': StandingRow;
};

export interface NoteRow {
  id: string;
  kind: string;
  subject: string;
  at: Date;
  author: string | null;
  what: 'submitted' | 'returned' | 'published' | 'confirmed' | 'marked' | 'hidden' | 'archived' | 'restored' | 'discarded';
  word: string;
}

export interface StandingRow {
  kind: string;
  subject: string;
  owner_scope: ScopeKind;
  owner: string;
  title: string;
  state: Standing;
  confirmed_at: Date;
  reminded_at: Date | null;
}
