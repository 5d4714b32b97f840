import type { Attempts } from '#platform/http/limits.ts';

export interface GuessLimit {
  /** What is guessed at: a password, a code. */
  name: string;
  /** Guesses at one account from one address. */
  perAddress: number;
  /** Guesses at one account from everywhere together. */
  perAccount: number;
  seconds: number;
}

export interface Guesses {
  /** Counts one more guess at an account from an address; false where it is one too many. */
  take(limit: GuessLimit, account: string, address: string): Promise<boolean>;
  /** This one was right: the address begins anew. The account goes on counting, or right sign-ins would cover wrong ones. */
  clear(limit: GuessLimit, account: string, address: string): Promise<void>;
}

/**
 * Guesses are counted by account and by address, never by anything that the client chooses. The narrow limit stops
 * whoever guesses; the owner, who sits elsewhere, still gets in. The wide one stops guessing from many addresses.
 */
export const createGuesses = (attempts: Attempts): Guesses => ({
  async take({ name, perAddress, perAccount, seconds }, account, address) {
    if (!(await attempts.take(name, `${account} ${address}`, perAddress, seconds))) return false;
    return attempts.take(`${name}-all`, account, perAccount, seconds);
  },
  clear: ({ name }, account, address) => attempts.clear(name, `${account} ${address}`),
});
