import type { ColumnType, Generated, Selectable } from 'kysely';
import type { Audience, Kind, Material, State } from './model.ts';

interface ItemTable {
  id: string;
  kind: Kind;
  slug: string;
  title: string;
  summary: string;
  body: string;
  topics: string[];
  audience: Audience;
  body_id: string | null;
  owner_scope: 'organisation' | 'network' | 'body' | null;
  owner: string | null;
  owner_name: string;
  state: State;
  publish_at: Date | null;
  shown_until: string | null;
  deadline: string | null;
  how: string;
  starts_at: Date | null;
  ends_at: Date | null;
  place: string;
  register: string;
  material: ColumnType<Material[], string, string>;
  word: Generated<string>;
  created_at: Date;
  updated_at: Date;
  version: Generated<number>;
}
interface IssueTable {
  id: string;
  title: string;
  intro: string;
  items: string[];
  stories: string[];
  state: 'draft' | 'sending' | 'stopped' | 'ended' | 'sent';
  /** A print of each part that somebody looked at before it went out. */
  looked: Generated<string[]>;
  /** How many were not written to when it was ended. */
  unsent: Generated<number>;
  created_at: Date;
  begun_at: Generated<Date | null>;
  done_at: Generated<Date | null>;
}
interface SubscriberTable {
  id: string;
  email: string;
  locale: 'de' | 'en';
  link_id: string;
  asked_at: Date;
  confirmed_at: Generated<Date | null>;
}

export type ItemRow = Selectable<ItemTable>;
export type IssueRow = Selectable<IssueTable>;
export type SubscriberRow = Selectable<SubscriberTable>;

/** Tables of the schema `news`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
export type NewsTables = {
  'news.item': ItemTable;
  'news.partner': { item_id: string; organisation_id: string; joined_at: Date };
  'news.subscriber': SubscriberTable;
  'news.issue': IssueTable;
  'news.issue_receiver': { issue_id: string; subscriber_id: string; lettered: Generated<boolean> };
};
