import { Readable } from 'node:stream';
import type { Ctx } from './context.ts';

/**
 * A file that is made while it is fetched: whoever reads slowly holds nothing but the portion at hand. What makes it runs
 * after the route has answered: it asks nothing about who is asking.
 */
export function downloadOf(c: Ctx, name: string, type: string, pieces: AsyncIterable<Uint8Array>): Response {
  return c.body(Readable.toWeb(Readable.from(pieces, { objectMode: false })) as ReadableStream<Uint8Array>, 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'private, no-store',
  }) as Response;
}
