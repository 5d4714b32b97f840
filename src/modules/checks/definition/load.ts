import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ContentError, contentFault, readContent } from '#platform/content.ts';
import { fromRoot } from '#platform/root.ts';
import { type CheckDefinition, createDefinition } from './model.ts';
import { faultsOf } from './faults.ts';
import { contentHash } from './hash.ts';
import { type CheckFile, checkFileSchema, LANGUAGES, type Translations, translationFileSchema } from './schema.ts';
import { fileName } from './yaml.ts';

/** All checks of the network, by id. */
export type Checks = ReadonlyMap<string, CheckDefinition>;

/** A check as it was written, with its translations. */
export interface CheckSource {
  file: CheckFile;
  translations: Translations;
}

export const definitionFrom = ({ file, translations }: CheckSource): CheckDefinition =>
  createDefinition(file, translations, contentHash(file));

const isTranslation = (name: string) => LANGUAGES.some((language) => name.endsWith(`.${language}.yaml`));

function readSource(folder: string, name: string, knownTopics: ReadonlySet<string>): CheckSource {
  const path = join(folder, name);
  const file = readContent(path, checkFileSchema);
  if (fileName(file.id) !== name) throw new ContentError(`${path}: the file has to be called ${fileName(file.id)}`);
  const translations: Translations = {};
  for (const language of LANGUAGES) {
    const other = join(folder, fileName(file.id, language));
    if (existsSync(other)) translations[language] = readContent(other, translationFileSchema);
  }
  const faults = faultsOf(file, translations, knownTopics);
  if (faults.length > 0) {
    const place = (language: (typeof faults)[number]['language']) => join(folder, fileName(file.id, language));
    throw new ContentError(faults.map(({ path: at, message, language }) => contentFault(place(language), at, message)).join('\n'));
  }
  return { file, translations };
}

/** Reads content/checks as it was written. @throws ContentError naming file, line and reason */
export function loadSources(knownTopics: ReadonlySet<string>, folder = fromRoot('content', 'checks')): CheckSource[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml') && !isTranslation(name));
  return names.toSorted().map((name) => readSource(folder, name, knownTopics));
}

/** The broad check first, the others by their German name. */
export function inCatalogueOrder(definitions: Iterable<CheckDefinition>): CheckDefinition[] {
  const order = (definition: CheckDefinition) => `${definition.themes.length > 8 ? 0 : 1}${definition.title.de}`;
  return [...definitions].toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** Reads content/checks. @throws ContentError naming file, line and reason */
export function loadChecks(knownTopics: ReadonlySet<string>, folder?: string): Checks {
  const definitions = inCatalogueOrder(loadSources(knownTopics, folder).map(definitionFrom));
  return new Map(definitions.map((definition) => [definition.id, definition]));
}
