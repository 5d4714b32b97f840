import type { ApartFault } from '#platform/files/apart.ts';
import type { UploadedFile } from '#platform/http/upload.ts';
import { ok, type Result, refused } from '#platform/result.ts';
import { type ReadSource, readSource } from '#modules/checks/index.ts';
import { draftFaults } from './model.ts';
import { cellOf, readCheckWorkbook } from './sheet/read.ts';

export type UploadFault =
  | { kind: 'file'; fault: 'none' | 'tooLarge' | 'noCheck' | 'otherCheck' | ApartFault }
  | { kind: 'content'; faults: string[] };

/** Nobody mends more at once. */
const MOST_FAULTS = 100;

const wrong = (fault: Extract<UploadFault, { kind: 'file' }>['fault']) => refused<UploadFault>({ kind: 'file', fault });
const content = (faults: string[]) => refused<UploadFault>({ kind: 'content', faults: faults.slice(0, MOST_FAULTS) });

async function fromWorkbook(bytes: Buffer, topics: ReadonlySet<string>): Promise<Result<ReadSource, UploadFault>> {
  const read = await readCheckWorkbook(bytes);
  if (!read.ok) return wrong(read.fault);
  const { source, cells, faults } = read.value;
  const all = [
    ...faults.map(({ cell, message }) => `${cell}: ${message}`),
    ...draftFaults(source.file, source.translations, topics).map(({ path, rule }) => `${cellOf(cells, path)}: ${rule.message}`),
  ];
  return all.length > 0 ? content(all) : ok({ kind: 'check', source });
}

async function fromText(bytes: Buffer, name: string): Promise<Result<ReadSource, UploadFault>> {
  const read = await readSource(bytes.toString('utf8'), name);
  if (read.ok) return read;
  return typeof read.fault === 'string' ? wrong(read.fault) : content(read.fault);
}

/** Reads a check or a translation out of an uploaded file: YAML, JSON or workbook; every fault is named with its place. */
export async function readUpload(
  { file, isTooLarge }: { file: UploadedFile | undefined; isTooLarge: boolean },
  topics: ReadonlySet<string>,
): Promise<Result<ReadSource, UploadFault>> {
  if (isTooLarge) return wrong('tooLarge');
  if (!file || file.bytes.length === 0) return wrong('none');
  const isWorkbook = file.bytes.subarray(0, 2).toString('latin1') === 'PK';
  return isWorkbook ? fromWorkbook(file.bytes, topics) : fromText(file.bytes, file.name);
}
