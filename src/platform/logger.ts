import { type DestinationStream, type Logger, pino } from 'pino';
import { withoutSecrets } from './mail/secrets.ts';

const MAIL_ADDRESS = /[^\s"'<>(),:;=/\\]+@[^\s"'<>(),:;=/\\]+\.[a-z]{2,}/gi;

/**
 * A line without tokens and mail addresses. Nothing of ours puts them there; messages of others may (a mail server names
 * whom it refused, an error quotes what it was given).
 */
const discreet = (line: string): string => withoutSecrets(line).replace(MAIL_ADDRESS, '…');

/** Logs as JSON lines on stdout. No personal data: no addresses, no paths with links, no form values. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, hooks: { streamWrite: discreet } };
  return destination ? pino(options, destination) : pino(options);
}
