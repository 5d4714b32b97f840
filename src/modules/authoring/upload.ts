import type { z } from 'zod';
import { ok, type Result, refused } from '#platform/result.ts';
import { checkFileSchema, type CheckSource, fromExchange, type Language, readYaml, translationFileSchema } from '#modules/checks/index.ts';
import { draftFaults } from './model.ts';
import { cellOf, LARGEST_WORKBOOK, readCheckWorkbook } from './sheet/read.ts';

export type UploadFault =
  | { kind: 'file'; fault: 'none' | 'tooLarge' | 'broken' | 'noCheck' | 'otherCheck' }
  | { kind: 'content'; faults: string[] };
export type Uploaded =
  | { kind: 'check'; source: CheckSource }
  | { kind: 'translation'; language: Language; content: NonNullable<CheckSource['translations']['en']> };

const said = (issues: z.core.$ZodIssue[]) => issues.map((issue) => `${issue.path.join('.') || '–'}: ${issue.message}`);
const wrong = (fault: Extract<UploadFault, { kind: 'file' }>['fault']) => refused<UploadFault>({ kind: 'file', fault });
const content = (faults: string[]) => refused<UploadFault>({ kind: 'content', faults });

async function fromWorkbook(bytes: Buffer, topics: ReadonlySet<string>): Promise<Result<Uploaded, UploadFault>> {
  const read = await readCheckWorkbook(bytes);
  if (!read.ok) return wrong(read.fault);
  const { source, cells, faults } = read.value;
  const all = [
    ...faults.map(({ cell, message }) => `${cell}: ${message}`),
    ...draftFaults(source.file, source.translations, topics).map(({ path, rule }) => `${cellOf(cells, path)}: ${rule.message}`),
  ];
  return all.length > 0 ? content(all) : ok({ kind: 'check', source });
}

function fromText(text: string, name: string): Result<Uploaded, UploadFault> {
  if (/\.json$/i.test(name)) {
    const exchanged = fromExchange(readYaml(text));
    return exchanged.ok ? ok({ kind: 'check', source: exchanged.value }) : content(exchanged.fault);
  }
  const value = readYaml(text);
  if (typeof value !== 'object' || value === null) return wrong('broken');
  const language = (/\.(en|leicht)\.ya?ml$/i.exec(name)?.[1]?.toLowerCase() ?? '') as Language | '';
  if (language) {
    const parsed = translationFileSchema.safeParse(value);
    return parsed.success ? ok({ kind: 'translation', language, content: parsed.data }) : content(said(parsed.error.issues));
  }
  const parsed = checkFileSchema.safeParse(value);
  return parsed.success ? ok({ kind: 'check', source: { file: parsed.data, translations: {} } }) : content(said(parsed.error.issues));
}

/** Reads a check or a translation out of an uploaded file: YAML, JSON or workbook; every fault is named with its place. */
export async function readUpload(file: File | undefined, topics: ReadonlySet<string>): Promise<Result<Uploaded, UploadFault>> {
  if (!file || file.size === 0) return wrong('none');
  if (file.size > LARGEST_WORKBOOK) return wrong('tooLarge');
  const bytes = Buffer.from(await file.arrayBuffer());
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') return fromWorkbook(bytes, topics);
  if (bytes.includes(0)) return wrong('broken');
  return fromText(bytes.toString('utf8'), file.name);
}
