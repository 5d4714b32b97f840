import { Document, isMap, isSeq, type Node, parse } from 'yaml';
import type { CheckFile, CheckpointFile, Condition, Language, TranslationFile } from './schema.ts';

const CHECK_KEYS = ['$schema', 'id', 'version', 'adopted', 'title', 'summary', 'audience', 'minutes', 'declaration', 'themes'];
const THEME_KEYS = ['id', 'title', 'intro', 'replaces', 'only', 'checkpoints'];
const POINT_KEYS = ['id', 'code', 'title', 'question', 'practice', 'why', 'measures', 'topics', 'replaces', 'only', 'variants'];
const VARIANT_KEYS = ['industries', 'sizes', 'question', 'practice', 'measures'];
/** Lists of short words stand in one line. */
const IN_ONE_LINE = new Set(['topics', 'replaces', 'industries', 'sizes', 'need']);

function inOrder<Value extends object>(value: Value, keys: readonly string[]): Value {
  const entries = keys.filter((key) => (value as Record<string, unknown>)[key] !== undefined);
  return Object.fromEntries(entries.map((key) => [key, (value as Record<string, unknown>)[key]])) as Value;
}

function setFlow(node: Node | null | undefined): void {
  if (isMap(node)) {
    for (const { key, value } of node.items) {
      const name = String((key as { value?: unknown }).value ?? key);
      if (isSeq(value) && IN_ONE_LINE.has(name)) value.flow = true;
      else setFlow(value as Node);
    }
  } else if (isSeq(node)) for (const item of node.items) setFlow(item as Node);
}

function print(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  setFlow(document.contents);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

const condition = (only: Condition): Condition => ({
  ...inOrder(only, ['industries', 'sizes']),
  ...(only.theme ? { theme: inOrder(only.theme, ['id', 'need']) } : {}),
});

const withCondition = <Value extends { only?: Condition | undefined }>(value: Value): Value =>
  value.only ? { ...value, only: condition(value.only) } : value;

const checkpoint = (point: CheckpointFile): CheckpointFile =>
  inOrder(
    { ...withCondition(point), ...(point.variants ? { variants: point.variants.map((variant) => inOrder(variant, VARIANT_KEYS)) } : {}) },
    POINT_KEYS,
  );

/** A check as a file, always the same for the same check: reading and writing it changes no byte. */
export function writeCheck(file: CheckFile): string {
  return print(
    inOrder(
      {
        $schema: '../schemas/check.schema.json',
        ...file,
        ...(file.adopted ? { adopted: inOrder(file.adopted, ['on', 'by']) } : {}),
        declaration: inOrder(file.declaration, ['measures', 'months']),
        themes: file.themes.map((theme) =>
          inOrder({ ...withCondition(theme), checkpoints: theme.checkpoints.map(checkpoint) }, THEME_KEYS),
        ),
      },
      CHECK_KEYS,
    ),
  );
}

const translated = (said: TranslationFile['checkpoints'][string]) =>
  inOrder({ ...said, ...(said.variants ? { variants: said.variants.map((variant) => inOrder(variant, VARIANT_KEYS)) } : {}) }, POINT_KEYS);

/** A translation as a file; themes and check points in the order of the check. */
export function writeTranslation(file: CheckFile, translation: TranslationFile): string {
  const themes = file.themes.filter((theme) => translation.themes[theme.id]);
  const points = file.themes.flatMap((theme) => theme.checkpoints).filter((point) => translation.checkpoints[point.id]);
  return print(
    inOrder(
      {
        $schema: '../schemas/check-translation.schema.json',
        ...translation,
        themes: Object.fromEntries(themes.map(({ id }) => [id, inOrder(translation.themes[id] ?? {}, ['title', 'intro'])])),
        checkpoints: Object.fromEntries(points.map(({ id }) => [id, translated(translation.checkpoints[id] ?? {})])),
      },
      ['$schema', 'title', 'summary', 'audience', 'themes', 'checkpoints'],
    ),
  );
}

/** What a YAML text holds, unchecked; undefined where it is none. Aliases do not multiply. */
export function readYaml(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 50 }) as unknown;
  } catch {
    return undefined;
  }
}

export const fileName = (id: string, language?: Language): string => (language ? `${id}.${language}.yaml` : `${id}.yaml`);
