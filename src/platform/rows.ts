/** Rows in portions that fit into one statement (PostgreSQL allows 65,535 parameters). */
export function* inPortions<Row>(rows: readonly Row[], size = 500): Generator<Row[]> {
  for (let start = 0; start < rows.length; start += size) yield rows.slice(start, start + size);
}

/** A pattern for `ilike` that finds a text anywhere; its own signs count as signs. */
export const anywhere = (text: string): string => `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
