import type { PublicKey } from './signature.ts';

export interface DeclarationRow {
  id: string;
  number: string;
  assessment_id: string;
  check_id: string;
  version: number;
  company: string;
  place: string;
  named: boolean;
  issued_on: string;
  valid_until: string;
  withdrawn_at: Date | null;
  /** The signed token. */
  token: string;
  /** The paper with its signature. */
  file: Buffer;
  email: string | null;
  locale: 'de' | 'en';
  reminded_at: Date | null;
  link_id: string;
  created_at: Date;
}

/** Tables of the schema `declarations`. */
// biome-ignore lint/style/useConsistentTypeDefinitions: Kysely wants an index signature, which only a type alias has
export type DeclarationsTables = {
  'declarations.signing_key': { id: string; public_key: PublicKey; private_key: Buffer; created_at: Date; retired_at: Date | null };
  'declarations.declaration': DeclarationRow;
};
