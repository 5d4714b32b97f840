import type { DBSchema, IDBPDatabase, IDBPTransaction } from 'idb';
import { openDB } from 'idb';
import type { Assessment, AssessmentStore, NumberedChange } from '../assessment.ts';
import { blankAssessment, plainChange, TooManyChanges } from '../assessment.ts';
import { type Change, headsOf, mergeChanges, MOST_CHANGES, standingOf } from '../changes/model.ts';
import type { CheckDefinition } from '../definition/model.ts';
import { type Measure, newMeasure } from '../measure.ts';

/** What is kept on the device: everything of one assessment beside its history, the definitions in use, settings. */
export interface DeviceTables extends DBSchema {
  assessment: { key: string; value: Assessment };
  change: { key: [string, number]; value: NumberedChange & { assessment: string } };
  definition: { key: [string, number]; value: CheckDefinition };
  setting: { key: string; value: unknown };
}

export type DeviceDb = IDBPDatabase<DeviceTables>;

/** Opens the database of this device. Refused where the browser lets nothing be kept (private mode, blocked, full). */
export const openDeviceDb = (name = 'transferwerk', gone = () => {}): Promise<DeviceDb> =>
  openDB<DeviceTables>(name, 2, {
    // A newer app wants to renew what is kept: make way, and open again when asked next.
    blocking(_now, _wanted, event) {
      (event.target as IDBDatabase).close();
      gone();
    },
    terminated: gone,
    async upgrade(db, before, _now, trx) {
      if (before >= 1) return renewMeasures(trx.objectStore('assessment'));
      db.createObjectStore('assessment', { keyPath: 'id' });
      db.createObjectStore('change', { keyPath: ['assessment', 'seq'] });
      db.createObjectStore('definition', { keyPath: ['id', 'version'] });
      db.createObjectStore('setting');
    },
  });

/** A measure as version 1 of this database kept it: done or not. */
type OldMeasure = Partial<Measure> & Pick<Measure, 'id' | 'text'> & { done?: boolean };

/** What an older version of the app left on the device. */
async function renewMeasures(store: { getAll(): Promise<Assessment[]>; put?(value: Assessment): Promise<unknown> }): Promise<void> {
  for (const kept of await store.getAll()) {
    const measures = (kept.measures as OldMeasure[]).map(({ done, ...measure }) =>
      newMeasure({ ...measure, state: measure.state ?? (done ? 'done' : 'open') }),
    );
    await store.put?.({ ...kept, focus: kept.focus ?? [], words: kept.words ?? 'normal', previous: kept.previous, measures });
  }
}

const STORES = ['assessment', 'change'] as const;
type Write = IDBPTransaction<DeviceTables, typeof STORES, 'readwrite'>;

const allOf = (id: string, after = 0) => IDBKeyRange.bound([id, after], [id, Number.POSITIVE_INFINITY], after > 0);

const removeIn = async (trx: Write, id: string) => {
  await trx.objectStore('assessment').delete(id);
  await trx.objectStore('change').delete(allOf(id));
};

/** Filled-in checks in the browser's IndexedDB. */
export function createDeviceStore(db: DeviceDb): AssessmentStore {
  const byId = (list: Assessment['measures']) => list.toSorted((a, b) => (a.id < b.id ? -1 : 1));

  /** Changes one assessment, in one transaction; does nothing where it is gone. */
  async function update(id: string, change: (kept: Assessment) => Assessment): Promise<void> {
    const trx = db.transaction('assessment', 'readwrite', { durability: 'strict' });
    const kept = await trx.store.get(id);
    if (kept) await trx.store.put(change(kept));
    await trx.done;
  }

  return {
    async create(begun) {
      await db.add('assessment', blankAssessment(begun));
    },

    get: (id) => db.get('assessment', id),
    visit: (id, at) => update(id, (kept) => ({ ...kept, visitedAt: at })),

    async addChanges(id, changes) {
      const trx = db.transaction(STORES, 'readwrite', { durability: 'strict' });
      const kept = await trx.objectStore('assessment').get(id);
      if (kept) await takeIn(trx, kept, changes);
      await trx.done;
    },

    async changesSince(id, seq) {
      const rows = await db.getAll('change', allOf(id, seq));
      return rows.map(plainChange);
    },

    saveCompany: (id, company) => update(id, (kept) => ({ ...kept, company })),
    saveFocus: (id, themes) => update(id, (kept) => ({ ...kept, focus: [...themes] })),
    saveWords: (id, words) => update(id, (kept) => ({ ...kept, words })),
    saveMeasure: (id, measure) =>
      update(id, (kept) => ({ ...kept, measures: byId([...kept.measures.filter((other) => other.id !== measure.id), measure]) })),
    removeMeasure: (id, measureId) =>
      update(id, (kept) => ({ ...kept, measures: kept.measures.filter(({ id: own }) => own !== measureId) })),

    async remove(id) {
      const trx = db.transaction(STORES, 'readwrite', { durability: 'strict' });
      await removeIn(trx, id);
      await trx.done;
    },

    async removeUnvisitedSince(date) {
      const trx = db.transaction(STORES, 'readwrite', { durability: 'strict' });
      const old = (await trx.objectStore('assessment').getAll()).filter((kept) => kept.visitedAt < date);
      for (const kept of old) await removeIn(trx, kept.id);
      await trx.done;
      return old.length;
    },
  };
}

async function takeIn(trx: Write, kept: Assessment, incoming: readonly Change[]): Promise<void> {
  const store = trx.objectStore('change');
  const known = await store.getAll(allOf(kept.id));
  const fresh = mergeChanges(known as readonly Change[], incoming).slice(known.length);
  if (fresh.length === 0) return;
  if (known.length + fresh.length > MOST_CHANGES) {
    trx.abort();
    await trx.done.catch(() => {});
    throw new TooManyChanges();
  }
  const added = fresh.map((change, index) => ({ ...change, seen: [...change.seen], assessment: kept.id, seq: kept.seq + index + 1 }));
  const all = [...known, ...added];
  const standing = new Set([...headsOf(all).values()].flat().map((change) => change.id));
  const isKnown = new Set(known.map((change) => change.id));
  for (const change of all) {
    // As in PostgreSQL: the text of a note that was replaced is not kept.
    const isOldNote = change.field === 'note' && change.value !== '' && !standing.has(change.id);
    if (isOldNote) await store.put({ ...change, value: '' });
    else if (!isKnown.has(change.id)) await store.put(change);
  }
  const { company, consultant, conflicts } = standingOf(all);
  await trx.objectStore('assessment').put({
    ...kept,
    ratings: company.ratings,
    notes: company.notes,
    advice: consultant,
    conflicts,
    seq: kept.seq + added.length,
  });
}
