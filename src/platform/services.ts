import type pg from 'pg';
import type { Logger } from 'pino';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import type { Db } from './database/index.ts';
import type { Attempts, Limits } from './http/limits.ts';
import type { Jobs } from './jobs/index.ts';
import type { Links } from './links.ts';
import type { Mailer } from './mail/index.ts';

/** What every module may use; made once by the composition root. */
export interface Services {
  config: Config;
  clock: Clock;
  db: Db;
  pool: pg.Pool;
  jobs: Jobs;
  links: Links;
  mailer: Mailer;
  limits: Limits;
  attempts: Attempts;
  logger: Logger;
}
