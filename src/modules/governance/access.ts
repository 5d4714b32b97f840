import type { Ctx } from '#platform/http/context.ts';
import { HttpError } from '#platform/http/errors.ts';
import { type Action, may, permit, placesOf } from '#modules/accounts/index.ts';
import type { Desk } from './pages/frame.tsx';

/** The desk of whoever works for bodies: the office for all, a secretary for their own. */
export const openDesk = (c: Ctx): Desk => ({ base: '/gremienarbeit', isOffice: may(c.get('actor'), 'body.found') });

/** Refuses whoever has nothing to do with the body of a record. @throws HttpError 403 */
export const ofBody = (action: Extract<Action, 'body.read' | 'body.manage'>, bodyId: string): void => permit(action, { body: bodyId });

/** Keeps of a list what belongs to the bodies in which somebody may do something. */
export function inOwnBodies<Row>(
  c: Ctx,
  action: Extract<Action, 'body.read' | 'body.manage'>,
  rows: Row[],
  bodyOf: (row: Row) => string,
): Row[] {
  const places = placesOf(c.get('actor'), action, 'body');
  return places === 'all' ? rows : rows.filter((row) => places.includes(bodyOf(row)));
}

/** The bodies in which somebody may do something: what a list is asked for. */
export const ownBodies = (c: Ctx, action: Extract<Action, 'body.read' | 'body.manage'>): string[] | 'all' =>
  placesOf(c.get('actor'), action, 'body');

/** What is nobody's but the office's and the uploader's: a document that is still under review. @throws HttpError 404 */
export function ownDocument(c: Ctx, document: { uploaded_by: string | null }): void {
  const { userId } = c.get('actor');
  if (!may(c.get('actor'), 'body.found') && (userId === null || document.uploaded_by !== userId)) throw new HttpError(404);
}
