import { describe, expect, it } from 'vitest';
import { fixedClock } from '#platform/clock.ts';
import { ContentError } from '#platform/content.ts';
import { newId } from '#platform/ids.ts';
import { testDatabase } from '../../../test/support/database.ts';
import { loadTopics } from '#modules/topics/index.ts';
import { type CheckSource, loadSources } from './definition/load.ts';
import { openEditions } from './editions.ts';
import { createAssessmentStore } from './store/assessments.ts';
import { allEditions } from './store/editions.ts';

const { db } = await testDatabase();
const clock = fixedClock('2026-11-25T08:00:00Z');
const [source] = loadSources(new Set(loadTopics().all.map((topic) => topic.id)));
if (!source) throw new Error('no checks');

/** The check under another name, perhaps changed. */
const copy = (id: string, change: (file: CheckSource['file']) => void = () => {}): CheckSource => {
  const file = structuredClone({ ...source.file, id });
  change(file);
  return { ...source, file };
};
const reworded = (file: CheckSource['file']) => {
  file.summary += ' Anders.';
};
const unadopted = (file: CheckSource['file']) => {
  delete file.adopted;
};

describe('versions from files', () => {
  it('are entered once, and a second start changes nothing', async () => {
    const editions = await openEditions(db, clock, [copy('one')]);
    expect(editions.find('one', 1)).toMatchObject({ state: 'inForce', origin: 'content' });
    const before = await allEditions(db);
    await openEditions(db, clock, [copy('one')]);
    expect(await allEditions(db)).toEqual(before);
  });

  it('never change once they were adopted; translations and a new version may come', async () => {
    await openEditions(db, clock, [copy('two')]);
    await expect(openEditions(db, clock, [copy('two', reworded)])).rejects.toThrow(ContentError);
    const { translations: _, ...rest } = copy('two');
    await openEditions(db, clock, [{ ...rest, translations: {} }]);
    const newer = copy('two', (file) => {
      reworded(file);
      file.version = 2;
    });
    const editions = await openEditions(db, clock, [newer]);
    expect(editions.of('two').map(({ definition }) => definition.version)).toEqual([2, 1]);
    expect(editions.current.get('two')?.version).toBe(2);
  });

  it('on trial may be reworded until somebody has filled them in', async () => {
    await openEditions(db, clock, [copy('three', unadopted)]);
    const changed = (file: CheckSource['file']) => {
      unadopted(file);
      reworded(file);
    };
    const editions = await openEditions(db, clock, [copy('three', changed)]);
    expect(editions.find('three', 1)?.definition.summary.de).toContain('Anders.');
    await createAssessmentStore(db).create({ id: newId(), checkId: 'three', version: 1, createdAt: clock.now() });
    await expect(openEditions(db, clock, [copy('three', unadopted)])).rejects.toThrow('content/checks/three.yaml: version 1');
    // Adopting it as it is changes no word.
    const adopted = copy('three', reworded);
    expect((await openEditions(db, clock, [adopted])).find('three', 1)?.state).toBe('inForce');
  });
});

describe('versions from the editor', () => {
  it('reach another instance within seconds, and stay what they are', async () => {
    const here = await openEditions(db, clock, []);
    const there = await openEditions(db, clock, []);
    await here.publish(copy('four'), 'trial');
    expect(there.current.has('four')).toBe(false);
    clock.advance(6_000);
    await there.refresh();
    expect(there.current.has('four')).toBe(true);
    await expect(here.publish(copy('four', reworded), 'trial')).rejects.toThrow('there already');
    await expect(here.publish(copy('four', reworded), 'inForce')).rejects.toThrow('there already');
    await here.publish(copy('four'), 'inForce');
    expect(here.find('four', 1)?.state).toBe('inForce');
    expect(await here.withdraw('four', 1)).toBe(true);
    expect(await here.withdraw('four', 1)).toBe(false);
    expect(here.current.has('four')).toBe(false);
    expect(here.find('four', 1)?.state).toBe('withdrawn');
    // A start does not bring back what was withdrawn.
    expect((await openEditions(db, clock, [copy('four')])).find('four', 1)?.state).toBe('withdrawn');
  });
});
