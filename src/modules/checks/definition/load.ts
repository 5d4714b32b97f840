import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ContentError, readContent } from '#platform/content.ts';
import { fromRoot } from '#platform/root.ts';
import { type CheckDefinition, contentFaults, createDefinition } from './model.ts';
import { checkFileSchema, translationFileSchema } from './schema.ts';

/** All checks of the network, by id. */
export type Checks = ReadonlyMap<string, CheckDefinition>;

/** Reads content/checks. @throws ContentError naming file and reason */
export function loadChecks(knownTopics: ReadonlySet<string>, folder = fromRoot('content', 'checks')): Checks {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml') && !name.endsWith('.en.yaml'));
  const definitions = names.map((name) => {
    const file = readContent(join(folder, name), checkFileSchema);
    const translation = join(folder, name.replace(/\.yaml$/, '.en.yaml'));
    const english = existsSync(translation) ? readContent(translation, translationFileSchema) : undefined;
    if (`${file.id}.yaml` !== name) throw new ContentError(`${join(folder, name)}: the file has to be called ${file.id}.yaml`);
    const faults = contentFaults(file, english, knownTopics);
    if (faults.length > 0) throw new ContentError(faults.map((fault) => `${join(folder, name)}: ${fault}`).join('\n'));
    return createDefinition(file, english);
  });
  // The broad check first, the others by their German name.
  const order = (definition: CheckDefinition) => `${definition.themes.length > 8 ? 0 : 1}${definition.title.de}`;
  return new Map(definitions.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)).map((definition) => [definition.id, definition]));
}
