import { Socket } from 'node:net';
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import pg from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';
import { type DatabaseAddress, type Host, parseAddress, type Target } from './address.ts';

/** How long one server is waited for before the next one is asked. */
const EACH_MS = 3000;

/** None of the servers is what is needed; `cause` says why the last one was not. */
class NoServer extends Error {
  override readonly name = 'NoServer';
  readonly code = 'ECONNREFUSED';
}

/** Whether a server is what is needed. libpq's "read-write": not in recovery, and transactions may write. */
async function fits(single: string, target: Target): Promise<boolean> {
  const client = new pg.Client({ ...parseIntoClientConfig(single), connectionTimeoutMillis: EACH_MS, query_timeout: EACH_MS });
  client.on('error', () => {});
  try {
    await client.connect();
    if (target === 'any') return true;
    const { rows } = await client.query<{ writes: boolean }>(
      "select not pg_is_in_recovery() and current_setting('transaction_read_only') = 'off' as writes",
    );
    return rows[0]?.writes ?? false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** The first server of an address that is what is needed. @throws NoServer */
async function findHost({ hosts, singles, target }: DatabaseAddress): Promise<Host> {
  let cause: unknown = new Error('takes no writes');
  for (const [at, host] of hosts.entries()) {
    try {
      if (await fits(singles[at] as string, target)) return host;
    } catch (error) {
      cause = error;
    }
  }
  throw new NoServer('none of the database servers answers as it is needed', { cause });
}

/** Connects to the server that is found at that moment, whatever address the driver names. */
class HostSocket extends Socket {
  readonly #address: DatabaseAddress;

  constructor(address: DatabaseAddress) {
    super();
    this.#address = address;
  }

  override connect(): this {
    findHost(this.#address).then(
      ({ host, port }) => {
        if (this.destroyed) return;
        if (host.startsWith('/')) super.connect(`${host}/.s.PGSQL.${port}`);
        else super.connect(port, host);
      },
      (error: Error) => this.destroy(error),
    );
    return this;
  }
}

/** A certificate may be that of any of the servers: the driver knows the first one's name only. */
const anyOf = (hosts: readonly Host[]) => (_: string, certificate: PeerCertificate) => {
  const faults = hosts.map(({ host }) => checkServerIdentity(host, certificate));
  return faults.includes(undefined) ? undefined : faults[0];
};

/**
 * How the driver reaches an address (libpq's form). With several servers each new connection looks anew for the one that
 * takes writes, so that a failover needs no restart. The driver knows one server only: whatever opens a connection
 * (pools, queues, whoever listens) finds it by the option `stream`.
 */
export function connectionOf(text: string): pg.ClientConfig {
  const address = parseAddress(text);
  const connection = parseIntoClientConfig(address.singles[0] as string);
  if (address.hosts.length === 1 && address.target === 'any') return connection;
  const { ssl } = connection;
  const checked = ssl && typeof ssl === 'object' ? { checkServerIdentity: anyOf(address.hosts), ...ssl } : ssl;
  return { ...connection, ...(checked === undefined ? {} : { ssl: checked }), stream: () => new HostSocket(address) };
}
