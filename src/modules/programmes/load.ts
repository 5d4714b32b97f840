import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ContentError, readContent } from '#platform/content.ts';
import { fromRoot } from '#platform/root.ts';
import { type FactDefinition, factsFileSchema, factsIn, type Programme, programmeFileSchema } from './model.ts';

export interface Programmes {
  all: readonly Programme[];
  facts: readonly FactDefinition[];
}

/** All programmes and the questions they ask. @throws ContentError naming the file, where a rule asks for what nobody defined */
export function loadProgrammes(topics: ReadonlySet<string>, folder = fromRoot('content', 'programmes')): Programmes {
  const { facts } = readContent(join(folder, 'facts.yaml'), factsFileSchema);
  const known = new Set(facts.map((fact) => fact.id));
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml') && name !== 'facts.yaml');
  const all = files.toSorted().map((name) => {
    const programme = readContent(join(folder, name), programmeFileSchema);
    const conditions = programme.versions.flatMap((version) => [
      ...version.rules.map((rule) => rule.when),
      ...(version.money?.rates.flatMap((rate) => (rate.when ? [rate.when] : [])) ?? []),
    ]);
    const stray = conditions.flatMap(factsIn).find((fact) => !known.has(fact));
    if (stray) throw new ContentError(`${name}: there is no fact "${stray}" in facts.yaml`);
    const topic = programme.topics.find((each) => !topics.has(each));
    if (topic) throw new ContentError(`${name}: there is no topic "${topic}"`);
    return programme;
  });
  return { all, facts };
}
