import type { Known, ReadRow, SheetKind } from './kind.ts';
import {
  type Answers,
  type CellChange,
  cellName,
  type Cells,
  type Choice,
  type Column,
  matchHeader,
  NEW,
  type Plan,
  type PlannedRow,
} from './model.ts';
import { createReader } from './reader.ts';

/** The last column of every export: by it a record is found whatever else has changed. */
export const ID: Column = {
  key: 'id',
  fields: [],
  headers: ['Kennung', 'ID'],
  required: false,
  example: '',
  hint: 'Aus einer Ausgabe: Daran wird der Eintrag sicher wiedererkannt.',
};

/** Texts alike but for case and spaces are the same mark. */
export const mark = (...parts: readonly (string | null | undefined)[]): string =>
  parts.map((part) => (part ?? '').toLowerCase().normalize('NFKC').replace(/\s+/g, ' ').trim()).join('\u001f');

/**
 * What a file would do, row by row: pure but for what is known. A row finds its record by its id, else by a name
 * together with an address; a name or an address alone is a question, and nothing is written while one is open.
 */
export function planImport(table: readonly Cells[], kind: SheetKind, known: readonly Known[], answers: Answers = {}): Plan {
  const [header = [], ...rows] = table;
  const { at, unknown } = matchHeader(header, [...kind.columns, ID]);
  const around: Surroundings = {
    kind,
    at,
    byId: new Map(known.map((each) => [each.id, each])),
    exact: new Map(),
    weak: new Map(),
    seen: new Map(),
    answers,
  };
  for (const each of known) {
    for (const key of each.exact) around.exact.set(key, [...(around.exact.get(key) ?? []), each]);
    for (const key of each.weak) around.weak.set(key, [...(around.weak.get(key) ?? []), each]);
  }
  const planned = rows.flatMap((cells, index) => (cells.every((cell) => cell === '') ? [] : [planRow(cells, index + 2, around)]));
  const needsAll = planned.length === 0 || planned.some((row) => row.action === 'add' || (row.action === 'wrong' && row.subject === null));
  const missing = kind.columns.filter((column) => column.required && !at.has(column.key));
  const faults = needsAll
    ? missing.map((column) => ({ cell: cellName(header.length, 1), message: `Die Spalte „${column.headers[0]}“ fehlt.` }))
    : [];
  return { faults, unknown, rows: planned };
}

interface Surroundings {
  kind: SheetKind;
  at: ReadonlyMap<string, number>;
  byId: ReadonlyMap<string, Known>;
  exact: Map<string, Known[]>;
  weak: Map<string, Known[]>;
  /** Which row has taken a record, or a name with its address. */
  seen: Map<string, number>;
  answers: Answers;
}

type Found = { record: Known } | { choices: Choice[] } | { link: string | null };

const distinct = (known: readonly Known[]): Known[] => [...new Map(known.map((each) => [each.id, each])).values()];
const under = (index: Map<string, Known[]>, keys: readonly string[]) => distinct(keys.flatMap((key) => index.get(key) ?? []));

/** Which record a row means; choices where it does not say so for certain. */
function recognise(read: ReadRow<unknown>, row: number, { byId, exact, weak, answers }: Surroundings): Found {
  const certain = under(exact, read.exact);
  const [only] = certain;
  if (only && certain.length === 1) return { record: only };
  const possible = certain.length > 1 ? certain : under(weak, read.weak);
  const others = read.others ?? [];
  if (possible.length + others.length === 0) return { link: read.link ?? null };
  const choices = [...possible.map((each) => ({ answer: `record:${each.id}`, label: each.label })), ...others, { answer: NEW, label: '' }];
  const answer = choices.find((choice) => choice.answer === answers[row])?.answer;
  if (answer === undefined) return { choices };
  const [what, id = ''] = answer.split(':');
  const record = what === 'record' ? byId.get(id) : undefined;
  return record ? { record } : { link: what === 'link' ? id : null };
}

function planRow(cells: Cells, row: number, around: Surroundings): PlannedRow {
  const { kind, at, byId, seen, answers } = around;
  const { reader, faults } = createReader(cells, row, at, [...kind.columns, ID]);
  const read = kind.read(reader);
  const answer = answers[row] ?? null;
  const title = (read.title || cells.find((cell) => cell !== '') || '').slice(0, 200);
  const base: PlannedRow = { row, action: 'wrong', title, subject: null, changes: [], faults, choices: [], answer, values: null };
  const [firstColumn] = kind.columns;
  const take = (key: string): void => {
    const first = seen.get(key);
    if (first !== undefined && firstColumn) reader.fault(firstColumn.key, `Steht schon in Zeile ${first}.`);
    else seen.set(key, row);
  };

  const id = reader.text(ID.key, 60);
  if (id !== '' && !byId.has(id))
    reader.fault(ID.key, 'Unter dieser Kennung steht hier nichts. Für einen neuen Eintrag lassen Sie sie leer.');
  const withId = byId.get(id);
  const found: Found = withId ? { record: withId } : recognise(read, row, around);
  if ('choices' in found) {
    const isWrong = faults.length > 0;
    return { ...base, action: isWrong ? 'wrong' : 'ask', changes: said(kind, at, read.values), choices: isWrong ? [] : found.choices };
  }
  if (!('record' in found)) {
    if (read.exact[0] !== undefined) take(read.exact[0]);
    if (faults.length > 0) return base;
    return { ...base, action: 'add', changes: said(kind, at, read.values, found.link), values: { values: read.values, link: found.link } };
  }

  const { record } = found;
  take(record.id);
  const next = kind.cellsOf(read.values);
  // A column that is not in the file says nothing about the record, and a cell that says the same changes nothing.
  const columns = kind.columns.filter(({ key }) => at.has(key) && !isSame(kind, key, next[key] ?? '', record.cells[key] ?? ''));
  const values = fieldsOf(columns, read.values);
  const refusal = columns.length > 0 ? kind.refuses?.(record, values) : undefined;
  if (refusal) reader.fault(refusal.key, refusal.message);
  if (faults.length > 0) return { ...base, subject: record.id };
  const changes = columns.map(
    (column): CellChange => ({ column: column.headers[0], before: record.cells[column.key] ?? '', after: next[column.key] ?? '' }),
  );
  return { ...base, subject: record.id, changes, action: changes.length > 0 ? 'change' : 'skip', values: { values, link: null } };
}

const isSame = (kind: SheetKind, key: string, one: string, other: string): boolean =>
  one === other || (kind.isSame?.(key, one, other) ?? false);

/** What a row says, as it was understood; with what it would write over, where somebody is meant who is there already. */
function said(kind: SheetKind, at: ReadonlyMap<string, number>, values: object, link: string | null = null): CellChange[] {
  const next = kind.cellsOf(values);
  const shown = kind.columns.filter((column) => at.has(column.key) && (next[column.key] ?? '') !== '');
  const there = link === null ? {} : (kind.linked?.(link) ?? {});
  return shown
    .map(({ key, headers: [column] }) => ({ column, before: there[key] ?? '', after: next[key] ?? '' }))
    .filter(({ before, after }) => before !== after);
}

/** The fields that these columns fill, and no others. */
function fieldsOf(columns: readonly Column[], values: unknown): Record<string, unknown> {
  const all = values as Record<string, unknown>;
  return Object.fromEntries(columns.flatMap((column) => column.fields.map((field) => [field, all[field]])));
}
