/** Bitstring Status List 1.0: a GZIP-compressed bitstring in base64url, the first bit first, `u` before it (multibase). */
import { gunzipSync, gzipSync } from 'node:zlib';
import { LIST_LENGTH } from './model.ts';

/** More than any list of ours unpacks to; a small file that unpacks to more is refused. */
const MOST_BYTES = 4 * 1024 * 1024;

export function encodeList(indexes: Iterable<number>): string {
  const bytes = Buffer.alloc(LIST_LENGTH / 8);
  for (const index of indexes) bytes[index >> 3] = (bytes[index >> 3] ?? 0) | (0x80 >> (index & 7));
  return `u${gzipSync(bytes).toString('base64url')}`;
}

/** Whether an entry is set; undefined where the list cannot be read or has no such entry. */
export function isSet(encoded: string, index: number): boolean | undefined {
  try {
    const bytes = gunzipSync(Buffer.from(encoded.slice(1), 'base64url'), { maxOutputLength: MOST_BYTES });
    const byte = bytes[index >> 3];
    return byte === undefined ? undefined : (byte & (0x80 >> (index & 7))) !== 0;
  } catch {
    return undefined;
  }
}
