import type { Db } from '#platform/database/index.ts';
import type { Locale } from '#platform/i18n/index.ts';
import type { Cells, Choice, Column } from './model.ts';

/** Reads the cells of one row; every fault is named with its column. A column that the file does not have is no fault. */
export interface RowReader<Key extends string> {
  /** Whether the file has the column at all. */
  has(key: Key): boolean;
  text(key: Key, max?: number): string;
  /** One of the words, or a fault. */
  choice<Value extends string>(key: Key, words: Record<Value, string>, fallback?: Value): Value | undefined;
  yes(key: Key, fallback: boolean): boolean;
  number(key: Key, min: number, max: number): number | null;
  day(key: Key): string | null;
  email(key: Key): string;
  /** Several values, with commas or semicolons between: each once. */
  list(key: Key): string[];
  /** The same as they stand: of a value that has commas in it, each piece. */
  pieces(key: Key): string[];
  fault(key: Key, message: string): void;
}

/**
 * By what a record is recognised. `exact` is a name together with an address (or what stands for one), each a text of
 * its own; `weak` is a name or an address alone: it never decides, it makes us ask.
 */
export interface Marks {
  exact: readonly string[];
  weak: readonly string[];
}

/** A record of ours as the table shows it, with what is needed to compare and to put it back. */
export interface Known extends Marks {
  id: string;
  /** What it is called where somebody has to choose. */
  label: string;
  cells: Record<string, string>;
  record: unknown;
}

/** Something else that a row changed or made: kept, so that undo finds it. */
export interface Touched {
  id: string;
  /** Null: it was made. */
  before: unknown;
  after: unknown;
}

export interface ReadRow<Values> extends Marks {
  title: string;
  /** Of columns that the file does not have, only defaults: nothing that may be written over a record. */
  values: Partial<Values>;
  /** Others who could be meant where no record is, as the same person elsewhere. */
  others?: readonly Choice[];
  /** Who else is meant for certain. */
  link?: string | null;
}

/** Something that can be read from and written to a table. */
export interface SheetKind<Key extends string = string, Values = unknown> {
  name: string;
  title: string;
  /** Each with the fields that it fills: only those of a changed cell are written. */
  columns: readonly Column<Key, keyof Values & string>[];
  /** Everything that is there. */
  known(db: Db, organisation?: string): Promise<Known[]>;
  /** The same in portions, where there may be very many. */
  portions?(db: Db, organisation?: string): AsyncIterable<Known[]>;
  /** What a row says; faults are told to the reader. */
  read(row: RowReader<Key>): ReadRow<Values>;
  /** The cells that the values would have, to be compared with what is there. */
  cellsOf(values: Partial<Values>): Record<string, string>;
  /** Whether two cells of a column say the same, where more than their letters decides. */
  isSame?(key: Key, one: string, other: string): boolean;
  /** The cells of what a link means: what adding a record would write over. */
  linked?(link: string): Partial<Record<Key, string>>;
  /** What stands in the way of changing a record by these values, in the column where it stands. */
  refuses?(known: Known, values: Partial<Values>): { key: Key; message: string } | undefined;
  /** Enters a record. `link` is the other who was meant, where `read` named one. */
  add(trx: Db, id: string, values: Values, now: Date, link: string | null): Promise<Touched[]>;
  /** Writes the given fields and no others. */
  change(trx: Db, id: string, values: Partial<Values>, now: Date): Promise<Touched[]>;
  /** The fields of a record that `values` names, as they are, to be put back by `change`. */
  before(known: unknown, values: Partial<Values>): Partial<Values>;
  /** Undo: takes away what was added. */
  remove(trx: Db, ids: readonly string[]): Promise<void>;
  /** Undo: puts back what else was touched, the last first. Returns the names of what has to stay. */
  restore?(trx: Db, touched: readonly Touched[]): Promise<string[]>;
  /** Records of these that something else has come to hang on since. */
  inUse(db: Db, ids: readonly string[]): Promise<string[]>;
  /** Kind of content whose index follows, where there is one. */
  indexed?: 'offer' | 'consultant' | 'organisation';
}

/** Something that can only be written to a table. */
export interface ExportKind {
  name: string;
  title: string;
  head(locale: Locale): Cells;
  /** In portions: there may be very many. */
  rows(db: Db, reader: { locale: Locale; today: string }): AsyncIterable<readonly Cells[]>;
}
