import { lookup as resolve } from 'node:dns/promises';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { type Result, ok, refused } from '#platform/result.ts';

/** Why an address is not read. */
export type FetchFault =
  | 'noAddress'
  | 'onlyHttps'
  | 'privateAddress'
  | 'unknownHost'
  | 'tooManyRedirects'
  | 'tooSlow'
  | 'tooLarge'
  | 'badStatus'
  | 'notReachable';

/** How the outside world is reached; tests put their own in. */
export interface Outside {
  /** All addresses of a name. */
  resolve(host: string): Promise<string[]>;
  /** Whether an address may be asked. */
  isAllowed(address: string): boolean;
  /** Trusted certificates beside the usual ones; for tests. */
  ca?: string;
}

/** IPv6 that carries an IPv4 address inside; whatever it leads to, no directory is published there. */
const CARRIES_IPV4 = [
  '::/96', // IPv4-compatible (RFC 4291 §2.5.5.1)
  '::ffff:0:0:0/96', // translated (RFC 2765)
  '64:ff9b::/96', // NAT64 (RFC 6052)
  '64:ff9b:1::/48', // NAT64 of a site (RFC 8215)
  '2001::/32', // Teredo (RFC 4380)
  '2002::/16', // 6to4 (RFC 3056)
].map((range) => ipaddr.IPv6.parseCIDR(range));
/** ISATAP (RFC 5214): the interface part names an IPv4 address. */
const ISATAP = /:0?200:5efe:|:5efe:/i;

/** Only addresses of the public internet: no loopback, no private or link-local range, no IPv4 hidden in IPv6. */
export function isPublicAddress(text: string): boolean {
  // A zone belongs to a link, and what is no plain notation is none of ours.
  if (!ipaddr.isValid(text) || text.includes('%')) return false;
  // In hexadecimal, because ipaddr.js takes ::8.8.8.8 for ::ffff:8.8.8.8.
  const address = ipaddr.process(isIP(text) === 6 ? new URL(`http://[${text}]`).hostname.slice(1, -1) : text);
  if (address.range() !== 'unicast') return false;
  if (!(address instanceof ipaddr.IPv6)) return true;
  return !CARRIES_IPV4.some((range) => address.match(range)) && !ISATAP.test(address.toString());
}

const outside: Outside = {
  resolve: async (host) => (await resolve(host, { all: true })).map(({ address }) => address),
  isAllowed: isPublicAddress,
};

const MOST_REDIRECTS = 3;
const TIMEOUT_MS = 15_000;

/** The address to ask, or why not. Literal addresses are judged like resolved ones. */
async function judged(url: URL, { resolve: names, isAllowed }: Outside): Promise<Result<string, FetchFault>> {
  if (url.protocol !== 'https:' || url.username !== '' || url.password !== '') return refused('onlyHttps');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [host] : await names(host).catch(() => []);
  const [first] = addresses;
  if (first === undefined) return refused('unknownHost');
  // One private address among several is enough to refuse: the next answer may be that one.
  return addresses.every(isAllowed) ? ok(first) : refused('privateAddress');
}

interface Answer {
  status: number;
  location: string | undefined;
  body: Uint8Array;
}

/** One request to exactly the address that was judged: a second answer of the name server changes nothing. */
function ask(url: URL, address: string, most: number, { ca }: Outside): Promise<Result<Answer, FetchFault>> {
  return new Promise((done) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (result: Result<Answer, FetchFault>) => {
      clearTimeout(timer);
      request.destroy();
      done(result);
    };
    const request = httpsRequest(
      url,
      {
        headers: { accept: 'application/json, application/x-ndjson', 'user-agent': 'Transferwerk-HSDS/1' },
        lookup: (_, options, callback) => {
          const family = address.includes(':') ? 6 : 4;
          if (typeof options === 'object' && options.all)
            (callback as unknown as (error: null, all: unknown[]) => void)(null, [{ address, family }]);
          else callback(null, address, family);
        },
        ...(ca ? { ca } : {}),
      },
      (response: IncomingMessage) => {
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > most) finish(refused('tooLarge'));
          else chunks.push(chunk);
        });
        response.on('end', () =>
          finish(ok({ status: response.statusCode ?? 0, location: response.headers.location, body: Buffer.concat(chunks) })),
        );
        response.on('error', () => finish(refused('notReachable')));
      },
    );
    const timer = setTimeout(() => finish(refused('tooSlow')), TIMEOUT_MS);
    request.on('error', () => finish(refused('notReachable')));
    request.end();
  });
}

/**
 * Reads an https address of the public internet, at most `most` bytes within 15 seconds, following at most three redirects,
 * each judged like the first.
 */
export async function safeFetch(address: string, most: number, world: Outside = outside): Promise<Result<Uint8Array, FetchFault>> {
  let next = URL.canParse(address) ? new URL(address) : undefined;
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
    if (!next) return refused('noAddress');
    const target = await judged(next, world);
    if (!target.ok) return target;
    const answer = await ask(next, target.value, most, world);
    if (!answer.ok) return answer;
    const { status, location, body } = answer.value;
    if (status >= 300 && status < 400 && location !== undefined) {
      next = URL.canParse(location, next) ? new URL(location, next) : undefined;
      continue;
    }
    return status === 200 ? ok(body) : refused('badStatus');
  }
  return refused('tooManyRedirects');
}
