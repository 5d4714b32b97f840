import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take a minute or more, the longest first. */
const LONG = ['click-walk', 'bombs', 'fuzz/', 'permissions', 'every-page', 'stories', 'attacks', 'characters'];

const rank = ({ moduleId }: TestSpecification): number => {
  const at = LONG.findIndex((name) => moduleId.includes(`/test/${name}`));
  return at === -1 ? LONG.length : at;
};

/** The longest files begin first: whatever begins last is then short, and nobody waits for one file at the end. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.toSorted((one, other) => rank(one) - rank(other));
  }
}
