import type { Known, SheetKind } from './kind.ts';
import { cellName, type Cells, matchHeader, type Plan, type PlannedRow } from './model.ts';
import { createReader } from './reader.ts';

const fold = (text: string) => text.toLowerCase().normalize('NFKC').replace(/\s+/g, ' ').trim();

/**
 * What a file would do, row by row: pure but for what is known. A row finds its record by name; the same name twice in
 * one file is a fault of the second.
 */
export function planImport(table: readonly Cells[], kind: SheetKind, known: readonly Known[]): Plan {
  const [header = [], ...rows] = table;
  const { at, missing, unknown } = matchHeader(header, kind.columns);
  const faults = missing.map((column) => ({ cell: cellName(header.length, 1), message: `Die Spalte „${column.headers[0]}“ fehlt.` }));
  if (faults.length > 0) return { faults, unknown, rows: [] };
  const byName = new Map<string, Known>();
  for (const each of known) for (const name of each.names) if (name !== '' && !byName.has(fold(name))) byName.set(fold(name), each);
  const seen = new Map<string, number>();
  const planned: PlannedRow[] = [];
  rows.forEach((cells, index) => {
    if (cells.every((cell) => cell === '')) return;
    planned.push(planRow(cells, index + 2, { kind, at, byName, seen }));
  });
  return { faults, unknown, rows: planned };
}

interface Surroundings {
  kind: SheetKind;
  at: ReadonlyMap<string, number>;
  byName: ReadonlyMap<string, Known>;
  seen: Map<string, number>;
}

function planRow(cells: Cells, row: number, { kind, at, byName, seen }: Surroundings): PlannedRow {
  const { reader, faults } = createReader(cells, row, at, kind.columns);
  const read = kind.read(reader);
  const title = read?.title ?? cells.find((cell) => cell !== '') ?? '';
  const first = seen.get(fold(title));
  const [firstColumn] = kind.columns;
  if (first !== undefined && firstColumn) reader.fault(firstColumn.key, `Steht schon in Zeile ${first}.`);
  else seen.set(fold(title), row);
  const wrong: PlannedRow = { row, action: 'wrong', title: title.slice(0, 200), subject: null, changes: [], faults, values: null };
  if (!read || faults.length > 0) return wrong;
  const record = byName.get(fold(title));
  const base = { ...wrong, faults: [], values: read.values };
  if (!record) return { ...base, action: 'add' };
  const next = kind.cellsOf(read.values);
  // A column that is not in the file says nothing about the record.
  const changes = kind.columns.filter((column) => at.has(column.key) && (next[column.key] ?? '') !== (record.cells[column.key] ?? ''));
  const names = changes.map((column) => column.headers[0]);
  return { ...base, subject: record.id, changes: names, action: names.length > 0 ? 'change' : 'skip' };
}
