import { migrationsOf } from '#platform/database/migrate.ts';
import type { Scheduled } from '#platform/jobs/index.ts';
import type { Credentials } from './service.ts';

export { credentialCommands } from './cli.ts';
export { FAULTS, type Fault } from './model.ts';
export { credentialsRoutes } from './routes.ts';
export { type Credentials, createCredentials } from './service.ts';
export { standing } from './shown.ts';
export { type CredentialRow, credentialsByIds, credentialsOf, forgetHolder, revoke } from './store.ts';
export { credentialsTexts } from './texts.ts';

/** Every morning: whether the key is a year old. */
export const credentialsSchedule = (credentials: Credentials): Scheduled[] => [
  {
    name: 'credentials-daily',
    cron: '45 5 * * *',
    handle: async () => {
      await credentials.rotateIfOld();
    },
  },
];

export const credentialsMigrations = migrationsOf(
  'credentials',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
