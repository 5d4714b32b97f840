import { newId } from '#platform/ids.ts';
import type { Scheduled } from '#platform/jobs/index.ts';
import type { Services } from '#platform/services.ts';
import type { ChecksService } from '#modules/checks/index.ts';
import { collect, type Section } from './collect.ts';
import { loadProcessings, type Processing } from './config.ts';
import { createForgetting, type Forgetting } from './forget.ts';
import { carryOut, createRules, type RuleResult } from './rules.ts';
import { insertReport } from './store.ts';

export interface PrivacyService extends Forgetting {
  processings: readonly Processing[];
  /** Everything about the owner of an account. */
  collect(userId: string): Promise<Section[]>;
  /** Deletes what has outlived its period, and reports it. */
  run(): Promise<RuleResult[]>;
}

export function createPrivacy(services: Services, checks: ChecksService): PrivacyService {
  const { db, clock, logger } = services;
  const processings = loadProcessings();
  const rules = createRules(services, checks);
  return {
    ...createForgetting(services, checks),
    processings,
    collect: (userId) => collect(services, checks, userId),
    async run() {
      const at = clock.now();
      const results = await carryOut(rules, processings, at, (error) => logger.error({ err: error }, 'a retention rule failed'));
      await insertReport(db, newId(at.getTime()), at, results);
      return results;
    },
  };
}

/** Every night. */
export const privacySchedule = (service: PrivacyService): Scheduled[] => [
  {
    name: 'privacy-retention',
    cron: '30 3 * * *',
    handle: async () => {
      await service.run();
    },
  },
];
