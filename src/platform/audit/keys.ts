import { createHash, randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, ConfigError } from '../config.ts';

/** A key that chains the audit trail. It never lies in the database: whoever has that alone cannot chain anew. */
export interface AuditKey {
  /** Short and public: says which key an entry was made with, and nothing about the key. */
  id: string;
  secret: Buffer;
}

export interface AuditKeys {
  /** Chains new entries; undefined: none could be kept, entries are chained by SHA-256 alone. */
  current: AuditKey | undefined;
  /** All that count, also those of before. */
  all: ReadonlyMap<string, AuditKey>;
}

const FILE = 'audit.key';
const BYTES = 32;

export const NO_KEYS: AuditKeys = { current: undefined, all: new Map() };

export const auditKey = (secret: Buffer): AuditKey => ({
  id: createHash('sha256').update('transferwerk audit key\0').update(secret).digest('hex').slice(0, 12),
  secret,
});

/** Keys as base64, the current one first. @throws ConfigError */
export function parseAuditKeys(text: string, source: string): AuditKeys {
  const keys = text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) => Buffer.from(part, 'base64'))
    .map((secret) => {
      if (secret.length < BYTES) throw new ConfigError(`${source}: a key has at least ${BYTES} bytes, written as base64.`);
      return auditKey(secret);
    });
  if (!keys[0]) throw new ConfigError(`${source}: there is no key in it.`);
  return { current: keys[0], all: new Map(keys.map((key) => [key.id, key])) };
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? '';

/** Writes a fresh key beside and links it into place: of two that start at once both read the one that was first. */
function makeFile(folder: string, path: string): void {
  mkdirSync(folder, { recursive: true });
  const half = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(half, `${randomBytes(BYTES).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(half, path);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  } finally {
    rmSync(half, { force: true });
  }
}

/**
 * The keys of AUDIT_KEY, or of the file audit.key in DATA_DIR, which is made where it is missing. Where nothing can be
 * written there, the product works without a key, as before.
 * @throws ConfigError where a key is there but cannot be read
 */
export function loadAuditKeys(config: Pick<Config, 'auditKey' | 'dataDir'>): AuditKeys {
  if (config.auditKey) return parseAuditKeys(config.auditKey, 'AUDIT_KEY');
  const path = join(config.dataDir, FILE);
  try {
    return parseAuditKeys(readFileSync(path, 'utf8'), path);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    if (!['ENOENT', 'ENOTDIR'].includes(codeOf(error))) throw new ConfigError(`${path} cannot be read (${codeOf(error)}).`);
  }
  try {
    makeFile(config.dataDir, path);
  } catch {
    return NO_KEYS;
  }
  return parseAuditKeys(readFileSync(path, 'utf8'), path);
}

let keys = NO_KEYS;

/** Says which keys this process works with: once, by whoever puts the services together. */
export function useAuditKeys(some: AuditKeys): void {
  keys = some;
}

export const currentAuditKeys = (): AuditKeys => keys;
