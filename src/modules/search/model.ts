import type { OfferKind } from '#modules/offers/index.ts';

/** What can be found. */
export const DOCUMENT_KINDS = [
  'offer',
  'consultant',
  'pilot',
  'network',
  'organisation',
  'check',
  'programme',
  'decision',
  'story',
  'news',
  'aid',
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];
/** What a need can be met by: offers and people. */
export const HELPING_KINDS = ['offer', 'consultant', 'pilot'] as const satisfies readonly DocumentKind[];

/** What every entry shows of itself. */
export interface Entry {
  id: string;
  kind: DocumentKind;
  offer_kind: OfferKind | null;
  slug: string;
  /** Its page. */
  path: string;
  title: string;
  summary: string;
  organisation: string;
  /** Topic ids, the main one first. */
  topics: string[];
  industries: string[];
  /** Size classes of companies; empty: for every size. */
  sizes: string[];
  languages: string[];
  online: boolean;
  on_site: boolean;
  free: boolean;
  reach_km: number | null;
  town: string;
  /** Null for what is nowhere in particular. */
  lat: number | null;
  lon: number | null;
  accredited_until: string | null;
  /** Not confirmed for over a year. */
  marked: boolean;
  changed_at: Date;
  /** Bodies whose members may see it; null: everybody. */
  audience: string[] | null;
  demo: boolean;
}

/** An entry with its text, as a source gives it; the analysis makes lexemes of it. */
export interface SourceDocument extends Entry {
  /** The longer text; it is searched, not kept. */
  body: string;
}

/** What is somewhere in the country, open to all, in German, for everybody: the rest of a document says otherwise. */
export const PLAIN_DOCUMENT = {
  offer_kind: null,
  topics: [],
  industries: [],
  sizes: [],
  languages: ['de'],
  online: false,
  on_site: true,
  free: false,
  reach_km: null,
  accredited_until: null,
  marked: false,
  audience: null,
} satisfies Partial<SourceDocument>;

/** Everything that a document says of itself in words. */
export const textOf = ({ title, summary, body }: Pick<SourceDocument, 'title' | 'summary' | 'body'>): string =>
  [title, summary, body].join('\n');

/** Where one kind of documents comes from. */
export interface SearchSource {
  /** Name of the kind as events and `indexOne` call it. */
  name: string;
  kinds: readonly DocumentKind[];
  /** A few hundred at most, changed in many places: compared with the index every minute. */
  isSmall?: boolean;
  /** The next documents by ascending id, for building the index in portions. */
  after(id: string, limit: number): Promise<SourceDocument[]>;
  /** One document; undefined once it is no longer public. */
  one(id: string): Promise<SourceDocument | undefined>;
  /** Of what may vanish from one moment to the next: which of some documents are still there. Asked whenever they are found. */
  standing?(ids: readonly string[]): Promise<ReadonlySet<string>>;
}

/** Topics with how much each matters, and lexemes with how much each is meant, 0–1. */
export interface SearchQuery {
  topics: { id: string; weight: number }[];
  lexemes: { lexeme: string; weight: number }[];
  near: { lat: number; lon: number } | undefined;
  kinds: readonly DocumentKind[] | undefined;
  offerKinds: readonly OfferKind[] | undefined;
  online: boolean;
  onSite: boolean;
  free: boolean;
  language: string | undefined;
  /** Only accredited people, as of this day. */
  today: string;
  /** Bodies of whoever asks: what only their members may see is found, too. */
  bodies: readonly string[] | 'all';
}

/** An entry that was found. */
export interface Found extends Omit<Entry, 'audience'> {
  /** Kilometres from where one looks. */
  distance_km: number | null;
  /** BM25 of the words, as a share of what would be possible: 0–1. */
  text: number;
  /** Lexemes of the query that it has. */
  met: string[];
}

/** Found and somewhere: what a need can be met by. */
export type Candidate = Found & { kind: (typeof HELPING_KINDS)[number]; lat: number; lon: number };
