import { currentActor } from '#platform/actor.ts';
import { audit } from '#platform/audit/index.ts';
import type { Db, Trx } from '#platform/database/index.ts';
import { HttpError } from '#platform/http/errors.ts';
import { newId } from '#platform/ids.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import type { Services } from '#platform/services.ts';
import { permit } from '#modules/accounts/index.ts';
import { type FileFault, readTable, toCsv, toXlsx } from './file.ts';
import type { ExportKind, SheetKind } from './kind.ts';
import { type Cells, mayApply } from './model.ts';
import { planImport } from './plan.ts';
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
  /** All of it or nothing. */
  apply(id: string): Promise<Result<undefined, 'notPossible' | 'outdated'>>;
  discard(id: string): Promise<void>;
  /** Takes the last import back, unless something of it was changed since. Returns the names of what was. */
  undo(id: string): Promise<Result<undefined, 'notLast' | { changed: string[] }>>;
  /** The empty table with its columns and an example. */
  template(kind: string, format: Format): Promise<Buffer>;
  /** The offers of one organisation, for those who work for it. */
  ownOffers(organisationId: string): Promise<Buffer>;
  /** Everything of one kind as a table. */
  export(kind: string, format: Format): Promise<Buffer>;
}

export function createSheets({ db, clock, jobs }: Services, kinds: readonly SheetKind[], exports: readonly ExportKind[]): SheetsService {
  const now = () => clock.now();
  const within = <Value>(work: (trx: Db) => Promise<Value>) => db.transaction().execute((trx) => work(trx as unknown as Db));
  const kindOf = (name: string): SheetKind => {
    const kind = kinds.find((each) => each.name === name);
    if (!kind) throw new HttpError(404);
    return kind;
  };

  const asFile = (rows: readonly Cells[], format: Format, title: string) =>
    format === 'xlsx' ? toXlsx(rows, title) : Promise.resolve(toCsv(rows));

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

  async function write(trx: Db, found: Import, kind: SheetKind): Promise<Result<Before, 'outdated'>> {
    const known = new Map((await kind.known(trx)).map((each) => [each.id, each]));
    const before: Before = { added: [], changed: [] };
    const at = now();
    for (const row of found.plan.rows) {
      if (row.action === 'add') {
        const id = newId(at.getTime());
        await kind.add(trx, id, row.values, at);
        before.added.push(id);
      } else if (row.action === 'change' && row.subject) {
        const record = known.get(row.subject);
        if (!record) return refused('outdated');
        await kind.change(trx, record.record, row.values, at);
        before.changed.push({ id: row.subject, record: record.record, updated_at: at.toISOString() });
      }
    }
    return ok(before);
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
      await insertImport(db, { id, kind: name, name: fileName.slice(0, 200), createdAt: now(), createdBy: currentActor().userId, plan });
      return ok(id);
    },

    open: async (id) => ({ ...(await opened(id)), isUndoable: (await lastApplied(db)) === id }),

    async apply(id) {
      try {
        return await within(async (trx) => {
          const found = await opened(id, trx, true);
          if (found.state !== 'preview' || !mayApply(found.plan)) return refused('notPossible');
          const kind = kindOf(found.kind);
          const written = await write(trx, found, kind);
          if (!written.ok) throw new Outdated();
          const { added, changed } = written.value;
          await saveImport(trx, id, { state: 'applied', applied_at: now(), before: written.value });
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
        });
      } catch (error) {
        if (error instanceof Outdated) return refused('outdated');
        throw error;
      }
    },

    async discard(id) {
      const found = await opened(id);
      if (found.state === 'preview') await saveImport(db, id, { state: 'discarded' });
    },

    undo: (id) =>
      within(async (trx) => {
        const found = await opened(id, trx, true);
        if (found.state !== 'applied' || !found.before || (await lastApplied(trx)) !== id) return refused('notLast');
        const kind = kindOf(found.kind);
        const known = new Map((await kind.known(trx)).map((each) => [each.id, each]));
        const at = found.applied_at?.getTime() ?? 0;
        const isTouched = (record: string) => {
          const updated = (known.get(record)?.record as { updated_at?: Date } | undefined)?.updated_at;
          return updated !== undefined && updated.getTime() > at;
        };
        const touched = [...found.before.added, ...found.before.changed.map((each) => each.id)].filter(isTouched);
        if (touched.length > 0) return refused({ changed: touched.slice(0, 20).map((record) => known.get(record)?.names[0] ?? record) });
        await kind.remove(trx, found.before.added);
        for (const each of found.before.changed) await kind.restore(trx, each.record);
        await saveImport(trx, id, { state: 'undone' });
        await audit(trx, { action: 'import.undone', kind: 'import', record: id, details: { kind: kind.name } });
        await announce(trx, id, kind, [...found.before.added, ...found.before.changed.map((each) => each.id)]);
        return ok(undefined);
      }),

    async template(name, format) {
      const kind = kindOf(name);
      return asFile([kind.columns.map((column) => column.headers[0]), kind.columns.map((column) => column.example)], format, kind.title);
    },

    async ownOffers(organisationId) {
      permit('offer.edit', { organisation: organisationId });
      const kind = kindOf('offers');
      const own = (await kind.known(db)).filter((each) => (each.record as { organisation_id: string }).organisation_id === organisationId);
      return toCsv([
        kind.columns.map((column) => column.headers[0]),
        ...own.map((each) => kind.columns.map((column) => each.cells[column.key] ?? '')),
      ]);
    },

    async export(name, format) {
      permit('data.export');
      const only = exports.find((each) => each.name === name);
      if (only) return asFile(await only.rows(db), format, only.title);
      const kind = kindOf(name);
      const known = await kind.known(db);
      const rows = known.map((each) => kind.columns.map((column) => each.cells[column.key] ?? ''));
      return asFile([kind.columns.map((column) => column.headers[0]), ...rows], format, kind.title);
    },
  };
}

/** Something that was to be changed is gone: everything is undone. */
class Outdated extends Error {}
