import { currentActor } from '#platform/actor.ts';
import { audit } from '#platform/audit/index.ts';
import type { Db, Trx } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { newId } from '#platform/ids.ts';
import type { Locale } from '#platform/i18n/index.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { permit } from '#modules/accounts/index.ts';
import { csvPieces, type LongTable, these, xlsxPieces } from '#platform/files/long-table.ts';
import { type FileFault, readTable } from './file.ts';
import type { ExportKind, Known, SheetKind } from './kind.ts';
import { type Answers, isSamePlan, mayApply, type Plan } from './model.ts';
import { ID, planImport } from './plan.ts';
import { type Before, type Import, importById, insertImport, lastApplied, saveImport } from './store.ts';

export const IMPORTED = 'sheet.imported';

export type Format = 'xlsx' | 'csv';
export const FORMATS: Record<Format, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

export interface SheetsService {
  kinds: readonly SheetKind[];
  exports: readonly ExportKind[];
  /** Reads a file and says row by row what it would do; nothing is written but the plan. */
  preview(kind: string, bytes: Buffer, name: string): Promise<Result<string, FileFault>>;
  /** With whether it can be taken back: it was carried out, and none after it. */
  open(id: string): Promise<Import & { isUndoable: boolean }>;
  /** Says who is meant by rows that do not say so for certain. */
  answer(id: string, answers: Answers): Promise<void>;
  /** All of it or nothing; as it was shown or not at all. */
  apply(id: string): Promise<Result<undefined, 'notPossible' | 'outdated'>>;
  discard(id: string): Promise<void>;
  /**
   * Takes the last import back, unless something of it was changed or built on since: then with the names of that.
   * Returns the names of people who have to stay as they are, because something else has come to name them.
   */
  undo(id: string): Promise<Result<string[], 'notLast' | { changed: string[] }>>;
  /** The empty table with its columns and an example. */
  template(kind: string, format: Format): Pieces;
  /** The offers of one organisation, for those who work for it. */
  ownOffers(organisationId: string): Promise<Pieces>;
  /** Everything of one kind as a table. */
  export(kind: string, format: Format, locale?: Locale): Promise<Pieces>;
}

/** A file while it is made. What makes it asks nothing about who is asking. */
export type Pieces = AsyncIterable<Uint8Array>;
const asFile = (table: LongTable, format: Format): Pieces => (format === 'xlsx' ? xlsxPieces(table) : csvPieces(table));

/** Records as a table that can be read in again, each with its id. */
function tableOf(kind: SheetKind, db: Db, organisation?: string): LongTable {
  async function* rows() {
    for await (const some of kind.portions?.(db, organisation) ?? [await kind.known(db, organisation)])
      yield some.map((each) => [...kind.columns.map((column) => each.cells[column.key] ?? ''), each.id]);
  }
  return { name: kind.title, head: [...kind.columns.map((column) => column.headers[0]), ID.headers[0]], rows: rows() };
}

