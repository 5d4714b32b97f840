/** One portion after the other, by ascending id, until a portion is not full: nothing is left out, however much there is. */
export async function* inPages<Row extends { id: string }>(
  portion: number,
  next: (after: string, limit: number) => Promise<Row[]>,
): AsyncGenerator<Row> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await next(after, portion);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < portion) return;
    after = last.id;
  }
}

/** All of it at once, where it is known to fit into memory. */
export async function allPages<Row extends { id: string }>(
  portion: number,
  next: (after: string, limit: number) => Promise<Row[]>,
): Promise<Row[]> {
  const all: Row[] = [];
  for await (const row of inPages(portion, next)) all.push(row);
  return all;
}
