import { Hono } from 'hono';
import type { Env } from '#platform/http/context.ts';
import type { AccountsService } from '../service/index.ts';
import { accountRoutes } from './account.ts';
import { memberRoutes } from './members.ts';
import { accountOfficeRoutes } from './office.ts';
import { passkeyRoutes } from './passkey.ts';
import { signInRoutes } from './sign-in.ts';

/** Everything about accounts: signing in, the own account, people of a place, accounts and trail for the office. */
export const accountsRoutes = (service: AccountsService) =>
  new Hono<Env>()
    .route('/', signInRoutes(service))
    .route('/', passkeyRoutes(service))
    .route('/', accountRoutes(service))
    .route('/', memberRoutes(service))
    .route('/', accountOfficeRoutes(service));
