/**
 * Declarations are signed as a compact JWS (RFC 7515) with Ed25519 (RFC 8037): anybody's library verifies them. Read
 * strictly: base64url in its one canonical spelling, so that no byte can change without being noticed.
 */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { z } from 'zod';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Claims } from './model.ts';

export interface PublicKey {
  kty: 'OKP';
  crv: 'Ed25519';
  x: string;
  kid: string;
}

export interface SigningKey {
  id: string;
  publicKey: PublicKey;
  /** PKCS #8, DER. */
  privateKey: Buffer;
}

/** The name of a key: its thumbprint (RFC 7638). */
const thumbprint = ({ crv, kty, x }: Pick<PublicKey, 'crv' | 'kty' | 'x'>): string =>
  createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');

export function newSigningKey(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  const key = { kty: 'OKP', crv: 'Ed25519', x } as const;
  const kid = thumbprint(key);
  return { id: kid, publicKey: { ...key, kid }, privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }) };
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

export function signClaims(claims: Claims, key: SigningKey): string {
  const head = encode({ alg: 'EdDSA', typ: 'transferwerk-declaration+jwt', kid: key.id, jwk: key.publicKey });
  const message = `${head}.${encode(claims)}`;
  const secret = createPrivateKey({ key: key.privateKey, format: 'der', type: 'pkcs8' });
  return `${message}.${sign(null, Buffer.from(message), secret).toString('base64url')}`;
}

const publicKeySchema = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string().length(43), kid: z.string() });
const headSchema = z.object({
  alg: z.literal('EdDSA'),
  typ: z.literal('transferwerk-declaration+jwt'),
  kid: z.string(),
  jwk: publicKeySchema,
});
const day = z.iso.date();
const claimsSchema = z.strictObject({
  iss: z.string(),
  sub: z.string(),
  company: z.string(),
  place: z.string(),
  check: z.strictObject({ id: z.string(), version: z.number(), hash: z.string(), title: z.string() }),
  measures: z.number(),
  issued: day,
  validUntil: day,
  url: z.string(),
  sha256: z.string(),
});
export const keySetSchema = z.object({ keys: z.array(publicKeySchema) });

export type TokenFault = 'malformed' | 'signature' | 'unknownKey';

/** One part of a token; undefined unless it is spelt in the only way it may be. */
function part(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url');
  return bytes.toString('base64url') === text ? bytes : undefined;
}

function json<Schema extends z.ZodType>(schema: Schema, bytes: Buffer): z.output<Schema> | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(bytes.toString('utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

export interface Verified {
  claims: Claims;
  keyId: string;
  /** Whether the key is one of those that were handed in; without any it is only the token's own word. */
  trusted: boolean;
}

/** Verifies a token, with the keys that one trusts, or with the key that lies in it. */
export function verifyToken(token: string, trusted?: readonly PublicKey[]): Result<Verified, TokenFault> {
  const parts = token.split('.');
  const [head, claims, signature] = parts.map(part);
  if (parts.length !== 3 || !head || !claims || !signature) return refused('malformed');
  const header = json(headSchema, head);
  const content = json(claimsSchema, claims);
  if (!header || !content || thumbprint(header.jwk) !== header.kid || header.jwk.kid !== header.kid) return refused('malformed');
  const known = trusted?.find((key) => thumbprint(key) === header.kid);
  if (trusted && !known) return refused('unknownKey');
  const key = createPublicKey({ key: { ...(known ?? header.jwk) }, format: 'jwk' });
  if (!verify(null, Buffer.from(`${parts[0]}.${parts[1]}`), key, signature)) return refused('signature');
  return ok({ claims: content, keyId: header.kid, trusted: known !== undefined });
}
