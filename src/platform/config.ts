import { resolve } from 'node:path';
import { z } from 'zod';
import { parseAddress } from './database/address.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const url = (protocols: RegExp) =>
  z.string().refine((value) => URL.canParse(value) && protocols.test(new URL(value).protocol), {
    message: `must be a URL with protocol ${protocols.source}`,
  });

/** libpq's form, with one server or several. */
const databaseUrl = z.string().superRefine((value, context) => {
  try {
    parseAddress(value);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
  }
});

/** The environment variables that Transferwerk reads; each is described in docs/operations.md. */
const environment = z.object({
  PORT: port.default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATA_DIR: z.string().min(1).default('./data'),
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_OWNER_URL: databaseUrl.optional(),
  AUDIT_KEY: z.string().min(1).optional(),
  PUBLIC_URL: url(/^https?:$/).optional(),
  SMTP_URL: url(/^smtps?:$/).optional(),
  MAIL_FROM: z.string().min(3).default('Transferwerk <transferwerk@localhost>'),
  OFFICE_MAIL: z.email().default('geschaeftsstelle@netzwerk.example'),
  FILES_URL: url(/^file:$/).optional(),
  HOLIDAYS: z
    .string()
    .regex(/^(?:BUND|BW|BY|BE|BB|HB|HE|HH|MV|NI|NW|RP|SL|SN|ST|SH|TH)$/)
    .default('BUND'),
  OIDC_ISSUER: url(/^https?:$/).optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_NAME: z.string().min(1).max(60).optional(),
  OIDC_TRUST_EMAILS: z.enum(['on', 'off']).default('off'),
  DEMO: z.enum(['on', 'off']).default('on'),
  TRUST_PROXY: z.enum(['on', 'off']).default('off'),
  METRICS_TOKEN: z.string().min(16).optional(),
  METRICS_PORT: port.optional(),
  METRICS_HOST: z.string().min(1).default('127.0.0.1'),
  DRAIN_SECONDS: z.coerce.number().int().min(0).max(60).default(0),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
});

export interface OidcConfig {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** On the button. */
  name: string;
  /** Whether its addresses count though it does not say that it proved them (`email_verified`). */
  trustsEmails: boolean;
}

export interface Config {
  port: number;
  host: string;
  /** Absolute folder of the embedded database and of uploaded files. */
  dataDir: string;
  databaseUrl: string | undefined;
  /** Another role on the same database, which migrates and grants at the start. */
  databaseOwnerUrl: string | undefined;
  /** Keys of the audit trail as base64, the current one first; unset: the file audit.key in `dataDir`. */
  auditKey: string | undefined;
  /** Base of every link in a mail, without a slash at its end. */
  publicUrl: string;
  smtpUrl: string | undefined;
  mailFrom: string;
  /** Where a request goes that nobody has taken up. */
  officeMail: string;
  /** State whose holidays count, by its two letters; BUND: the nationwide ones. */
  holidays: string;
  /** Absolute folder of uploaded files. */
  filesDir: string;
  /** Single sign-on by OpenID Connect, where it is configured. */
  oidc: OidcConfig | undefined;
  demo: boolean;
  /** Whether `X-Forwarded-For` of a reverse proxy in front is believed. */
  trustProxy: boolean;
  /** Who may read /metrics (platform/http/metrics.ts): whoever has the token, or whoever reaches the port. */
  metrics: { token: string | undefined; port: number | undefined; host: string };
  /** How long a balancer needs to see that this instance wants nobody any more. */
  drainSeconds: number;
  logLevel: string;
}

/** Thrown with every fault of the environment named, one a line. */
export class ConfigError extends Error {}

/** Empty variables count as unset, as `.env` files and unit files write them. */
const withoutEmpty = (env: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));

/** Single sign-on needs all three, or none. @throws ConfigError */
function oidcOf(value: z.infer<typeof environment>): Config['oidc'] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = value;
  if (!issuer && !clientId && !clientSecret) return undefined;
  if (!issuer || !clientId || !clientSecret) {
    throw new ConfigError('The environment is not usable:\n  OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET: all three, or none');
  }
  const name = value.OIDC_NAME ?? new URL(issuer).hostname;
  return { issuer, clientId, clientSecret, name, trustsEmails: value.OIDC_TRUST_EMAILS === 'on' };
}

/** Reads the configuration. @throws ConfigError naming all wrong variables at once. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const parsed = environment.safeParse(withoutEmpty(env));
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(`The environment is not usable:\n${faults.join('\n')}`);
  }
  const value = parsed.data;
  const dataDir = resolve(value.DATA_DIR);
  return {
    port: value.PORT,
    host: value.HOST,
    dataDir,
    databaseUrl: value.DATABASE_URL ?? value.DATABASE_OWNER_URL,
    databaseOwnerUrl: value.DATABASE_OWNER_URL,
    auditKey: value.AUDIT_KEY,
    publicUrl: (value.PUBLIC_URL ?? `http://localhost:${value.PORT}`).replace(/\/+$/, ''),
    smtpUrl: value.SMTP_URL,
    mailFrom: value.MAIL_FROM,
    officeMail: value.OFFICE_MAIL,
    holidays: value.HOLIDAYS,
    filesDir: value.FILES_URL ? new URL(value.FILES_URL).pathname : resolve(dataDir, 'files'),
    oidc: oidcOf(value),
    demo: value.DEMO === 'on',
    trustProxy: value.TRUST_PROXY === 'on',
    drainSeconds: value.DRAIN_SECONDS,
    metrics: { token: value.METRICS_TOKEN, port: value.METRICS_PORT, host: value.METRICS_HOST },
    logLevel: value.LOG_LEVEL,
  };
}
