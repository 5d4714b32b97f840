/** One server that may be asked, in the order of the address. */
export interface Host {
  /** Name, IP address, or the folder of a Unix socket. */
  host: string;
  port: number;
}

/** What a server must be, in libpq's words: one that takes writes, or whoever answers. */
export type Target = 'any' | 'read-write';

/** An address as libpq reads it: `postgres://role@one:5432,two:5433/database?target_session_attrs=read-write`. */
export interface DatabaseAddress {
  hosts: Host[];
  target: Target;
  /** The same for each server alone, as the driver takes it. */
  singles: string[];
  /** Servers and database, without role and password. */
  description: string;
}

const DEFAULT_PORT = 5432;
const PARTS = /^(postgres(?:ql)?:\/\/)((?:[^@/?#]*@)?)([^/?#]*)(\/[^?#]*)?(\?[^#]*)?$/i;
/** libpq's parameters that are ours to serve; the driver would stumble over them, or pass them to the server. */
const OURS = ['host', 'port', 'target_session_attrs', 'load_balance_hosts'];
const TARGETS: Record<string, Target> = { any: 'any', 'read-write': 'read-write', primary: 'read-write' };

const portOf = (text: string): number => {
  if (text === '') return DEFAULT_PORT;
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) throw new Error(`"${text}" is no port`);
  return port;
};

/** `name:5432`, `[::1]:5432`, `name`. */
function hostOf(text: string): { host: string; port: string } {
  const [, bracketed, plain = '', port = ''] = /^(?:\[([^\]]+)\]|([^:]*))(?::(.*))?$/.exec(text) ?? [];
  if (bracketed === undefined && plain === '' && text !== '') throw new Error(`"${text}" is no server`);
  return { host: decodeURIComponent(bracketed ?? plain), port };
}

/** The servers of the part before the path, or those of the parameters `host` and `port`: one port for all, or one for each. */
function hostsOf(authority: string, parameters: URLSearchParams): Host[] {
  const named = authority === '' ? [] : authority.split(',').map(hostOf);
  const names = parameters.get('host')?.split(',') ?? named.map(({ host }) => host);
  const ports = parameters.get('port')?.split(',') ?? named.map(({ port }) => port);
  if (names.length === 0 || names.some((name) => name === '')) throw new Error('a server is missing');
  if (ports.length > 1 && ports.length !== names.length) throw new Error(`${names.length} servers, but ${ports.length} ports`);
  return names.map((host, at) => ({ host, port: portOf(ports.length > 1 ? (ports[at] ?? '') : (ports[0] ?? '')) }));
}

const bracketed = ({ host, port }: Host) => `${host.includes(':') ? `[${host}]` : host}:${port}`;

/** @throws Error with what is wrong, without anything secret */
export function parseAddress(text: string): DatabaseAddress {
  const [, scheme, login = '', authority = '', path = '/', query = ''] = PARTS.exec(text) ?? [];
  if (scheme === undefined) throw new Error('must be a URL with protocol postgres:');
  const parameters = new URLSearchParams(query);
  const hosts = hostsOf(authority, parameters);
  const wished = parameters.get('target_session_attrs') ?? (hosts.length > 1 ? 'read-write' : 'any');
  const target = TARGETS[wished];
  if (target === undefined) throw new Error(`target_session_attrs=${wished}: the application writes, so read-write, primary or any`);
  for (const name of OURS) parameters.delete(name);
  const singles = hosts.map((host) => singleOf({ scheme, login, path }, host, parameters));
  if (!singles.every((single) => URL.canParse(single))) throw new Error('must be a URL with protocol postgres:');
  return { hosts, target, singles, description: `${hosts.map(bracketed).join(', ')}${path}` };
}

/** A socket's folder comes as a parameter: the driver takes a login only before the name of a server. */
function singleOf({ scheme, login, path }: { scheme: string; login: string; path: string }, host: Host, others: URLSearchParams): string {
  const parameters = new URLSearchParams(others);
  const isSocket = host.host.startsWith('/');
  if (isSocket) {
    parameters.set('host', host.host);
    parameters.set('port', String(host.port));
  }
  return `${scheme}${login}${isSocket ? 'localhost' : bracketed(host)}${path}${parameters.size > 0 ? `?${parameters}` : ''}`;
}
