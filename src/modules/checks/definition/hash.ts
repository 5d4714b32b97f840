import { createHash } from 'node:crypto';
import type { CheckFile } from './schema.ts';

/** The same value always as the same text: keys in the order of their letters, nothing undefined. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, each]) => each !== undefined);
  return `{${entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`)
    .join(',')}}`;
}

/**
 * The content hash of a version: over the German original with its rules. When it was adopted and how it was
 * translated do not change what was asked, so they are not part of it.
 */
export function contentHash(file: CheckFile): string {
  const { $schema: _, adopted: __, ...content } = file;
  return createHash('sha256').update(canonical(content)).digest('hex');
}
