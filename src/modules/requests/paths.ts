import type { Target } from './model.ts';

/** The places that requests go to, by what owns them. */
export const PLACES = { organisation: 'organisation', consultant: 'beratungsprofil', network: 'netzwerk' } as const;

/** Where an owner's requests lie. */
export const inboxOf = (owner: Target['owner']): string =>
  owner ? `/${PLACES[owner.scope]}/${owner.id}/anfragen` : '/geschaeftsstelle/anfragen';

/** Where the office sees a request, with whomever it lies. */
export const requestDesk = (id: string): string => `${inboxOf(null)}/${id}`;
