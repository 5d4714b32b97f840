/** Runs apart: one page of a foreign listing, its objects checked. */
import { ok, type Result, refused } from '#platform/result.ts';
import { pageSchema } from '../schema.ts';
import { type Gathered, MOST_OBJECTS } from './gathered.ts';
import { checkObjects, parseJson } from './objects.ts';

export interface Page {
  /** Ids of all its objects, as they stand there. */
  ids: string[];
  gathered: Gathered;
  /** How many pages the source says that there are. */
  pages: number | undefined;
}

export default function readPage(input: {
  bytes: Uint8Array;
  what: 'services' | 'organizations';
}): Result<Page, 'notJson' | 'noListing' | 'tooMany'> {
  const json = parseJson(input.bytes);
  if (json === undefined) return refused('notJson');
  const parsed = Array.isArray(json)
    ? { success: true as const, data: { contents: json as unknown[], total_pages: 1 } }
    : pageSchema.safeParse(json);
  if (!parsed.success) return refused('noListing');
  const { contents, total_pages: pages } = parsed.data;
  if (contents.length > MOST_OBJECTS) return refused('tooMany');
  return ok({
    ids: contents.map((each) => String((each as { id?: unknown } | null)?.id).slice(0, 100)),
    gathered: input.what === 'services' ? checkObjects(contents, []) : checkObjects([], contents),
    pages: typeof pages === 'number' ? pages : undefined,
  });
}
