import type { Scheduled } from '#platform/jobs/index.ts';
import type { Reminders } from './reminders/service.ts';
import type { ChecksService } from './service.ts';

/** Every morning: who is reminded, and what counts as stopped by now. */
export const checksSchedule = (checks: ChecksService, reminders: Reminders): Scheduled[] => [
  {
    name: 'checks-daily',
    cron: '30 5 * * *',
    handle: async () => {
      await reminders.send();
      await checks.countStopped();
    },
  },
];
