import { migrationsOf } from '#platform/database/migrate.ts';

export { accountsCommands } from './cli.ts';
export { accountsSchedule } from './jobs.ts';
export { may, placesOf, type Place, ROLES, type Role, SCOPE_OF } from './model.ts';
export { type Action, PERMISSIONS } from './permissions.ts';
export { change, permit, permitOne } from './permit.ts';
export { refusalOf } from './refusal.ts';
export { PlaceDoors } from './pages/doors.tsx';
export { roomsFor } from './pages/rooms.ts';
export { refusalPage } from './pages/refusal.tsx';
export { userOf } from './routes/user.ts';
export { accountsRoutes } from './routes/index.ts';
export { ROUTES, routeRule } from './routes-table.ts';
export { type Directory, namesOfPlaces } from './service/context.ts';
export { type AccountsService, createAccountsService } from './service/index.ts';
export { type Notice, notifySubscribers, recordConsent } from './service/notify.ts';
export { allJoinRequests } from './store/invitations.ts';
export { accountData, removeIdleAccounts, removeInvitationsTo, removeOldInvitations, removeOldNotices } from './store/forget.ts';
export { type Access, accessBy, hasAccess } from './store/access.ts';
export { consentsOf, type Reader, readersOf } from './store/notifications.ts';
export { removeExpiredSessions } from './store/sessions.ts';
export {
  allHolders,
  endAllGrants,
  hasAdministrator,
  grantsOf,
  grantsOfAll,
  peopleAfter,
  holdersOf,
  leavesAdministrator,
  type Person,
  removePerson,
  peopleByIds,
  personByEmail,
  personById,
} from './store/people.ts';
export { accountsTexts } from './texts.ts';
export { actionWords, recordNoun } from './trail-words.ts';

export const accountsMigrations = migrationsOf(
  'accounts',
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
