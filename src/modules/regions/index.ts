import { migrationsOf } from '#platform/database/migrate.ts';

export { loadNetworks, type NetworksConfig } from './config.ts';
export { networkParts } from './public.tsx';
export { regionsRoutes } from './routes.ts';
export { regionsOfficeRoutes } from './routes-office.ts';
export { createRegions, type Regions, regionsSchedule } from './service.ts';
export { type DemoRegions, insertDemoRegions, submittedRecognitions } from './store.ts';
export { regionsTexts } from './texts.ts';

export const regionsMigrations = migrationsOf(
  'regions',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
