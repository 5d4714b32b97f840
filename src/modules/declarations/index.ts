import { migrationsOf } from '#platform/database/migrate.ts';
import type { Scheduled } from '#platform/jobs/index.ts';
import type { DeclarationsService } from './service.ts';

export { declarationCommands } from './cli.ts';
export { numberFrom, validUntil } from './model.ts';
export { declarationsRoutes } from './routes.ts';
export { anonymiseDeclarations, declarationsEnding, declarationsTo, forgetDeclarant } from './store.ts';
export { createDeclarations, type DeclarationsService } from './service.ts';

/** Every morning: who is reminded, and whether the key is a year old. */
export const declarationsSchedule = (declarations: DeclarationsService): Scheduled[] => [
  {
    name: 'declarations-daily',
    cron: '40 5 * * *',
    handle: async () => {
      await declarations.remind();
      await declarations.keys.rotateIfOld();
    },
  },
];

export const declarationsMigrations = migrationsOf(
  'declarations',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
