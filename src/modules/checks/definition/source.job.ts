/** Runs apart: a check or a translation out of a text, checked against its schema. */
import { ok, type Result, refused } from '#platform/result.ts';
import { fromExchange } from './exchange.ts';
import type { CheckSource } from './load.ts';
import { checkFileSchema, type Language, translationFileSchema } from './schema.ts';
import { readYaml } from './yaml.ts';

/** A check has a few hundred values in a few levels; what has more is none, and only costs time. */
const MOST_VALUES = 50_000;
const DEEPEST = 12;
/** Nobody mends more at once. */
const MOST_FAULTS = 100;

export type ReadSource =
  | { kind: 'check'; source: CheckSource }
  | { kind: 'translation'; language: Language; content: NonNullable<CheckSource['translations']['en']> };

/** `broken`: no such text at all; else one sentence for each fault. */
export type SourceFault = 'broken' | string[];

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isPlain(value: unknown): boolean {
  let left = MOST_VALUES;
  const holds = (inner: unknown, depth: number): boolean => {
    if (--left < 0 || depth > DEEPEST) return false;
    return typeof inner !== 'object' || inner === null || Object.values(inner).every((each) => holds(each, depth + 1));
  };
  return holds(value, 0);
}

const said = (issues: readonly { path: PropertyKey[]; message: string }[]) =>
  issues.slice(0, MOST_FAULTS).map(({ path, message }) => `${path.map(String).join('.') || '–'}: ${message}`);

export default function readSource({ text, name }: { text: string; name: string }): Result<ReadSource, SourceFault> {
  const value = /\.json$/i.test(name) ? readJson(text) : readYaml(text);
  if (!isPlain(value)) return refused('broken');
  if (/\.json$/i.test(name)) {
    const exchanged = fromExchange(value);
    return exchanged.ok ? ok({ kind: 'check', source: exchanged.value }) : refused(exchanged.fault.slice(0, MOST_FAULTS));
  }
  if (typeof value !== 'object' || value === null) return refused('broken');
  const language = (/\.(en|leicht)\.ya?ml$/i.exec(name)?.[1]?.toLowerCase() ?? '') as Language | '';
  if (language) {
    const parsed = translationFileSchema.safeParse(value);
    return parsed.success ? ok({ kind: 'translation', language, content: parsed.data }) : refused(said(parsed.error.issues));
  }
  const parsed = checkFileSchema.safeParse(value);
  return parsed.success ? ok({ kind: 'check', source: { file: parsed.data, translations: {} } }) : refused(said(parsed.error.issues));
}
