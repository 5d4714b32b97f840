import type { Attempts } from '../http/limits.ts';

const LETTERS_A_DAY = 10;

/**
 * Whether one more letter may go to an address because somebody typed it who need not be its owner: an invitation, the
 * confirmation of a request, of a saved search. All of these together are counted by the address that gets them.
 */
export const mayWriteUnasked = (attempts: Attempts, address: string): Promise<boolean> =>
  attempts.take('unasked-letter', address.trim().toLowerCase(), LETTERS_A_DAY, 86_400);
