import { createHash } from 'node:crypto';
import type { NewOffer, Offer } from '#modules/offers/index.ts';
import type { NewOrganisation, Organisation } from '#modules/organisations/index.ts';
import type { ReadFault } from './read.ts';

/** What happens to one thing of a source. */
export type Action = 'new' | 'changed' | 'same' | 'own' | 'gone' | 'refused';
/** Why something is not taken: it cannot be read, its id belongs to something else, the same is there already. */
export type Refusal = ReadFault | 'foreignId' | 'thereAlready' | 'invalid' | 'noOwner';

export interface PlanLine {
  what: 'service' | 'organization';
  action: Action;
  id: string;
  title: string;
  refusal?: Refusal;
  detail?: string;
}

export interface Plan {
  lines: PlanLine[];
  offers: NewOffer[];
  organisations: NewOrganisation[];
  /** Ids of offers that the source no longer has. */
  gone: string[];
  hashes: Map<string, string>;
}

const OFFER_FIELDS = [
  'title',
  'summary',
  'description',
  'kind',
  'topics',
  'industries',
  'sizes',
  'languages',
  'online',
  'on_site',
  'free',
  'price',
  'reach_km',
  'postal_code',
  'town',
  'district',
  'lat',
  'lon',
  'organisation_id',
] as const satisfies readonly (keyof Offer)[];
const ORGANISATION_FIELDS = [
  'name',
  'kind',
  'description',
  'email',
  'website',
  'postal_code',
  'town',
  'district',
  'lat',
  'lon',
] as const satisfies readonly (keyof Organisation)[];

const hash = (values: readonly unknown[]): string => createHash('sha256').update(JSON.stringify(values)).digest('base64url');
/** Says whether an offer is as it was, in everything that HSDS carries. */
export const offerHash = (offer: NewOffer | Offer): string => hash(OFFER_FIELDS.map((name) => (offer as Offer)[name]));
export const organisationHash = (organisation: NewOrganisation | Organisation): string =>
  hash(ORGANISATION_FIELDS.map((name) => organisation[name]));

/** What is known of an id: our own, this source's, another source's. */
export type Owner = 'nobody' | 'ourselves' | 'thisSource' | 'otherSource';

/** Decides what happens to one thing; an id that is somebody else's is only let pass where nothing differs. */
export function decide(owner: Owner, isSame: boolean, wasGone: boolean): Exclude<Action, 'gone'> {
  switch (owner) {
    case 'nobody':
      return 'new';
    case 'thisSource':
      return isSame && !wasGone ? 'same' : 'changed';
    case 'ourselves':
    case 'otherSource':
      return isSame ? 'own' : 'refused';
  }
}
