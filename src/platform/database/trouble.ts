/**
 * PostgreSQL's codes (appendix A of its manual) and the driver's for "not now": it may go well a moment later, and nothing
 * was done. By class or in full.
 */
const CLASSES = new Set(['08', '53', '58']); // no connection, too little of something, the disk or the system
const CODES = new Set([
  '25006', // a server that takes no writes (any more)
  '25P03', // idle in a transaction for too long
  '40001', // serialization failure
  '40P01', // deadlock: the other one was let through
  '55P03', // waited too long for a lock
  '57014', // took too long
  '57P01', // the server ends
  '57P02', // another process of the server died
  '57P03', // the server begins
  '57P05', // idle for too long
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ETIMEDOUT',
  'EPIPE',
]);
/** What the driver says without a code. */
const SAID =
  /^(?:Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Cannot use a pool after calling end)/;

const codeOf = (error: object): string => ('code' in error && typeof error.code === 'string' ? error.code : '');

/** The socket of a server that is not running is a file that is not there. */
const isMissingSocket = (error: object): boolean => codeOf(error) === 'ENOENT' && 'syscall' in error && error.syscall === 'connect';

/** Whether something failed only because the database cannot at the moment: locked, busy, ending, away. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = codeOf(error);
  return (
    error.name === 'Busy' ||
    CODES.has(code) ||
    (code.length === 5 && CLASSES.has(code.slice(0, 2))) ||
    isMissingSocket(error) ||
    SAID.test(error.message) ||
    isUnavailable(error.cause)
  );
}

/** A word for the log that quotes nothing: a message may hold what people wrote. */
export function troubleOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return codeOf(error) || (error.cause instanceof Error ? troubleOf(error.cause) : error.name);
}
