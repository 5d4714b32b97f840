import type { Services } from '#platform/services.ts';
import { type Context, createContext, type Directory } from './context.ts';
import { createFactors, type Factors } from './factors.ts';
import { createIdentity, type Identity } from './identity.ts';
import { createMembership, type Membership } from './membership.ts';
import { createNotify, type Notify } from './notify.ts';
import { createSignIn, type SignIn } from './sign-in.ts';

export interface AccountsService {
  context: Context;
  signIn: SignIn;
  factors: Factors;
  identity: Identity;
  membership: Membership;
  notify: Notify;
}

export async function createAccountsService(services: Services, directory: Directory): Promise<AccountsService> {
  const context = await createContext(services, directory);
  const notify = createNotify(context);
  const factors = createFactors(context);
  return {
    context,
    notify,
    factors,
    signIn: createSignIn(context, factors),
    identity: createIdentity(context),
    membership: createMembership(context, notify, factors),
  };
}
