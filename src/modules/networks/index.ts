import { migrationsOf } from '#platform/database/migrate.ts';

export type { Network } from './model.ts';
export { networksRoutes } from './pages.tsx';
export {
  addMember,
  areaOf,
  districtsOfOthers,
  insertNetworks,
  listNetworks,
  membersOf,
  type Neighbour,
  neighboursOf,
  networkById,
  networkBySlug,
  networkNames,
  networkOfDistrict,
  networksOfDistricts,
  noteLife,
  networksNamed,
  removeDemoNetworks,
  removeMember,
  saveNetwork,
} from './store.ts';
export { networksTexts } from './texts.ts';

export const networksMigrations = migrationsOf(
  'networks',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
