import type { Db } from '#platform/database/index.ts';
import type { Cells, Column } from './model.ts';

/** Reads the cells of one row; every fault is named with its column. */
export interface RowReader<Key extends string> {
  text(key: Key, max?: number): string;
  /** One of the words, or a fault. */
  choice<Value extends string>(key: Key, words: Record<Value, string>, fallback?: Value): Value | undefined;
  yes(key: Key, fallback: boolean): boolean;
  number(key: Key, min: number, max: number): number | null;
  day(key: Key): string | null;
  email(key: Key): string;
  /** Several values, with commas or semicolons between. */
  list(key: Key): string[];
  fault(key: Key, message: string): void;
}

/** A record of ours as the table shows it, with what is needed to compare and to put it back. */
export interface Known {
  id: string;
  /** By these names a row of the file finds it, in this order. */
  names: string[];
  cells: Record<string, string>;
  record: unknown;
}

/** Something that can be read from and written to a table. */
export interface SheetKind<Key extends string = string, Values = unknown> {
  name: string;
  title: string;
  columns: readonly Column<Key>[];
  /** Everything that is there. */
  known(db: Db): Promise<Known[]>;
  /** What a row says; faults are told to the reader. `undefined` where it cannot be read at all. */
  read(row: RowReader<Key>): { title: string; values: Values } | undefined;
  /** The cells that the values would have, to be compared with what is there. */
  cellsOf(values: Values): Record<string, string>;
  add(trx: Db, id: string, values: Values, now: Date): Promise<void>;
  change(trx: Db, known: unknown, values: Values, now: Date): Promise<void>;
  /** Undo: takes away what was added, puts back what was changed. */
  remove(trx: Db, ids: readonly string[]): Promise<void>;
  restore(trx: Db, record: unknown): Promise<void>;
  /** Kind of content whose index follows, where there is one. */
  indexed?: 'offer' | 'consultant';
}

/** Something that can only be written to a table. */
export interface ExportKind {
  name: string;
  title: string;
  rows(db: Db): Promise<Cells[]>;
}
