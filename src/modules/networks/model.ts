import type { Location } from '#reference/index.ts';

/** A regional network or a centre: who works together where. */
export interface Network extends Location {
  id: string;
  slug: string;
  kind: 'regional' | 'centre';
  name: string;
  description: string;
  email: string;
  state: 'active' | 'dormant' | 'reactivated';
  /** Day of the last known activity. */
  last_activity: string;
  demo: boolean;
  updated_at: Date;
}
