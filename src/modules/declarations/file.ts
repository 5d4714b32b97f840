/**
 * A declaration as a file: the PDF with its signature as the last line (a comment that PDF readers pass over), or the
 * token alone as JSON. Both are verified without any server.
 */
import { createHash } from 'node:crypto';
import { ok, type Result, refused } from '#platform/result.ts';
import { type PublicKey, type TokenFault, type Verified, verifyToken } from './signature.ts';

const MARK = '\n%transferwerk-declaration ';
const TOKEN = /^[\w-]+\.[\w-]+\.[\w-]+$/;

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** The paper with its token. */
export const withToken = (paper: Buffer, token: string): Buffer => Buffer.concat([paper, Buffer.from(`${MARK}${token}\n`, 'latin1')]);

export const tokenFile = (token: string): string => `{"declaration":"${token}"}\n`;

export type FileFault = TokenFault | 'noDeclaration' | 'changed';

function fromPdf(file: Buffer, trusted?: readonly PublicKey[]): Result<Verified, FileFault> {
  const at = file.lastIndexOf(MARK, undefined, 'latin1');
  const end = file.subarray(Math.max(0, at) + MARK.length).toString('latin1');
  if (at < 0 || !end.endsWith('\n') || !TOKEN.test(end.slice(0, -1))) return refused('noDeclaration');
  const verified = verifyToken(end.slice(0, -1), trusted);
  if (!verified.ok) return verified;
  return verified.value.claims.sha256 === sha256(file.subarray(0, at)) ? verified : refused('changed');
}

/** Verifies a file, PDF or JSON; `trusted` are the keys of the network, as it publishes them. */
export function verifyFile(file: Buffer, trusted?: readonly PublicKey[]): Result<Verified, FileFault> {
  if (file.subarray(0, 5).toString('latin1') === '%PDF-') return fromPdf(file, trusted);
  const text = file.toString('utf8');
  const token = /^\{"declaration":"([\w.-]+)"\}\n$/.exec(text)?.[1];
  if (token === undefined || !TOKEN.test(token)) return refused('noDeclaration');
  const verified = verifyToken(token, trusted);
  return verified.ok ? ok(verified.value) : verified;
}
