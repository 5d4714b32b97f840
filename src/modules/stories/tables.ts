import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Consent, Content, Ref, Stage, Version } from './model.ts';

type Day = string;
type Json<Value> = ColumnType<Value, string, string>;

interface StoryTable {
  id: string;
  case_id: string | null;
  owner_scope: 'organisation' | 'consultant' | 'network' | null;
  owner: string | null;
  owner_name: string;
  locale: 'de' | 'en';
  company: string;
  contact: string;
  email: string;
  content: Json<Content>;
  industry: string | null;
  size: string | null;
  region: string;
  topics: string[];
  points: string[];
  refs: Json<Ref[]>;
  programme: string | null;
  stage: Stage;
  word: Generated<string>;
  link_id: string;
  asked_at: Generated<Date | null>;
  approved_hash: Generated<string | null>;
  approved_named: Generated<boolean | null>;
  approved_at: Generated<Date | null>;
  erase_on: Generated<Day | null>;
  created_at: Date;
  updated_at: Date;
  demo: Generated<boolean>;
}
interface QuoteTable {
  id: string;
  story_id: string;
  text: string;
  person: string;
  email: string;
  consent: Consent;
  paper: Generated<string>;
  consent_at: Generated<Date | null>;
  link_id: string | null;
}
export interface PictureRow {
  story_id: string;
  id: string;
  bytes: Buffer;
  small: Buffer;
  width: number;
  height: number;
  alt: string;
  added_at: Date;
}
interface EventTable {
  id: string;
  position: Generated<number>;
  story_id: string;
  at: Date;
  kind: string;
  who: string;
  detail: string;
}

export type StoryRow = Selectable<StoryTable>;
export type QuoteRow = Selectable<QuoteTable>;
export type EventRow = Selectable<EventTable>;
export interface PublishedRow {
  story_id: string;
  slug: string;
  version: Version;
  published_at: Date;
}

/** Tables of the schema `stories`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
export type StoriesTables = {
  'stories.story': StoryTable;
  'stories.quote': QuoteTable;
  'stories.picture': PictureRow;
  'stories.published': Omit<PublishedRow, 'version'> & { version: Json<Version> };
  'stories.event': EventTable;
};
