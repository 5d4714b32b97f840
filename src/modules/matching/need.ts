/** What a company needs, as far as it is known. */
export interface Need {
  topics: { id: string; weight: number; phrase: string }[];
  lexemes: { lexeme: string; weight: number }[];
  /** Stems of the words themselves. */
  stems: ReadonlySet<string>;
  industry: string | undefined;
  /** Size class of the company. */
  size: string | undefined;
  language: string | undefined;
}

/** Why something was found, as data; the page and the command put it into words. */
export type Reason =
  | { kind: 'topic'; topic: string; phrase: string }
  | { kind: 'related'; topic: string; to: string }
  | { kind: 'words'; words: number }
  | { kind: 'distance'; km: number }
  | { kind: 'inReach'; km: number; reach: number }
  | { kind: 'nationwide' }
  | { kind: 'online' }
  | { kind: 'industry'; industry: string }
  | { kind: 'size'; size: string }
  | { kind: 'language'; language: string }
  | { kind: 'free' }
  | { kind: 'hasTime' }
  | { kind: 'full'; until: string | null }
  | { kind: 'closed'; cases: number }
  | { kind: 'leads' }
  | { kind: 'pilot' }
  | { kind: 'accredited'; until: string };
