import type { Location } from '#reference/index.ts';

/** Kinds of organisations that such networks are made of. */
export const ORGANISATION_KINDS = [
  'chamber',
  'accidentInsurer',
  'healthInsurer',
  'association',
  'union',
  'institute',
  'agency',
  'consultants',
  'education',
  'public',
  'other',
] as const;
export type OrganisationKind = (typeof ORGANISATION_KINDS)[number];

/** A partner organisation of the network. */
export interface Organisation extends Location {
  id: string;
  /** Part of its address, never changed. */
  slug: string;
  name: string;
  kind: OrganisationKind;
  description: string;
  /** Where requests go. */
  email: string;
  website: string | null;
  /** Day on which it joined. */
  since: string | null;
  demo: boolean;
  updated_at: Date;
  state: 'published' | 'hidden';
  /** Not confirmed for over a year. */
  marked: boolean;
  /** Whom to turn to, as they agreed to be named. */
  contacts: Contact[];
}

export interface Contact {
  name: string;
  role: string;
  email: string;
  phone: string;
}

/** An organisation as it is entered; the rest has its defaults. */
export type NewOrganisation = Omit<Organisation, 'state' | 'marked' | 'contacts'>;
