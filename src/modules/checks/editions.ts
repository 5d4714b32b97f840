import { ContentError } from '#platform/content.ts';
import type { Db } from '#platform/database/index.ts';
import { newId } from '#platform/ids.ts';
import { type CheckSource, definitionFrom, inCatalogueOrder } from './definition/load.ts';
import { canonical } from './definition/hash.ts';
import type { CheckDefinition } from './definition/model.ts';
import { allEditions, editionsStamp, isInUse, putEdition, withdrawEdition } from './store/editions.ts';
import type { EditionRow } from './tables.ts';

export interface Edition {
  definition: CheckDefinition;
  source: CheckSource;
  state: EditionRow['state'];
  origin: EditionRow['origin'];
  publishedAt: Date;
}

/** The versions of all checks. What is read often stays in memory; `refresh` brings it up to date. */
export interface Editions {
  /** The checks that may be begun, by id, in the order of the catalogue: of each the newest that is not withdrawn. */
  readonly current: ReadonlyMap<string, CheckDefinition>;
  /** All versions of a check, the newest first. */
  of(checkId: string): Edition[];
  find(checkId: string, version: number): Edition | undefined;
  /**
   * Publishes a version that was written in the editor; one on trial comes into force by the same way, unchanged.
   * @throws ContentError where that version is there already
   */
  publish(source: CheckSource, state: 'trial' | 'inForce'): Promise<CheckDefinition>;
  withdraw(checkId: string, version: number): Promise<boolean>;
  /** Reads the versions again, at most once in a few seconds unless it has to be. */
  refresh(force?: boolean): Promise<void>;
}

/** How long another instance may not know of what was published here. */
const FRESH_MS = 5_000;
const keyOf = (checkId: string, version: number) => `${checkId} ${version}`;

/**
 * Enters what content/ holds. A version that was adopted, or that anybody has filled in, never changes: a new text is
 * a new version. @throws ContentError
 */
async function register(db: Db, sources: readonly CheckSource[], now: Date): Promise<void> {
  const known = new Map((await allEditions(db)).map((row) => [keyOf(row.check_id, row.version), row]));
  const clashes: string[] = [];
  for (const source of sources) {
    const { id, version, hash, adopted } = definitionFrom(source);
    const before = known.get(keyOf(id, version));
    if (before && before.hash !== hash && (before.state !== 'trial' || (await isInUse(db, id, version)))) {
      clashes.push(
        `content/checks/${id}.yaml: version ${version} was adopted or filled in with other words (${before.hash.slice(0, 12)}). A new text needs a new version.`,
      );
      continue;
    }
    const state = before?.state === 'withdrawn' ? 'withdrawn' : adopted ? 'inForce' : (before?.state ?? 'trial');
    const isSame = before?.hash === hash && before.state === state && canonical(before.source) === canonical(source);
    if (isSame) continue;
    await putEdition(db, {
      id: newId(now.getTime()),
      check_id: id,
      version,
      hash,
      state,
      source,
      origin: 'content',
      published_at: before?.published_at ?? now,
      withdrawn_at: before?.withdrawn_at ?? null,
    });
  }
  if (clashes.length > 0) throw new ContentError(clashes.join('\n'));
}

function editionIn(row: EditionRow): Edition {
  const source = row.source as CheckSource;
  return { definition: definitionFrom(source), source, state: row.state, origin: row.origin, publishedAt: row.published_at };
}

/** Opens the versions: those of content/ and those that were published from the editor. @throws ContentError */
export async function openEditions(db: Db, clock: { now(): Date }, sources: readonly CheckSource[]): Promise<Editions> {
  await register(db, sources, clock.now());
  const current = new Map<string, CheckDefinition>();
  let byCheck = new Map<string, Edition[]>();
  let readAt = 0;
  let stamp = '';

  const editions: Editions = {
    current,
    of: (checkId) => byCheck.get(checkId) ?? [],
    find: (checkId, version) => byCheck.get(checkId)?.find(({ definition }) => definition.version === version),

    async publish(source, state) {
      const definition = definitionFrom(source);
      const { id, version, hash } = definition;
      const before = editions.find(id, version);
      // What was on trial may come into force as it is; anything else that is there stays.
      const isPromoted = before?.state === 'trial' && before.definition.hash === hash && state === 'inForce';
      if (before && !isPromoted) throw new ContentError(`${id}: version ${version} is there already`);
      const row = {
        id: newId(clock.now().getTime()),
        check_id: id,
        version,
        hash,
        state,
        source,
        origin: 'editor' as const,
        published_at: clock.now(),
        withdrawn_at: null,
      };
      await putEdition(db, row);
      await editions.refresh(true);
      return definition;
    },

    async withdraw(checkId, version) {
      const isDone = await withdrawEdition(db, checkId, version, clock.now());
      await editions.refresh(true);
      return isDone;
    },

    async refresh(force = false) {
      if (!force && clock.now().getTime() - readAt < FRESH_MS) return;
      readAt = clock.now().getTime();
      const now = await editionsStamp(db);
      if (now === stamp) return;
      stamp = now;
      const rows = (await allEditions(db)).map(editionIn).toReversed();
      byCheck = Map.groupBy(rows, ({ definition }) => definition.id) as Map<string, Edition[]>;
      const newest = [...byCheck.values()].flatMap((list) => list.find(({ state }) => state !== 'withdrawn')?.definition ?? []);
      current.clear();
      for (const definition of inCatalogueOrder(newest)) current.set(definition.id, definition);
    },
  };
  await editions.refresh(true);
  return editions;
}
