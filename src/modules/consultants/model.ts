import type { Location } from '#reference/index.ts';

/** A consultant accompanies a company; a network pilot (Netzwerklotse) leads it to the right actors. A role, not a rank. */
export interface Consultant extends Location {
  id: string;
  slug: string;
  kind: 'consultant' | 'pilot';
  name: string;
  email: string;
  organisation_id: string | null;
  summary: string;
  about: string;
  topics: string[];
  industries: string[];
  languages: string[];
  online: boolean;
  free: boolean;
  reach_km: number;
  /** Last day on which the accreditation is valid. */
  accredited_until: string | null;
  demo: boolean;
  updated_at: Date;
  state: 'published' | 'hidden';
  /** Not confirmed for over a year. */
  marked: boolean;
}

/** Somebody as they are entered; the rest has its defaults. */
export type NewConsultant = Omit<Consultant, 'state' | 'marked'>;

/** Whether somebody is accredited on a day `YYYY-MM-DD`. */
export const isAccredited = (consultant: Pick<Consultant, 'accredited_until'>, day: string): boolean =>
  consultant.accredited_until !== null && consultant.accredited_until >= day;
