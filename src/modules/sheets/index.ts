import { migrationsOf } from '#platform/database/migrate.ts';
import type { Subscriber } from '#platform/jobs/index.ts';
import type { Services } from '#platform/services.ts';
import type { Places } from '#reference/index.ts';
import type { Search } from '#modules/search/index.ts';
import type { Topics } from '#modules/topics/index.ts';
import { EXPORTS } from './exports.ts';
import { consultantSheet } from './kinds/consultants.ts';
import { eventSheet } from './kinds/events.ts';
import { memberSheet } from './kinds/members.ts';
import { offerSheet } from './kinds/offers.ts';
import { organisationSheet } from './kinds/organisations.ts';
import type { SheetKind } from './kind.ts';
import { createSheets, IMPORTED, type SheetsService } from './service.ts';

export { sheetsCommands } from './cli.ts';
export { sheetsRoutes } from './routes.ts';
export type { SheetsService } from './service.ts';
export { importedIds, removeOldImports } from './store.ts';

/** Import and export of everything that lists show. */
export function createSheetsService(services: Services, topics: Topics, places: Places): SheetsService {
  const begin = () => [organisationSheet(places), offerSheet(topics, places), consultantSheet(topics, places), memberSheet(), eventSheet()];
  return createSheets(services, begin as unknown as () => SheetKind[], EXPORTS);
}

/** What an import has brought or taken is found a moment later. */
export const sheetsSubscribers = (search: Search): Subscriber[] => [
  {
    name: 'sheets-index',
    on: [IMPORTED],
    async handle(event) {
      const { kind, ids } = event.payload;
      if ((kind !== 'offer' && kind !== 'consultant') || !Array.isArray(ids)) return;
      for (const id of ids) await search.indexOne(kind, String(id));
    },
  },
];

export const sheetsMigrations = migrationsOf(
  'sheets',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
