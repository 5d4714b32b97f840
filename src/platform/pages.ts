import { setImmediate as othersFirst } from 'node:timers/promises';

/** The rows after an id, by ascending id, no more than a limit. */
export type Next<Row> = (after: string, limit: number) => Promise<Row[]>;

/**
 * One portion after the other, by ascending id, until a portion is not full: nothing is left out, however much there is,
 * and between two of them others get their turn.
 */
export async function* portions<Row extends { id: string }>(portion: number, next: Next<Row>): AsyncGenerator<Row[]> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await next(after, portion);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < portion) return;
    after = last.id;
    await othersFirst();
  }
}

/** The same row by row. */
export async function* inPages<Row extends { id: string }>(portion: number, next: Next<Row>): AsyncGenerator<Row> {
  for await (const rows of portions(portion, next)) yield* rows;
}

/** All of it at once, where it is known to fit into memory. */
export async function allPages<Row extends { id: string }>(portion: number, next: Next<Row>): Promise<Row[]> {
  const all: Row[] = [];
  for await (const row of inPages(portion, next)) all.push(row);
  return all;
}

/** Some of many could not be done; the rest is. */
export class SomeFailed extends Error {
  override readonly name = 'SomeFailed';
  readonly failed: number;

  constructor(failed: number, of: number, cause: unknown) {
    // The name alone: what went wrong may quote what people wrote.
    super(`${failed} of ${of} failed (${cause instanceof Error ? cause.name : 'unknown'})`, { cause });
    this.failed = failed;
  }
}

/**
 * Does something for everything that is due, page by page and each for itself: nothing at the end of a long list starves
 * behind what stands before it, and one that fails harms no other. `handle` may say how many it did, or whether.
 * @throws SomeFailed at the end, so that the job says it and is tried again: what was done must not be done twice
 */
export async function eachDue<Row extends { id: string }>(
  portion: number,
  next: Next<Row>,
  handle: (row: Row) => Promise<unknown>,
): Promise<number> {
  let [done, seen] = [0, 0];
  const failures: unknown[] = [];
  for await (const row of inPages(portion, next)) {
    seen++;
    try {
      const said = await handle(row);
      done += typeof said === 'number' || typeof said === 'boolean' ? Number(said) : 1;
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new SomeFailed(failures.length, seen, failures[0]);
  return done;
}
