import { createTransport, type Transporter } from 'nodemailer';

/** Letters that are on their way at the same time: a mail server takes several connections, and most of the time is waiting. */
export const AT_ONCE = 4;

/** What an operator may say otherwise in SMTP_URL (`?socketTimeout=…`, milliseconds). A server that never answers holds nobody up for long. */
const SETTINGS = {
  pool: 'true',
  maxConnections: String(AT_ONCE),
  maxMessages: '1000000',
  connectionTimeout: '20000',
  greetingTimeout: '20000',
  socketTimeout: '60000',
} as const;

/** Few connections for many letters, instead of one for each. */
export function connect(smtpUrl: string): Transporter {
  const url = new URL(smtpUrl);
  for (const [name, value] of Object.entries(SETTINGS)) if (!url.searchParams.has(name)) url.searchParams.set(name, value);
  return createTransport(url.href);
}
