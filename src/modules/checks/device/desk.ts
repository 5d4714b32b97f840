import type { Clock } from '#platform/clock.ts';
import { HttpError } from '#platform/http/errors.ts';
import { isId, newId } from '#platform/ids.ts';
import type { Topics } from '#modules/topics/index.ts';
import type { Assessment } from '../assessment.ts';
import type { CheckDefinition } from '../definition/model.ts';
import { type Desk, fillFrom, followOn, laidOut } from '../desk.ts';
import { createDeviceStore, type DeviceDb } from './store.ts';

/** What the network authors, as the device brought it along: the checks in force and the topics. */
export interface Library {
  checks: readonly CheckDefinition[];
  topics: Topics;
}

/** The desk of this device: the same pages, on the browser's own storage. */
export interface DeviceDesk extends Desk {
  readonly library: Library;
  list(): Promise<{ assessment: Assessment; definition: CheckDefinition }[]>;
  wipe(): Promise<void>;
}

export const DEVICE_PATH = '/geraet';

/** A check that an older version of the app kept on the device had no numbers yet. */
const numbered = (definition: CheckDefinition): CheckDefinition => ({
  ...definition,
  hash: definition.hash ?? '',
  themes: definition.themes.map((theme, index) => ({ ...theme, number: theme.number ?? index + 1 })),
});

/** Opens the desk on a database of this device. */
export function createDeviceDesk(db: DeviceDb, library: Library, clock: Clock, publicUrl: string): DeviceDesk {
  const store = createDeviceStore(db);

  /** The version it was begun on, whatever is in force by now. */
  async function definitionOf(assessment: Assessment): Promise<CheckDefinition> {
    const kept = await db.get('definition', [assessment.checkId, assessment.version]);
    const definition = kept ?? versionOf(assessment.checkId, assessment.version);
    if (!definition) throw new HttpError(410);
    return numbered(definition);
  }

  const versionOf = (check: string, wished: number) => library.checks.find(({ id, version }) => id === check && version === wished);

  const desk: DeviceDesk = {
    publicUrl,
    library,
    topics: library.topics,
    store,

    async open(token) {
      const assessment = isId(token) ? await store.get(token) : undefined;
      if (!assessment) throw new HttpError(isId(token) ? 410 : 404);
      const definition = await definitionOf(assessment);
      const isInForce = definition.adopted !== undefined;
      return {
        ...laidOut(definition, assessment),
        isInForce,
        token,
        path: desk.pathOf(token),
        place: 'device',
        side: 'company',
        assessment,
      };
    },

    async list() {
      const all = await db.getAll('assessment');
      const known = await Promise.all(all.map(async (assessment) => ({ assessment, definition: await definitionOf(assessment) })));
      return known.toSorted((a, b) => b.assessment.createdAt.getTime() - a.assessment.createdAt.getTime());
    },

    newest: (check) => library.checks.find(({ id }) => id === check),
    version: async (check, version) => {
      const kept = (await db.get('definition', [check, version])) ?? versionOf(check, version);
      return kept && numbered(kept);
    },
    pathOf: (token) => `${DEVICE_PATH}/bogen/${token}`,

    async start(definition, content, previous) {
      const id = desk.newId();
      await db.put('definition', definition);
      await store.create({ id, checkId: definition.id, version: definition.version, createdAt: clock.now(), previous: previous?.id });
      if (previous) await followOn(desk, id, previous);
      if (content) await fillFrom(desk, id, content);
      return id;
    },

    remove: (id) => store.remove(id),

    async wipe() {
      await Promise.all([db.clear('assessment'), db.clear('change'), db.clear('definition')]);
    },

    count: () => Promise.resolve(),
    newId: () => newId(clock.now().getTime()),
    now: () => clock.now(),
  };
  return desk;
}
