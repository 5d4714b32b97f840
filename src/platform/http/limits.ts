import { createHmac } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { MiddlewareHandler } from 'hono';
import ipaddr from 'ipaddr.js';
import type pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Ctx, Env } from './context.ts';
import { HttpError } from './errors.ts';

/** Guards what costs or sends: at most `points` times within `seconds` from one address. */
export type Limits = (name: string, points: number, seconds: number) => MiddlewareHandler<Env>;

/** Whoever has one IPv6 address has 2⁶⁴ of them: the network counts, not the address (RFC 6177). */
function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed.kind() === 'ipv4' ? parsed.toString() : (parsed as ipaddr.IPv6).parts.slice(0, 4).join(':');
}

/** Who is at the other end of the connection; undefined where there is no socket: a test calls the handler directly. */
export function peerOf(c: Ctx): string | undefined {
  try {
    return getConnInfo(c).remote.address;
  } catch {
    return undefined;
  }
}

/** Where a request comes from: the connection, or what our own proxy says of it; never what the client writes. */
export function addressOf(c: Ctx, trustProxy: boolean): string {
  if (trustProxy) {
    const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
    if (forwarded) return networkOf(forwarded);
  }
  return networkOf(peerOf(c) ?? 'unknown');
}

/** Counts attempts at one thing, by whoever: at an account, a code. Keys are kept only as keyed hashes. */
export interface Attempts {
  /** Counts one more; false where it is one too many. */
  take(name: string, key: string, points: number, seconds: number): Promise<boolean>;
  /** Forgets the attempts: this one was right. */
  clear(name: string, key: string): Promise<void>;
}

/** The same statements without names: a pooler in transaction mode gives the next one to a server that knows no such name. */
const unnamed = (pool: pg.Pool) => ({
  query: ({ text, values }: pg.QueryConfig) => pool.query(text, values),
});

const limiterOf = (pool: pg.Pool, name: string, points: number, seconds: number) =>
  new RateLimiterPostgres({
    storeClient: unnamed(pool),
    storeType: 'client',
    schemaName: 'platform',
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix: name,
    points,
    duration: seconds,
  });

export function createAttempts(pool: pg.Pool, secret: Buffer): Attempts {
  const hashed = (key: string) => createHmac('sha256', secret).update(key).digest('base64url').slice(0, 22);
  const limiter = (name: string, points: number, seconds: number) => limiterOf(pool, name, points, seconds);
  return {
    async take(name, key, points, seconds) {
      try {
        await limiter(name, points, seconds).consume(hashed(key));
        return true;
      } catch (reason) {
        if (reason instanceof RateLimiterRes) return false;
        throw reason;
      }
    },
    async clear(name, key) {
      await limiter(name, 1, 1).delete(hashed(key));
    },
  };
}

/** Limits in the database, shared by all instances. Addresses are kept only as keyed hashes. */
export function createLimits(pool: pg.Pool, secret: Buffer, trustProxy: boolean): Limits {
  return (name, points, seconds) => {
    const limiter = limiterOf(pool, name, points, seconds);
    return async (c, next) => {
      const key = createHmac('sha256', secret).update(addressOf(c, trustProxy)).digest('base64url').slice(0, 22);
      try {
        await limiter.consume(key);
      } catch (reason) {
        if (!(reason instanceof RateLimiterRes)) throw reason;
        c.header('Retry-After', String(Math.ceil(reason.msBeforeNext / 1000)));
        throw new HttpError(429);
      }
      await next();
    };
  };
}
