/** What an answer of the mail server, or none, means for a mail (RFC 5321, RFC 3463). Pure. */
import { HOUR, MINUTE } from '../clock.ts';

/**
 * `refused`: this address does not take it, ever; `rejected`: this letter is not taken; `later`: not now; `server`: our own
 * mail server cannot be used; `unsure`: nobody knows whether it arrived.
 */
export type Trouble = 'refused' | 'rejected' | 'later' | 'server' | 'unsure';

export interface Outcome {
  trouble: Trouble;
  /** The answer's number; undefined: there was none. */
  code: number | undefined;
  words: string;
}

interface SmtpError {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
  message?: string;
  timeoutType?: string;
}

const MOST_WORDS = 300;

/** Commands at which nothing has been handed over yet; `CONN` says of a silent server too little (below). */
const BEFORE_HANDOVER = /^(?:CONN|EHLO|HELO|LHLO|STARTTLS|API|MAIL FROM|RCPT TO|AUTH)/;

/** Whether an answer to `RCPT TO` speaks of the address itself; where it speaks of rules (5.7.x, "relay denied"), it bars nobody's. */
function isAboutAddress(code: number, response: string): boolean {
  const [, subject] = /\b5\.(\d{1,3})\.\d{1,3}\b/.exec(response) ?? [];
  return subject === undefined ? [550, 551, 553].includes(code) : subject === '1' || subject === '2';
}

function refusalOf(command: string, code: number, response: string): Trouble {
  if (command === 'RCPT TO') return isAboutAddress(code, response) ? 'refused' : 'rejected';
  // What is refused before the recipient is named is our own server's matter: a wrong password bars nobody's address.
  return command === 'DATA' ? 'rejected' : 'server';
}

function troubleOf({ command = '', responseCode, code, response = '', timeoutType }: SmtpError): Trouble {
  if (responseCode !== undefined && responseCode >= 500) return refusalOf(command, responseCode, response);
  if (responseCode !== undefined && responseCode >= 400) return 'later';
  // Words that are broken (an address that is none) get no better by waiting.
  if (code === 'EENVELOPE' || code === 'EMESSAGE') return 'rejected';
  // A server that falls silent may have fallen silent after it had the letter.
  if (timeoutType === 'SOCKET_TIMEOUT') return 'unsure';
  return BEFORE_HANDOVER.test(command) ? 'server' : 'unsure';
}

export function outcomeOf(error: unknown): Outcome {
  const known = (typeof error === 'object' && error !== null ? error : {}) as SmtpError;
  const words = known.response ?? known.message ?? 'failed';
  return { trouble: troubleOf(known), code: known.responseCode, words: words.replace(/\s+/g, ' ').slice(0, MOST_WORDS) };
}

/** Pauses before the next try: a greylist wants minutes, a full mailbox a day. Two days in all. */
const PAUSES = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR];

/** When a mail is tried next that was tried so often; undefined: it is given up. */
export function nextTry(trouble: Trouble, tries: number, now: Date): Date | undefined {
  if (trouble === 'refused' || trouble === 'rejected') return undefined;
  const pause = PAUSES[tries - 1];
  return pause === undefined ? undefined : new Date(now.getTime() + pause);
}
