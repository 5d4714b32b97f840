/** A row of a file as it was typed: one text for each column. */
export type Cells = readonly string[];

export interface Column<Key extends string = string, Field extends string = string> {
  key: Key;
  /** Fields of a record that its cell fills. */
  fields: readonly Field[];
  /** What stands in the first row of the file; other spellings that are understood follow. */
  headers: readonly [string, ...string[]];
  /** Whether a new entry needs it. */
  required: boolean;
  /** For the template. */
  example: string;
  /** What may stand here, in a few words. */
  hint: string;
}

export interface Fault {
  /** "C7": column and row as spreadsheets name them. */
  cell: string;
  message: string;
}

export type RowAction = 'add' | 'change' | 'skip' | 'wrong' | 'ask';

/** What a cell would change. */
export interface CellChange {
  column: string;
  before: string;
  after: string;
}

/** Somebody or something that a row could mean. */
export interface Choice {
  /** What the answer says: `record:<id>`, `link:<id>` or `new`. */
  answer: string;
  label: string;
}

/** What one row of the file would do. */
export interface PlannedRow {
  /** Row of the file, the header being 1. */
  row: number;
  action: RowAction;
  title: string;
  /** Record that it changes. */
  subject: string | null;
  changes: CellChange[];
  faults: Fault[];
  /** Who could be meant, where it does not say so for certain. */
  choices: Choice[];
  /** What was answered. */
  answer: string | null;
  /** The fields that would be written. */
  values: unknown;
}

/** What somebody has answered, by row of the file. */
export type Answers = Record<string, string>;

export const NEW = 'new';

export interface Plan {
  /** Faults of the file as a whole: a missing column. */
  faults: Fault[];
  /** Columns that nobody knows, and which are left alone. */
  unknown: string[];
  rows: PlannedRow[];
}

/** 0 → A, 25 → Z, 26 → AA. */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

export const cellName = (column: number, row: number): string => `${columnName(column)}${row}`;

const normalised = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, '');

/** Which column of the file holds which of ours. */
export function matchHeader(header: Cells, columns: readonly Column[]): { at: Map<string, number>; unknown: string[] } {
  const at = new Map<string, number>();
  const unknown: string[] = [];
  header.forEach((text, index) => {
    const name = normalised(text);
    const column = columns.find((each) => each.headers.some((known) => normalised(known) === name));
    if (column && !at.has(column.key)) at.set(column.key, index);
    else if (text.trim() !== '') unknown.push(text.trim().slice(0, 60));
  });
  return { at, unknown };
}

/** Two plans that would do the same. */
export const isSamePlan = (a: Plan, b: Plan): boolean => {
  const told = ({ faults, rows }: Plan) => [
    faults.length,
    ...rows.map((row) => [
      row.row,
      row.action,
      row.subject,
      row.title,
      row.answer,
      row.changes.map(({ column, before, after }) => [column, before, after]),
    ]),
  ];
  return JSON.stringify(told(a)) === JSON.stringify(told(b));
};

export interface Counts {
  add: number;
  change: number;
  skip: number;
  wrong: number;
  ask: number;
}

export function countRows(plan: Plan): Counts {
  const counts: Counts = { add: 0, change: 0, skip: 0, wrong: 0, ask: 0 };
  for (const row of plan.rows) counts[row.action]++;
  return counts;
}

/** All or nothing: one wrong cell or one open question, and nothing is written. */
export const mayApply = (plan: Plan): boolean => {
  const counts = countRows(plan);
  return plan.faults.length === 0 && counts.wrong + counts.ask === 0 && counts.add + counts.change > 0;
};
