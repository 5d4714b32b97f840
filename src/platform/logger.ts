import { type Logger, pino } from 'pino';

/** Logs as JSON lines on stdout. No personal data: no addresses, no paths with links, no form values. */
export const createLogger = (level: string): Logger => pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime });
