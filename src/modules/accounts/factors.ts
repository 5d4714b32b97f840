/** Who may change what signs in: one rule for passkeys, the authenticator, recovery codes and the password. Pure. */

export interface FactorStanding {
  hasTotp: boolean;
  passkeys: number;
  /** Holds a role that counts only after a second factor, whether it counts in this session or waits. */
  needsStrong: boolean;
  session: { isStrong: boolean; isFresh: boolean };
  /** Somebody strong has opened the first set-up for this very session: an invitation, the command line. */
  maySetUpFirst: boolean;
}

/** `stepUp`: show the second factor anew. `signInAnew`: the session is too old. `invitation`: somebody strong has to ask first. */
export type FactorRefusal = 'stepUp' | 'signInAnew' | 'invitation';

/** Whether an account already has something that only its owner holds. */
export const hasStrongFactor = ({ hasTotp, passkeys }: Pick<FactorStanding, 'hasTotp' | 'passkeys'>): boolean => hasTotp || passkeys > 0;

/**
 * Why what signs in may not be changed; undefined where it may. Where a second factor is there, only who has just shown
 * it may; where a role needs one and none is there, the mailbox alone must not become one (ASVS 5.0, 6.4.3 and 6.4.4).
 */
export function factorRefusal(standing: FactorStanding): FactorRefusal | undefined {
  const { session } = standing;
  if (hasStrongFactor(standing)) return session.isStrong && session.isFresh ? undefined : 'stepUp';
  if (standing.needsStrong) return standing.maySetUpFirst ? undefined : 'invitation';
  return session.isFresh ? undefined : 'signInAnew';
}
