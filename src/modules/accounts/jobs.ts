import type { Scheduled } from '#platform/jobs/index.ts';
import type { AccountsService } from './service/index.ts';
import { removeExpired } from './store/sessions.ts';

/** Hourly: bundled notices; nightly: what is left of old sign-ins. */
export const accountsSchedule = ({ notify, context }: AccountsService): Scheduled[] => [
  {
    name: 'accounts-digests',
    cron: '5 * * * *',
    handle: async () => {
      await notify.sendDue();
    },
  },
  {
    name: 'accounts-remove-expired',
    cron: '40 2 * * *',
    handle: async () => {
      await removeExpired(context.db, context.now());
    },
  },
];