/** `begin` makes the kinds anew: each piece of work has its own, because a kind remembers what is known while it plans and writes. */
export function createSheets(
  { db, clock, jobs }: Services,
  begin: () => readonly SheetKind[],
  exports: readonly ExportKind[],
): SheetsService {
  const kinds = begin();
  const now = () => clock.now();
  const within = <Value>(work: (trx: Db) => Promise<Value>) => db.transaction().execute((trx) => work(trx as unknown as Db));
  const kindOf = (name: string): SheetKind => {
    const kind = begin().find((each) => each.name === name);
    if (!kind) throw new HttpError(404);
    return kind;
  };

  async function opened(id: string, trx = db, lock = false): Promise<Import> {
    permit('data.import');
    const found = await importById(trx, id, lock);
    if (!found) throw new HttpError(404);
    return found;
  }

  /** The index follows a moment later. */
  async function announce(trx: Db, id: string, kind: SheetKind, ids: string[]): Promise<void> {
    if (kind.indexed) await jobs.publish(trx as unknown as Trx, { type: IMPORTED, subject: id, payload: { kind: kind.indexed, ids } });
  }

  async function write(trx: Db, plan: Plan, kind: SheetKind, known: ReadonlyMap<string, Known>): Promise<Before> {
    const before: Before = { added: [], changed: [], touched: [] };
    const at = now();
    for (const row of plan.rows) {
      const { values, link } = (row.values ?? {}) as { values: Record<string, unknown>; link: string | null };
      if (row.action === 'add') {
        const id = newId(at.getTime());
        before.added.push(id);
        before.touched.push(...(await kind.add(trx, id, values, at, link)));
      } else if (row.action === 'change' && row.subject) {
        const record = known.get(row.subject)?.record;
        const updatedAt = (record as { updated_at: Date }).updated_at.toISOString();
        before.changed.push({ id: row.subject, values: kind.before(record, values), updatedAt });
        before.touched.push(...(await kind.change(trx, row.subject, values, at)));
      }
    }
    return before;
  }

  /** What the file would do as things stand now. */
  async function planNow(trx: Db, found: Import, answers: Answers): Promise<{ plan: Plan; kind: SheetKind; known: Map<string, Known> }> {
    const kind = kindOf(found.kind);
    const known = await kind.known(trx);
    return { plan: planImport(found.table ?? [], kind, known, answers), kind, known: new Map(known.map((each) => [each.id, each])) };
  }

  /** Names of what an import has brought and others have changed or built on since. */
  async function changedSince(trx: Db, { before, applied_at }: Import, kind: SheetKind): Promise<string[]> {
    if (!before) return [];
    const known = new Map((await kind.known(trx)).map((each) => [each.id, each]));
    const at = applied_at?.getTime() ?? 0;
    const isTouched = (record: string) => {
      const updated = (known.get(record)?.record as { updated_at?: Date } | undefined)?.updated_at;
      return updated !== undefined && updated.getTime() > at;
    };
    const touched = [...before.added, ...before.changed.map((each) => each.id)].filter(isTouched);
    const used = await kind.inUse(trx, before.added);
    return [...new Set([...touched, ...used])].slice(0, 20).map((record) => known.get(record)?.label ?? record);
  }

  return {
    kinds,
    exports,

    async preview(name, bytes, fileName) {
      permit('data.import');
      const kind = kindOf(name);
      const table = await readTable(bytes, fileName);
      if (!table.ok) return table;
      const plan = planImport(table.value, kind, await kind.known(db));
      const id = newId(now().getTime());
      const file = { id, kind: name, name: fileName.slice(0, 200), table: table.value };
      await insertImport(db, { ...file, createdAt: now(), createdBy: currentActor().userId, plan });
      return ok(id);
    },

    answer: (id, answers) =>
      within(async (trx) => {
        const found = await opened(id, trx, true);
        if (found.state !== 'preview') return;
        const all = { ...found.answers, ...answers };
        await saveImport(trx, id, { answers: all, plan: (await planNow(trx, found, all)).plan });
      }),

    open: async (id) => ({ ...(await opened(id)), isUndoable: (await lastApplied(db)) === id }),

    apply: (id) =>
      within(async (trx) => {
        const found = await opened(id, trx, true);
        if (found.state !== 'preview') return refused('notPossible');
        const { plan, kind, known } = await planNow(trx, found, found.answers);
        if (!isSamePlan(plan, found.plan)) {
          // Somebody has changed something since: what would happen now is shown before it happens.
          await saveImport(trx, id, { plan });
          return refused('outdated');
        }
        if (!mayApply(plan)) return refused('notPossible');
        const before = await write(trx, plan, kind, known);
        const { added, changed } = before;
        await saveImport(trx, id, { state: 'applied', applied_at: now(), before, table: null });
        await audit(
          trx,
          {
            action: 'import.applied',
            kind: 'import',
            record: id,
            details: { kind: kind.name, added: added.length, changed: changed.length },
          },
          ...added.map((record) => ({ action: `${kind.name}.imported`, kind: kind.name, record })),
          ...changed.map((each) => ({ action: `${kind.name}.imported`, kind: kind.name, record: each.id })),
        );
        await announce(trx, id, kind, [...added, ...changed.map((each) => each.id)]);
        return ok(undefined);
      }),

    async discard(id) {
      const found = await opened(id);
      if (found.state === 'preview') await saveImport(db, id, { state: 'discarded', table: null });
    },

    undo: (id) =>
      within(async (trx) => {
        const found = await opened(id, trx, true);
        if (found.state !== 'applied' || !found.before || (await lastApplied(trx)) !== id) return refused('notLast');
        const kind = kindOf(found.kind);
        const { before } = found;
        const touched = await changedSince(trx, found, kind);
        if (touched.length > 0) return refused({ changed: touched });
        await kind.remove(trx, before.added);
        for (const each of before.changed)
          await kind.change(trx, each.id, each.values as Record<string, unknown>, new Date(each.updatedAt));
        const stayed = (await kind.restore?.(trx, before.touched)) ?? [];
        await saveImport(trx, id, { state: 'undone' });
        await audit(trx, { action: 'import.undone', kind: 'import', record: id, details: { kind: kind.name } });
        await announce(trx, id, kind, [...before.added, ...before.changed.map((each) => each.id)]);
        return ok(stayed);
      }),

    template(name, format) {
      const kind = kindOf(name);
      const [head, example] = [kind.columns.map((column) => column.headers[0]), kind.columns.map((column) => column.example)];
      return asFile({ name: kind.title, head, rows: these([example]) }, format);
    },

    async ownOffers(organisationId) {
      permit('offer.edit', { organisation: organisationId });
      const kind = kindOf('offers');
      return asFile(tableOf(kind, db, organisationId), 'csv');
    },

    async export(name, format, locale = 'de') {
      permit('data.export');
      const only = exports.find((each) => each.name === name);
      if (!only) return asFile(tableOf(kindOf(name), db), format);
      return asFile({ name: only.title, head: only.head(locale), rows: only.rows(db, { locale, today: clock.today() }) }, format);
    },
  };
}
