import type { OfferKind } from '#modules/offers/index.ts';

/** What can be found: an offer, or a person (consultant, network pilot). */
export type DocumentKind = 'offer' | 'consultant' | 'pilot';

/** An entry of the index. */
export interface SearchDocument {
  id: string;
  kind: DocumentKind;
  offer_kind: OfferKind | null;
  slug: string;
  title: string;
  summary: string;
  organisation: string;
  /** Topic ids, the main one first. */
  topics: string[];
  industries: string[];
  languages: string[];
  online: boolean;
  on_site: boolean;
  free: boolean;
  reach_km: number | null;
  town: string;
  lat: number;
  lon: number;
  accredited_until: string | null;
  stems: string[];
  demo: boolean;
}

/** What is looked for. */
export interface SearchQuery {
  /** Topics with how much each matters, 0–1. */
  topics: { id: string; weight: number }[];
  /** Stems that have to occur where no topic was understood. */
  stems: string[];
  /** Stems whose occurrence is counted. */
  words: string[];
  near: { lat: number; lon: number } | undefined;
  kinds: readonly DocumentKind[] | undefined;
  offerKinds: readonly OfferKind[] | undefined;
  online: boolean;
  onSite: boolean;
  free: boolean;
  language: string | undefined;
  /** Only accredited people, as of this day. */
  today: string;
}

/** A candidate with the distance from where one looks, in kilometres, and how many of the counted words it has. */
export type Candidate = Omit<SearchDocument, 'stems' | 'languages' | 'demo'> & { distance_km: number | null; words_met: number };
