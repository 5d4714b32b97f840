import type { Services } from '#platform/services.ts';
import { type Context, createContext, type Directory } from './context.ts';
import { createIdentity, type Identity } from './identity.ts';
import { createMembership, type Membership } from './membership.ts';
import { createNotify, type Notify } from './notify.ts';
import { createSignIn, type SignIn } from './sign-in.ts';

export interface AccountsService {
  context: Context;
  signIn: SignIn;
  identity: Identity;
  membership: Membership;
  notify: Notify;
}

export async function createAccountsService(services: Services, directory: Directory): Promise<AccountsService> {
  const context = await createContext(services, directory);
  const notify = createNotify(context);
  return {
    context,
    notify,
    signIn: createSignIn(context),
    identity: createIdentity(context),
    membership: createMembership(context, notify),
  };
}
