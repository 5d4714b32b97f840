import type { Scheduled } from '#platform/jobs/index.ts';
import type { AccountsService } from './service/index.ts';

/** Hourly: bundled notices. */
export const accountsSchedule = ({ notify }: AccountsService): Scheduled[] => [
  {
    name: 'accounts-digests',
    cron: '5 * * * *',
    handle: async () => {
      await notify.sendDue();
    },
  },
];
