import type { Assessment, AssessmentStore } from '../../assessment.ts';
import type { Change } from '../../changes/model.ts';

/** A case is plain code without a test framework, so that it runs anywhere: it gives what came and what had to come. */
export interface ContractCase {
  name: string;
  run(store: AssessmentStore): Promise<[actual: unknown, expected: unknown]>;
}

/** A list of cases and the word that adds one. */
export function listOfCases() {
  const cases: ContractCase[] = [];
  const keeps = (name: string, run: ContractCase['run']): void => {
    cases.push({ name, run });
  };
  return { cases, keeps };
}

export const at = new Date('2026-11-23T10:00:00.000Z');
export const later = new Date('2026-12-01T08:00:00.000Z');

/** Ids like those of the product, the same in every run of a store. */
let last = 0;
export const newId = (): string =>
  `0193${(++last).toString(16).padStart(4, '0')}-0000-7000-8000-${Math.floor(Math.random() * 2 ** 48)
    .toString(16)
    .padStart(12, '0')}`;

export const fresh = async (store: AssessmentStore, createdAt = at): Promise<string> => {
  const id = newId();
  await store.create({ id, checkId: 'sample', version: 3, createdAt });
  return id;
};

export const change = (value: string, more: Partial<Change> = {}): Change => ({
  id: newId(),
  checkpoint: 'one-1',
  side: 'company',
  field: 'rating',
  value,
  seen: [],
  clock: 1,
  at: at.toISOString(),
  ...more,
});
export const after = (before: Change, value: string, more: Partial<Change> = {}): Change =>
  change(value, { ...before, id: newId(), value, seen: [before.id], clock: before.clock + 1, ...more });
export const note = (value: string, more: Partial<Change> = {}): Change => change(value, { field: 'note', ...more });

export const withChanges = async (store: AssessmentStore, ...portions: Change[][]): Promise<Assessment | undefined> => {
  const id = await fresh(store);
  for (const portion of portions) await store.addChanges(id, portion);
  return store.get(id);
};
