import type { Location } from '#reference/index.ts';

export const OFFER_KINDS = ['advice', 'training', 'tool', 'aid', 'event', 'funding'] as const;
export type OfferKind = (typeof OFFER_KINDS)[number];

/** What a partner brings in: advice, training, a tool, a practice aid, an event, funding. */
export interface Offer extends Location {
  id: string;
  slug: string;
  organisation_id: string;
  kind: OfferKind;
  title: string;
  summary: string;
  description: string;
  /** Ids of topics, the main one first. */
  topics: string[];
  /** Sections of WZ 2008; empty: for every industry. */
  industries: string[];
  /** Size classes of companies; empty: for every size. */
  sizes: string[];
  /** ISO 639-1 codes. */
  languages: string[];
  online: boolean;
  on_site: boolean;
  free: boolean;
  /** In words, where it costs something. */
  price: string;
  /** How far from its place it is offered; null: in the whole country. */
  reach_km: number | null;
  demo: boolean;
  updated_at: Date;
  /** Hidden: archived, or not confirmed for too long. */
  state: 'published' | 'hidden';
  /** Not confirmed for over a year. */
  marked: boolean;
  document_id: string | null;
}

/** What stands beside an offer wherever it appears. */
export interface OfferUse {
  /** Organisations that offer it together with its own. */
  partners: { name: string; path: string }[];
  /** Under which conditions it may be used where. */
  conditions: { context: string; text: string }[];
}

/** An offer as it is entered; the rest has its defaults. */
export type NewOffer = Omit<Offer, 'state' | 'marked' | 'document_id' | 'sizes'> & Partial<Pick<Offer, 'sizes'>>;
